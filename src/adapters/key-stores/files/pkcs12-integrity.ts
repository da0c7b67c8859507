import { Buffer } from 'node:buffer';
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

import { toDerFromBer } from '../../../formats/der/ber-to-der.ts';
import { contextTag, derTags } from '../../../formats/der/der-element.ts';
import { DerReader } from '../../../formats/der/der-reader.ts';
import { parseOctetString, parseOid, parseSmallInteger } from '../../../formats/der/der-values.ts';
import { encodeSequence } from '../../../formats/der/der-writer.ts';
import { keyStoreError } from '../key-store-errors.ts';

interface MacDigest {
  readonly name: string;
  readonly blockBytes: number;
}

const macDigests: Readonly<Record<string, MacDigest>> = {
  '1.3.14.3.2.26': { name: 'sha1', blockBytes: 64 },
  '2.16.840.1.101.3.4.2.1': { name: 'sha256', blockBytes: 64 },
  '2.16.840.1.101.3.4.2.2': { name: 'sha384', blockBytes: 128 },
  '2.16.840.1.101.3.4.2.3': { name: 'sha512', blockBytes: 128 },
};

/** Seconds of work; honest files have some thousand. */
const MAX_ITERATIONS = 5_000_000;

/**
 * Checks that a PKCS#12 file is as it was written, and the passphrase the right one (RFC 7292 §4, §5.1).
 * @param pkcs12 BER: old Windows and Java programs write that.
 * @returns the PFX without its check value, DER: what is left to decrypt.
 * @throws AppError `passphrase-wrong`; FormatError or TypeError for what is no such file: whoever opens the
 *   key says that it is unreadable.
 */
export function openPkcs12Integrity(pkcs12: Uint8Array, passphrase: string): Uint8Array {
  const fields = DerReader.ofBytes(toDerFromBer(pkcs12).der, derTags.sequence);
  const version = fields.take(derTags.integer);
  const authSafe = fields.take(derTags.sequence);
  const macData = fields.enter(derTags.sequence);
  fields.end();
  const contentInfo = DerReader.of(authSafe, derTags.sequence);
  contentInfo.take(derTags.oid);
  const content = parseOctetString(contentInfo.enter(contextTag(0, 'constructed')).takeAny());
  checkMac(macData, content, passphrase);
  return encodeSequence(version.encoded, authSafe.encoded);
}

function checkMac(macData: DerReader, content: Uint8Array, passphrase: string): void {
  const digestInfo = macData.enter(derTags.sequence);
  const digest = macDigests[parseOid(digestInfo.enter(derTags.sequence).take(derTags.oid))];
  const expected = parseOctetString(digestInfo.take(derTags.octetString));
  const salt = parseOctetString(macData.take(derTags.octetString));
  const count = macData.takeIf(derTags.integer);
  const iterations = count === undefined ? 1 : parseSmallInteger(count);
  if (!digest || iterations < 1 || iterations > MAX_ITERATIONS) throw new TypeError('MAC kind');
  const key = deriveMacKey(digest, passphrase, salt, iterations);
  const found = createHmac(digest.name, key).update(content).digest();
  if (found.length !== expected.length || !timingSafeEqual(found, expected)) {
    throw keyStoreError('passphrase-wrong');
  }
}

/** RFC 7292 appendix B.2 with ID 3; one round gives the whole key, as it is as long as the digest. */
function deriveMacKey(
  { name, blockBytes }: MacDigest,
  passphrase: string,
  salt: Uint8Array,
  iterations: number,
): Buffer {
  // Passphrases are UTF-16, big-endian, with a zero at the end (appendix B.1).
  const characters = Buffer.from(`${passphrase}\0`, 'utf16le').swap16();
  let state: Buffer = Buffer.concat([
    Buffer.alloc(blockBytes, 3),
    fillBlocks(salt, blockBytes),
    fillBlocks(characters, blockBytes),
  ]);
  for (let round = 0; round < iterations; round++) state = createHash(name).update(state).digest();
  return state;
}

/** The value repeated up to a whole number of blocks. */
function fillBlocks(value: Uint8Array, blockBytes: number): Buffer {
  return Buffer.alloc(Math.ceil(value.length / blockBytes) * blockBytes, value);
}
