import { createHmac } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_CHARACTERS = 12;

/**
 * The code with which a graduate claims their documents: 12 characters of Crockford base32 in groups of
 * four (60 bits), derived from the installation's secret and so the same whenever it is printed. It is
 * stored nowhere.
 */
export function toClaimCode(
  secret: Uint8Array,
  institutionCode: string,
  studentId: string,
): string {
  const mac = keyed(secret, 'parinya claim code 1', institutionCode, studentId);
  const characters = [...mac.subarray(0, CODE_CHARACTERS)].map((byte) => ALPHABET[byte & 31]!);
  return characters.join('').replace(/(.{4})(?=.)/g, '$1-');
}

/**
 * What the registry keeps to find a claim code's documents: a keyed digest (hex), which without the
 * secret tells nothing of the code. Reads codes as people type them: any case, with or without hyphens,
 * `O` for `0`, `I` and `L` for `1`.
 */
export function toClaimHandle(secret: Uint8Array, claimCode: string): string {
  const plain = claimCode
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return keyed(secret, 'parinya claim handle 1', plain).toString('hex');
}

/** HMAC-SHA-256; the parts are separated so that no two lists of parts read the same. */
function keyed(secret: Uint8Array, purpose: string, ...parts: readonly string[]): Buffer {
  return createHmac('sha256', secret)
    .update(JSON.stringify([purpose, ...parts]))
    .digest();
}
