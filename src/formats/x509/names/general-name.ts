import { FormatError } from '../../../shared/format-error.ts';
import { contextTag, derTags, type DerElement } from '../../der/der-element.ts';
import { DerReader, parseExplicit } from '../../der/der-reader.ts';
import { parseAscii, parseOid } from '../../der/der-values.ts';
import { parseName, type DistinguishedName } from './distinguished-name.ts';

/** One of the kinds of names that certificates can carry (RFC 5280 §4.2.1.6). */
export type GeneralName =
  | { readonly kind: 'email' | 'dns' | 'uri'; readonly value: string }
  | { readonly kind: 'directory'; readonly name: DistinguishedName }
  | { readonly kind: 'ip'; readonly bytes: Uint8Array }
  | { readonly kind: 'registered-id'; readonly oid: string }
  | { readonly kind: 'other' | 'x400' | 'edi'; readonly encoded: Uint8Array };

const primitive = (number: number) => contextTag(number, 'primitive');
const constructed = (number: number) => contextTag(number, 'constructed');

const parsers: Readonly<Record<number, (element: DerElement) => GeneralName>> = {
  [constructed(0)]: ({ encoded }) => ({ kind: 'other', encoded }),
  [primitive(1)]: ({ content }) => ({ kind: 'email', value: parseAscii(content) }),
  [primitive(2)]: ({ content }) => ({ kind: 'dns', value: parseAscii(content) }),
  [constructed(3)]: ({ encoded }) => ({ kind: 'x400', encoded }),
  // Name is a CHOICE: its tag is explicit.
  [constructed(4)]: (element) => ({ kind: 'directory', name: parseName(parseExplicit(element)) }),
  [constructed(5)]: ({ encoded }) => ({ kind: 'edi', encoded }),
  [primitive(6)]: ({ content }) => ({ kind: 'uri', value: parseAscii(content) }),
  [primitive(7)]: ({ content }) => ({ kind: 'ip', bytes: content }),
  [primitive(8)]: (element) => ({ kind: 'registered-id', oid: parseOid(element) }),
};

/** @throws FormatError `x509/general-name`, `der/…` */
export function parseGeneralName(element: DerElement): GeneralName {
  const parse = parsers[element.tag];
  if (!parse) throw new FormatError('x509/general-name', 'not a GeneralName');
  return parse(element);
}

/** GeneralNames: at least one. */
export function parseGeneralNames(bytes: Uint8Array): readonly GeneralName[] {
  return parseGeneralNameList(DerReader.ofBytes(bytes, derTags.sequence));
}

/** GeneralNames under an implicit tag, whose fields the reader walks. */
export function parseGeneralNameList(reader: DerReader): readonly GeneralName[] {
  const names = reader.takeAll(2_000).map(parseGeneralName);
  if (names.length === 0) throw new FormatError('x509/general-name', 'an empty list of names');
  return names;
}
