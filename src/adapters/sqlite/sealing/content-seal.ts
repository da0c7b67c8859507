import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { AppError } from '../../../shared/app-error.ts';
import { toBytes } from '../row-mapping.ts';

/** Keeps contents of rows so that whoever only has the database file cannot read them. */
export interface ContentSeal {
  /** @param place which row and column it is for; it can be opened for no other. */
  seal(place: string, clear: Uint8Array): Uint8Array;
  /**
   * Gives back what was kept; what was never sealed is given back as it is.
   * @throws AppError `data-key-missing`, `data-key-wrong` also for what was changed or is of another place.
   */
  open(place: string, kept: Uint8Array): Uint8Array;
  /** Whether this is how the seal would keep it now: sealed with the newest key, or clear where there is none. */
  isCurrent(kept: Uint8Array): boolean;
}

/** 32 secret bytes for AES-256-GCM. */
export type DataKey = Uint8Array;

// No PDF, JSON or JWS begins with a zero byte.
const MAGIC = Uint8Array.of(0, 0x50, 0x53, 0x4c, 1);
const KEY_ID_BYTES = 8;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = MAGIC.length + KEY_ID_BYTES + NONCE_BYTES;

/** Keeps everything as it is. */
export const clearContent: ContentSeal = {
  seal: (_place, clear) => clear,
  open: (_place, kept) => {
    if (isSealed(kept)) throw keyMissing();
    return kept;
  },
  isCurrent: (kept) => !isSealed(kept),
};

/**
 * Seals with the first key and opens with each. A sealed value is `00 50 53 4C 01`, 8 bytes that name the key,
 * 12 random bytes (NIST SP 800-38D §8.2.2: below 2^32 values a key), ciphertext, and a tag of 16 bytes over
 * all of it and the place.
 */
export function createContentSeal(keys: readonly [DataKey, ...DataKey[]]): ContentSeal {
  const byId = new Map(keys.map((key) => [toKeyId(key).toString('hex'), key]));
  const [newest] = keys;
  const newestId = toKeyId(newest);
  return {
    seal(place, clear) {
      // Nothing stays nothing: an erased content is empty, and says so to everybody.
      if (clear.length === 0) return clear;
      const header = Buffer.concat([MAGIC, newestId, randomBytes(NONCE_BYTES)]);
      const nonce = header.subarray(-NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', newest, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(toAssociatedData(header, place));
      return Buffer.concat([header, cipher.update(clear), cipher.final(), cipher.getAuthTag()]);
    },
    open(place, kept) {
      if (!isSealed(kept)) return kept;
      const header = kept.subarray(0, HEADER_BYTES);
      const key = byId.get(keyIdOf(kept));
      if (key === undefined || kept.length < HEADER_BYTES + TAG_BYTES) throw keyWrong();
      const nonce = header.subarray(-NONCE_BYTES);
      const cipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(toAssociatedData(header, place));
      cipher.setAuthTag(kept.subarray(-TAG_BYTES));
      try {
        const first = cipher.update(kept.subarray(HEADER_BYTES, -TAG_BYTES));
        const rest = cipher.final();
        return toBytes(rest.length === 0 ? first : Buffer.concat([first, rest]));
      } catch (cause) {
        throw keyWrong(cause);
      }
    },
    isCurrent: (kept) =>
      kept.length === 0 || (isSealed(kept) && keyIdOf(kept) === newestId.toString('hex')),
  };
}

/** By what a sealed value names its key: 8 bytes in hex that tell nothing of it. */
export function dataKeyIdHex(key: DataKey): string {
  return toKeyId(key).toString('hex');
}

/** Where text is kept, sealed text is bytes. */
export function sealText(seal: ContentSeal, place: string, clear: string): string | Uint8Array {
  const bytes = Buffer.from(clear, 'utf8');
  const kept = seal.seal(place, bytes);
  return kept === bytes ? clear : kept;
}

/** @throws AppError as {@link ContentSeal.open} */
export function openText(seal: ContentSeal, place: string, kept: string | Uint8Array): string {
  return typeof kept === 'string' ? kept : Buffer.from(seal.open(place, kept)).toString('utf8');
}

/** The canonical record of a row. @throws AppError as {@link ContentSeal.open} */
export function openRecord(
  seal: ContentSeal,
  row: { readonly record_digest: string; readonly canonical_record: Uint8Array },
): Uint8Array {
  return toBytes(seal.open(contentPlaces.record(row.record_digest), row.canonical_record));
}

/** The places that contents are sealed for. */
export const contentPlaces = {
  record: (recordDigestHex: string) => `record ${recordDigestHex}`,
  report: (batchId: string) => `report ${batchId}`,
  pdf: (documentId: string) => `pdf ${documentId}`,
  sidecar: (documentId: string) => `sidecar ${documentId}`,
  addition: (documentId: string, revision: number) => `addition ${documentId} ${revision}`,
} as const;

function isSealed(kept: Uint8Array): boolean {
  return MAGIC.every((byte, at) => kept[at] === byte);
}

function keyIdOf(kept: Uint8Array): string {
  const id = kept.subarray(MAGIC.length, MAGIC.length + KEY_ID_BYTES);
  return Buffer.from(id).toString('hex');
}

function toKeyId(key: DataKey): Buffer {
  return createHash('sha256')
    .update('parinya data key 1\0')
    .update(key)
    .digest()
    .subarray(0, KEY_ID_BYTES);
}

function toAssociatedData(header: Uint8Array, place: string): Buffer {
  return Buffer.concat([header, Buffer.from(place, 'utf8')]);
}

function keyMissing(): AppError {
  return new AppError('data-key-missing', {
    th: 'ข้อมูลในทะเบียนเข้ารหัสไว้ ให้ระบุกุญแจข้อมูลด้วย dataKeyFile หรือ PARINYA_DATA_KEY',
    en: 'Contents of the registry are sealed: name the data key with dataKeyFile or PARINYA_DATA_KEY.',
  });
}

function keyWrong(cause?: unknown): AppError {
  return new AppError(
    'data-key-wrong',
    {
      th: 'กุญแจข้อมูลที่ระบุเปิดข้อมูลนี้ไม่ได้ หรือข้อมูลถูกเปลี่ยน ข้อมูลเดิมยังอยู่ครบ ให้ใช้กุญแจที่เคยใช้',
      en: 'None of the data keys opens this content, or it was changed. Nothing is lost: give the key that sealed it.',
    },
    { cause },
  );
}
