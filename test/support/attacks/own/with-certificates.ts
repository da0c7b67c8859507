import { contextTag, derTags, parseDerAt } from '../../../../src/formats/der/der-element.ts';
import { DerReader } from '../../../../src/formats/der/der-reader.ts';
import { encodeElement, encodeSequence } from '../../../../src/formats/der/der-writer.ts';
import { parsePdf } from '../../../../src/formats/pdf/pdf-file.ts';
import { findSignatures } from '../../../../src/formats/pdf/signatures/find-signatures.ts';
import { concatBytes, toHex } from '../../../../src/shared/bytes.ts';
import { replaceAt } from '../../pdf-builder.ts';

const EXPLICIT = contextTag(0, 'constructed');

/** Exchanges the certificates that a signature carries, which no digest covers (RFC 5652 §5.1). */
export function withCertificates(
  pdf: Uint8Array,
  change: (certificates: readonly Uint8Array[]) => readonly Uint8Array[],
): Uint8Array {
  const { contents, contentsRange } = findSignatures(parsePdf(pdf))[0]!;
  const outer = DerReader.of(parseDerAt(contents!, 0), derTags.sequence);
  const type = outer.takeAny();
  const fields = outer.enter(EXPLICIT).enter(derTags.sequence).takeAll(10);
  const signedData = fields.map((field) => {
    if (field.tag !== EXPLICIT) return field.encoded;
    const certificates = DerReader.of(field, EXPLICIT).takeAll(10);
    return encodeElement(
      EXPLICIT,
      concatBytes(...change(certificates.map(({ encoded }) => encoded))),
    );
  });
  const cms = encodeSequence(type.encoded, encodeElement(EXPLICIT, encodeSequence(...signedData)));
  const roomDigits = contentsRange!.end - contentsRange!.start - 2;
  const digits = toHex(cms).padEnd(roomDigits, '0');
  if (digits.length > roomDigits) throw new Error('the changed signature has no room');
  return replaceAt(pdf, contentsRange!.start + 1, digits);
}
