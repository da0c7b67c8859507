import { toHex } from '../../../shared/bytes.ts';
import { isPdfArray, type PdfDict, type PdfValue } from '../pdf-value.ts';

/** Characters that a name may hold as they are (ISO 32000-2 §7.3.5); all others become `#xx`. */
const REGULAR = /^[!"$&'*+,\-.0-9:;=?@A-Z\\^_`a-z|~]$/;

/**
 * A value as PDF syntax, one Latin-1 character per byte (ISO 32000-2 §7.3). Strings come out hexadecimal:
 * no byte of them needs an escape then. Reading it again gives the same value.
 * @throws TypeError for a stream, which must be an object of its own.
 */
export function encodePdfValue(value: PdfValue): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return encodeNumber(value);
  if (isPdfArray(value)) return `[${value.map(encodePdfValue).join(' ')}]`;
  switch (value.type) {
    case 'name':
      return encodeName(value.value);
    case 'string':
      return `<${toHex(value.bytes)}>`;
    case 'ref':
      return `${value.number} ${value.generation} R`;
    case 'dict':
      return encodeDict(value.entries);
    case 'stream':
      throw new TypeError('a stream is an object of its own');
  }
}

/** A dictionary as PDF syntax. */
export function encodeDict(entries: ReadonlyMap<string, PdfValue>): string {
  const pairs = [...entries].map(([key, value]) => `${encodeName(key)} ${encodePdfValue(value)}`);
  return `<<${pairs.join('')}>>`;
}

/** The dictionary with some entries replaced or added; the others keep their place. */
export function withEntries(
  { entries }: PdfDict,
  changes: Readonly<Record<string, PdfValue>>,
): ReadonlyMap<string, PdfValue> {
  return new Map([...entries, ...Object.entries(changes)]);
}

function encodeName(name: string): string {
  const text = Array.from(name, (character) =>
    REGULAR.test(character)
      ? character
      : `#${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return `/${text.join('')}`;
}

/** PDF knows no exponents (ISO 32000-2 §7.3.3). */
function encodeNumber(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return value.toFixed(10).replace(/0+$/, '');
}
