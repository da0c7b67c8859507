import { contextTag, derTags } from '../der/der-element.ts';
import { DerReader, parseExplicit } from '../der/der-reader.ts';
import { attributeTypes, findOnlyValue, type Attribute } from './attribute.ts';

/** Evidence that a signer enclosed; each item is DER. */
export interface EnclosedRevocation {
  readonly crls: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
}

const MOST_ITEMS = 50;

/**
 * `RevocationInfoArchival`, the signed attribute in which Acrobat encloses revocation data (ISO 32000-2
 * §12.8.3.3.2): CRLs, OCSP answers, and other kinds, which are left out.
 * @throws FormatError `der/…`
 */
export function parseRevocationArchival(attributes: readonly Attribute[]): EnclosedRevocation {
  const value = findOnlyValue(attributes, attributeTypes.revocationInfoArchival);
  if (!value) return { crls: [], ocspResponses: [] };
  const fields = DerReader.of(value, derTags.sequence);
  const listAt = (number: number): readonly Uint8Array[] => {
    const element = fields.takeIf(contextTag(number, 'constructed'));
    if (!element) return [];
    const list = DerReader.of(parseExplicit(element), derTags.sequence);
    return list.takeAll(MOST_ITEMS).map(({ encoded }) => encoded);
  };
  return { crls: listAt(0), ocspResponses: listAt(1) };
}
