import { concatBytes, latin1Bytes, toHex } from '../../../src/shared/bytes.ts';
import { stamp } from '../time-stamp-builder.ts';
import { buildPdf, type RevisionSpec } from '../pdf-builder.ts';
import { foreignSigningTime, type ForeignSigner } from './foreign-pki.ts';
import { writeCms, type CmsSpec } from './cms-writer.ts';

const DIGITS = '0'.repeat(10);
const RANGE = `[0 ${DIGITS} ${DIGITS} ${DIGITS}]`;

/** How a signature dictionary is written; everything has a default. */
export interface ValueSpec {
  /** Entries besides /Type, /Filter, /SubFilter, /ByteRange and /Contents. */
  readonly more?: string;
  readonly type?: string;
  readonly subFilter?: string;
  readonly contentsBytes?: number;
}

const CADES = 'ETSI.CAdES.detached';

/** A signature dictionary with room for its value. */
export function valueText(spec: ValueSpec = {}): string {
  const { type = '/Type /Sig', subFilter = CADES, contentsBytes = 3000 } = spec;
  const { more = '/M (D:20261120100000Z)' } = spec;
  const room = `/Contents <${'00'.repeat(contentsBytes)}>`;
  return `<< ${type} /Filter /Adobe.PPKLite /SubFilter /${subFilter} /ByteRange ${RANGE} ${room} ${more} >>`;
}

/** /Reference of a certification (ISO 32000-2 §12.8.2.2). */
export function certification(level: number): string {
  return `/M (D:20261120100000Z) /Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams /P ${level} /V /1.2 >> >>]`;
}

/** What goes into /Contents, given the bytes that /ByteRange names. */
export type MakeValue = (signedBytes: Uint8Array) => Uint8Array;

/** A detached CMS by a signer. */
export function cmsBy(signer: ForeignSigner, spec: Partial<CmsSpec> = {}): MakeValue {
  return (signedBytes) => writeCms({ signedBytes, signer, ...spec });
}

/** A time-stamp token, as document time-stamps have it. */
export function tokenBy(stamper: ForeignSigner, time = foreignSigningTime): MakeValue {
  return (signedBytes) => stamp(signedBytes, time, stamper, stamper.certificate);
}

/** Fills the last open signature dictionary: byte range, then value. */
export function fillSignature(
  pdf: Uint8Array,
  makeValue: MakeValue,
  toText: (hex: string) => string = (hex) => hex,
): Uint8Array<ArrayBuffer> {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.length).toString('latin1');
  const at = text.lastIndexOf(RANGE);
  const start = text.indexOf('<0', at);
  const end = text.indexOf('>', start) + 1;
  const copy = new Uint8Array(pdf);
  const numbers = [start, end, pdf.length - end];
  const range = `[0 ${numbers.join(' ')}]`.padEnd(RANGE.length, ' ');
  copy.set(latin1Bytes(range), at);
  const value = makeValue(concatBytes(copy.subarray(0, start), copy.subarray(end)));
  const digits = toText(toHex(value));
  if (digits.length > end - start - 2) throw new RangeError('the value is too long for its room');
  copy.set(latin1Bytes(digits), start + 1);
  return copy;
}

/** A document whose first revision is signed. */
export function signedBy(makeValue: MakeValue, revision: RevisionSpec): Uint8Array<ArrayBuffer> {
  return fillSignature(buildPdf(revision), makeValue);
}
