import { FormatError } from '../../../shared/format-error.ts';
import { derTags, type DerElement } from '../../der/der-element.ts';
import { DerReader } from '../../der/der-reader.ts';
import { parseBoolean, parseOctetString, parseOid } from '../../der/der-values.ts';

/** One extension of a certificate, a CRL or a CRL entry, still unread (RFC 5280 §4.2). */
export interface Extension {
  /** Object identifier, dotted. */
  readonly id: string;
  /** Whether who does not understand it must refuse what carries it. */
  readonly critical: boolean;
  /** DER of the extension's own value. */
  readonly value: Uint8Array;
}

/**
 * Extensions, each at most once. A written-out `critical FALSE` passes: DER forbids it, many certificates
 * have it, and it says nothing that could mislead.
 * @throws FormatError `x509/extension-twice`, `der/…`
 */
export function parseExtensionList(element: DerElement): readonly Extension[] {
  const extensions = DerReader.of(element, derTags.sequence).takeAll(200).map(parseExtension);
  if (new Set(extensions.map(({ id }) => id)).size !== extensions.length) {
    throw new FormatError('x509/extension-twice', 'an extension occurs twice');
  }
  return extensions;
}

function parseExtension(element: DerElement): Extension {
  const fields = DerReader.of(element, derTags.sequence);
  const id = parseOid(fields.take(derTags.oid));
  const flag = fields.takeIf(derTags.boolean);
  const value = parseOctetString(fields.takeAny());
  fields.end();
  return { id, critical: flag !== undefined && parseBoolean(flag), value };
}
