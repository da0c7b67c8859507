import { FormatError } from './format-error.ts';

declare const documentIdBrand: unique symbol;

/**
 * A document's public name, printed and typed by people: 16 characters of Crockford base32 in groups
 * of four (`7K3M-9QXT-2WBD-4HN8`). 75 random bits, then one check character.
 */
export type DocumentId = string & { readonly [documentIdBrand]: 'DocumentId' };

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const DATA_CHARACTERS = 15;

/**
 * Makes an id from 15 random bytes (only the low five bits of each are used).
 * @param randomBytes exactly 15 bytes from a cryptographic source.
 */
export function toDocumentId(randomBytes: Uint8Array): DocumentId {
  if (randomBytes.length !== DATA_CHARACTERS) throw new RangeError('15 random bytes are needed');
  const data = Array.from(randomBytes, (byte) => ALPHABET[byte & 31]!).join('');
  return inGroups(data + checkCharacter(data));
}

/**
 * Reads an id as a person types it: any case, with or without hyphens and blanks, `O` for `0`,
 * `I` and `L` for `1` (Crockford's reading).
 * @throws FormatError `document-id/syntax`, or `document-id/check` when the check character does not fit.
 */
export function parseDocumentId(text: string): DocumentId {
  const plain = text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  if (plain.length !== DATA_CHARACTERS + 1 || !/^[0-9A-HJKMNP-TV-Z]*$/.test(plain)) {
    throw new FormatError('document-id/syntax', 'a document id has 16 letters and digits');
  }
  if (checkCharacter(plain.slice(0, DATA_CHARACTERS)) !== plain[DATA_CHARACTERS]) {
    throw new FormatError('document-id/check', 'the document id has a typing mistake');
  }
  return inGroups(plain);
}

/**
 * Position-weighted sum in GF(2^5) (x^5 + x^2 + 1), weights the powers of the generator: every single
 * wrong character and every exchange of two characters changes it.
 */
function checkCharacter(data: string): string {
  let sum = 0;
  for (const character of data) sum = timesGenerator(sum ^ ALPHABET.indexOf(character));
  return ALPHABET[sum]!;
}

function timesGenerator(value: number): number {
  const shifted = value << 1;
  return shifted & 32 ? shifted ^ 0b100101 : shifted;
}

function inGroups(plain: string): DocumentId {
  return plain.replace(/(.{4})(?=.)/g, '$1-') as DocumentId;
}
