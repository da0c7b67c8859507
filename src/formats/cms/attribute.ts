import { derTags, type DerElement } from '../der/der-element.ts';
import { DerReader } from '../der/der-reader.ts';
import { parseOid } from '../der/der-values.ts';

/** One attribute beside a signature, signed or not (RFC 5652 §5.3). */
export interface Attribute {
  /** Object identifier, dotted. */
  readonly type: string;
  readonly values: readonly DerElement[];
}

/** The attributes that we know by name. */
export const attributeTypes = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signatureTimeStamp: '1.2.840.113549.1.9.16.2.14',
  revocationInfoArchival: '1.2.840.113583.1.1.8',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;

/** @throws FormatError `der/…` */
export function parseAttribute(element: DerElement): Attribute {
  const fields = DerReader.of(element, derTags.sequence);
  const type = parseOid(fields.take(derTags.oid));
  const values = DerReader.of(fields.take(derTags.set), derTags.set).takeAll(100);
  fields.end();
  return { type, values };
}

/** The only value of an attribute that must occur once with one value; `undefined` when it does not. */
export function findOnlyValue(
  attributes: readonly Attribute[],
  type: string,
): DerElement | undefined {
  const found = attributes.filter((attribute) => attribute.type === type);
  return found.length === 1 && found[0]!.values.length === 1 ? found[0]!.values[0] : undefined;
}
