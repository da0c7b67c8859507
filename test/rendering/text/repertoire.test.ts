import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { latin1Text, utf8Bytes } from '../../../src/shared/bytes.ts';
import { FormatError } from '../../../src/shared/format-error.ts';
import { loadFontFaces } from '../../../src/rendering/text/font-files.ts';
import {
  encodeRepertoires,
  getRepertoire,
  parseRepertoires,
} from '../../../src/rendering/text/repertoire-format.ts';
import { collectRepertoire } from '../../../src/rendering/text/repertoire.ts';
import type { FacedText } from '../../../src/rendering/text/repertoire.ts';
import { createTextShaper } from '../../../src/rendering/text/text-shaper.ts';

const shaper = createTextShaper(loadFontFaces());
const BATCH: readonly FacedText[] = [
  { face: 'regular', text: 'ปี่พาทย์' },
  { face: 'bold', text: 'น้ำใจ' },
  { face: 'regular', text: 'ปี่พาทย์' },
];
/** A unit as it is stored: text, advance, then glyph and offsets of each component. */
const UNIT = ['A', 500, 4, 0, 0];
const repertoire = collectRepertoire(shaper, BATCH);

function parseCode(bytes: Uint8Array): string | undefined {
  try {
    parseRepertoires(bytes);
  } catch (error) {
    if (error instanceof FormatError) return error.code;
    throw error;
  }
  return undefined;
}

/** The stored form with some properties of its language replaced. */
function stored(overrides: object): Uint8Array {
  const encoded = new TextDecoder().decode(encodeRepertoires({ th: repertoire }));
  const { version, th } = JSON.parse(encoded) as { version: number; th: object };
  return utf8Bytes(JSON.stringify({ version, th: { ...th, ...overrides } }));
}

/** The stored form with some properties of one face replaced. */
function storedFace(overrides: object): Uint8Array {
  const { programDigestHex, units } = { ...repertoire.bold, ...overrides };
  return stored({ bold: { programDigestHex, units } });
}

/** The stored form with this as its only bold unit. */
function storedUnit(...row: unknown[]): Uint8Array {
  return storedFace({ units: [row] });
}

describe('collecting a repertoire', () => {
  it('adds what the texts need to what every document needs, in the order of characters', () => {
    const basics = collectRepertoire(shaper, []);
    const added = (face: 'regular' | 'bold') => {
      const known = new Set(basics[face].units.map(({ key }) => key));
      return repertoire[face].units.filter(({ key }) => !known.has(key)).map(({ text }) => text);
    };
    expect(added('regular')).toEqual(['ท', 'ป', 'พ', 'ย', 'า', 'ี่', '์']);
    expect(added('bold')).toEqual(['จ', 'น', 'ำ', 'ใ', '้']);
    const texts = repertoire.regular.units.map(({ text }) => text);
    expect(texts).toEqual([...texts].sort());
  });

  it('gives one glyph several codes where it says different things', () => {
    const { units } = collectRepertoire(shaper, [
      { face: 'regular', text: 'น้ำ' },
      { face: 'regular', text: 'นา' },
    ]).regular;
    const saraAa = units.find(({ text }) => text === 'า')!;
    const saraAm = units.find(({ text, components }) => text === 'ำ' && components.length === 1)!;
    expect(saraAm.components).toEqual(saraAa.components);
  });

  it('is the same for the same texts in whatever order, and another for other texts', () => {
    const bytes = encodeRepertoires({ th: repertoire });
    const reversed = collectRepertoire(shaper, [...BATCH].reverse());
    expect(encodeRepertoires({ th: reversed })).toEqual(bytes);
    const others = BATCH.map(({ face, text }) => ({
      face,
      text: Array.from(text).reverse().join(''),
    }));
    expect(encodeRepertoires({ th: collectRepertoire(shaper, others) })).not.toEqual(bytes);
  });
});

describe('a stored repertoire', () => {
  it('is read back as it was', () => {
    const bare = collectRepertoire(shaper, []);
    for (const kept of [{ th: repertoire }, { en: bare, th: repertoire }]) {
      expect(parseRepertoires(encodeRepertoires(kept))).toEqual(kept);
    }
  });

  it('is for both languages where an older version stored but one', () => {
    const { th } = JSON.parse(
      new TextDecoder().decode(encodeRepertoires({ th: repertoire })),
    ) as Record<string, object>;
    const first = utf8Bytes(JSON.stringify({ version: 1, ...th }));
    expect(parseRepertoires(first)).toEqual({ en: repertoire, th: repertoire });
  });

  it('has none for a language without documents', () => {
    expect(() => getRepertoire({ th: repertoire }, 'en')).toThrow(FormatError);
  });

  it.each<[string, string, Uint8Array]>([
    ['not UTF-8', 'utf8/invalid', Uint8Array.of(0xff)],
    ['not JSON', 'repertoire/syntax', utf8Bytes('{')],
    ['no object', 'repertoire/syntax', utf8Bytes('[]')],
    ['of another version', 'repertoire/syntax', utf8Bytes('{"version":3}')],
    ['with a language that is no object', 'repertoire/syntax', utf8Bytes('{"version":2,"th":1}')],
    ['without a face', 'repertoire/syntax', stored({ bold: undefined })],
    ['without font', 'repertoire/syntax', storedFace({ programDigestHex: 'x', units: [] })],
    ['without units', 'repertoire/syntax', storedFace({ units: {} })],
    ['with a unit that is no list', 'repertoire/unit', storedFace({ units: ['A'] })],
    ['with an empty text', 'repertoire/unit', storedUnit('', 500, 4, 0, 0)],
    ['with a private text', 'repertoire/unit', storedUnit('\uE000', 500, 4, 0, 0)],
    ['with a negative advance', 'repertoire/unit', storedUnit('A', -1, 4, 0, 0)],
    ['without outline', 'repertoire/unit', storedUnit('A', 500)],
    ['with half a component', 'repertoire/unit', storedUnit('A', 500, 4, 0)],
    ['with .notdef', 'repertoire/unit', storedUnit('A', 500, 0, 0, 0)],
    ['with a broken offset', 'repertoire/unit', storedUnit('A', 500, 4, 0.5, 0)],
    ['with too far an offset', 'repertoire/unit', storedUnit('A', 500, 4, 0, 0x8000)],
    ['with a unit twice', 'repertoire/unit', storedFace({ units: [UNIT, UNIT] })],
  ])('is refused when it is %s', (_, code, bytes) => {
    expect(parseCode(bytes)).toBe(code);
  });

  it('is accepted with units as few as one', () => {
    expect(parseCode(storedFace({ units: [UNIT] }))).toBeUndefined();
  });

  it('never fails otherwise, whatever the bytes', () => {
    const text = latin1Text(encodeRepertoires({ th: repertoire }));
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.nat(255), (position, byte) => {
        const bytes = encodeRepertoires({ th: repertoire });
        bytes[position] = byte;
        expect([undefined, 'utf8/invalid', 'repertoire/syntax', 'repertoire/unit']).toContain(
          parseCode(bytes),
        );
      }),
    );
  });
});
