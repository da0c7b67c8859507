import { Buffer } from 'node:buffer';
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { AppError } from '../../shared/app-error.ts';
import { signingFailed } from '../own-signature.ts';

/** A key of a receipts' key set (RFC 7517 §4), public members only. */
interface ReceiptJwk {
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
  readonly y?: string;
  readonly kid: string;
  readonly alg: 'EdDSA' | 'ES256';
  readonly use: 'sig';
}

/** The verifier's own key: it speaks for whoever verified, never for an institution. */
export interface ReceiptSigner {
  readonly publicJwk: ReceiptJwk;
  /**
   * Signs a JSON text as compact JWS (RFC 7515 §3.1) with this `typ`.
   * @throws AppError `signing-failed`, also when the finished token does not verify.
   */
  sign(payload: string, typ: string): string;
}

type KeyKind = Pick<ReceiptJwk, 'kty' | 'crv' | 'alg'>;
const kinds: readonly KeyKind[] = [
  { kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA' },
  { kty: 'EC', crv: 'P-256', alg: 'ES256' },
];

/** Makes a new key for receipts: Ed25519, PKCS#8 in PEM. */
export function generateReceiptKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
}

/**
 * Opens the verifier's key. Its id is the key's own thumbprint (RFC 7638), so that the same key has the
 * same name everywhere.
 * @param pem PKCS#8 of an Ed25519 or P-256 key, without passphrase.
 * @throws AppError `key-unreadable`
 */
export function openReceiptSigner(pem: string): ReceiptSigner {
  const privateKey = readPrivateKey(pem);
  const publicKey = createPublicKey(privateKey);
  const publicJwk = toPublicJwk(publicKey);
  const digest = publicJwk.alg === 'EdDSA' ? null : 'sha256';
  const dsaEncoding = 'ieee-p1363' as const;
  const header = { alg: publicJwk.alg, kid: publicJwk.kid };
  return {
    publicJwk,
    sign: (payload, typ) => {
      const input = `${toPart(JSON.stringify({ ...header, typ }))}.${toPart(payload)}`;
      const octets = Buffer.from(input, 'latin1');
      const signature = sign(digest, octets, { key: privateKey, dsaEncoding });
      if (!verify(digest, octets, { key: publicKey, dsaEncoding }, signature)) {
        throw signingFailed('the receipt does not verify with its own key');
      }
      return `${input}.${signature.toString('base64url')}`;
    },
  };
}

function readPrivateKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    // The library's message may quote the key: ours does not, and it is not passed on.
    throw keyUnreadable();
  }
}

function toPublicJwk(publicKey: KeyObject): ReceiptJwk {
  // A key of another kind (a named curve without JWK form, for example) cannot even be exported.
  const exported = exportJwk(publicKey);
  const kind = kinds.find(({ kty, crv }) => kty === exported.kty && crv === exported.crv);
  if (kind === undefined || exported.x === undefined) throw keyUnreadable();
  const { kty, crv, alg } = kind;
  const { x, y } = exported;
  const members = { crv, kty, x, ...(y === undefined ? {} : { y }) };
  const kid = createHash('sha256').update(JSON.stringify(members)).digest('base64url');
  return { ...members, kid, alg, use: 'sig' };
}

function exportJwk(key: KeyObject): JsonWebKey {
  try {
    return key.export({ format: 'jwk' });
  } catch {
    throw keyUnreadable();
  }
}

function toPart(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}

function keyUnreadable(): AppError {
  return new AppError('key-unreadable', {
    th: 'กุญแจสำหรับใบรับรองผลการตรวจ (PARINYA_RECEIPT_KEY หรือ receiptKeyFile) ต้องเป็น Ed25519 หรือ P-256 แบบ PKCS#8 PEM ที่ไม่มีรหัสผ่าน',
    en: 'The key for receipts (PARINYA_RECEIPT_KEY or receiptKeyFile) must be an Ed25519 or P-256 key in PKCS#8 PEM without a passphrase.',
  });
}
