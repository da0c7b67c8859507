import { utf8Bytes, toHex } from '../../../shared/bytes.ts';
import { derTags, type DerElement } from '../../der/der-element.ts';
import { DerReader } from '../../der/der-reader.ts';
import { isText, parseOid, parseText } from '../../der/der-values.ts';

/** Who a certificate is for or from: a country, an organisation, a person, from the largest to the smallest. */
export interface DistinguishedName {
  /** DER of the Name. */
  readonly encoded: Uint8Array;
  readonly relativeNames: readonly (readonly NameAttribute[])[];
  /** One key for each relative name: equal keys are equal names (RFC 5280 §7.1). */
  readonly keys: readonly string[];
}

export interface NameAttribute {
  /** Object identifier, dotted. */
  readonly type: string;
  readonly value: DerElement;
}

const MAX_RELATIVE_NAMES = 64;

/** Short names of RFC 4514 §3 and those that certificates of natural and legal persons use. */
const attributeNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'street',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.42': 'givenName',
  '2.5.4.97': 'organizationIdentifier',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
};

/**
 * Name (RFC 5280 §4.1.2.4).
 * @throws FormatError `der/…`
 */
export function parseName(element: DerElement): DistinguishedName {
  const relativeNames = DerReader.of(element, derTags.sequence)
    .takeAll(MAX_RELATIVE_NAMES)
    .map(parseRelativeName);
  return { encoded: element.encoded, relativeNames, keys: relativeNames.map(toKey) };
}

/**
 * RelativeDistinguishedName: almost always one attribute.
 * @throws FormatError `der/…`
 */
export function parseRelativeName(element: DerElement): readonly NameAttribute[] {
  return DerReader.of(element, derTags.set)
    .takeAll(MAX_RELATIVE_NAMES)
    .map((attribute) => {
      const fields = DerReader.of(attribute, derTags.sequence);
      const type = parseOid(fields.take(derTags.oid));
      const value = fields.takeAny();
      fields.end();
      return { type, value };
    });
}

/** A name extended by one relative name: how a CRL's relative distribution point is written in full. */
export function appendRelativeName(
  name: DistinguishedName,
  relativeName: readonly NameAttribute[],
): Pick<DistinguishedName, 'keys'> {
  return { keys: [...name.keys, toKey(relativeName)] };
}

/** Whether two names are the same: letter case, blanks and string types do not matter (RFC 5280 §7.1). */
export function areNamesEqual(
  left: Pick<DistinguishedName, 'keys'>,
  right: Pick<DistinguishedName, 'keys'>,
): boolean {
  return left.keys.length === right.keys.length && isWithinName(left, right);
}

/** Whether a name lies at or below another (RFC 5280 §4.2.1.10, directoryName). */
export function isWithinName(
  name: Pick<DistinguishedName, 'keys'>,
  base: Pick<DistinguishedName, 'keys'>,
): boolean {
  return base.keys.every((key, index) => key === name.keys[index]);
}

/** The name for people, most specific part first (RFC 4514): `CN=Registrar,O=Example University,C=TH`. */
export function toNameText({ relativeNames }: DistinguishedName): string {
  return relativeNames
    .map((attributes) => attributes.map(toAttributeText).join('+'))
    .reverse()
    .join(',');
}

function toAttributeText({ type, value }: NameAttribute): string {
  const name = attributeNames[type];
  if (name === undefined || !isText(value)) return `${name ?? type}=#${toHex(value.encoded)}`;
  return `${name}=${escapeText(parseText(value))}`;
}

function escapeText(text: string): string {
  return (
    text
      .replace(/["+,;<>\\]/g, '\\$&')
      .replace(/^[# ]| $/g, '\\$&')
      // Control and direction-changing characters could make one name look like another.
      .replace(/[\p{Cc}\p{Cf}]/gu, (character) =>
        [...utf8Bytes(character)].map((byte) => `\\${toHex(Uint8Array.of(byte))}`).join(''),
      )
  );
}

function toKey(attributes: readonly NameAttribute[]): string {
  const parts = attributes.map(({ type, value }) =>
    isText(value)
      ? [type, 'text', toComparable(parseText(value))]
      : [type, 'der', toHex(value.encoded)],
  );
  return JSON.stringify(parts.map((part) => JSON.stringify(part)).sort());
}

/** Letters and digits of ASCII with single blanks between them: of these only the case changes. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/** String preparation of RFC 4518 as far as it changes the answer: compatibility forms, case, blanks. */
function toComparable(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{Cc}\p{Cf}]/gu, (character) => (/\s/.test(character) ? ' ' : ''))
    .replace(/\s+/g, ' ')
    .trim();
}
