import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { encodeJcs, toJcsText } from '../../../src/formats/jcs/jcs.ts';
import { parseHex, parseUtf8 } from '../../../src/shared/bytes.ts';

interface Vectors {
  readonly values: readonly { name: string; input: string; expected: string }[];
  readonly numbers: readonly { input: string; expected: string | null }[];
}

const vectors = JSON.parse(readFileSync('fixtures/vectors/jcs.json', 'utf8')) as Vectors;

describe('encodeJcs', () => {
  it.each(vectors.values)('serialises $name', ({ input, expected }) => {
    expect(parseUtf8(encodeJcs(JSON.parse(input)))).toBe(expected);
  });

  it.each(vectors.numbers)('serialises the double $input as $expected', ({ input, expected }) => {
    const double = new DataView(parseHex(input).buffer).getFloat64(0);
    if (expected === null) {
      expect(() => encodeJcs(double)).toThrow(expect.objectContaining({ code: 'jcs/number' }));
    } else {
      expect(toJcsText(double)).toBe(expected);
    }
  });

  it('leaves out properties that are undefined', () => {
    expect(toJcsText({ b: undefined, a: 1 })).toBe('{"a":1}');
  });

  it('refuses text that is not Unicode, in values and in names', () => {
    const refusal = expect.objectContaining({ code: 'jcs/surrogate' });
    expect(() => encodeJcs('\ud800')).toThrow(refusal);
    expect(() => encodeJcs({ 'a\udc00': 1 })).toThrow(refusal);
  });

  it.each([
    ['a function', () => 1],
    ['a big integer', 1n],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['nothing in an array', [undefined]],
    ['nothing', undefined],
  ])('refuses %s, which JSON cannot say', (_, value) => {
    expect(() => encodeJcs(value)).toThrow(expect.objectContaining({ code: 'jcs/value' }));
  });

  it('refuses a value that contains itself', () => {
    const loop: unknown[] = [];
    loop.push(loop);
    expect(() => encodeJcs(loop)).toThrow(expect.objectContaining({ code: 'jcs/depth' }));
  });

  it('says the same as JSON and does not depend on the order of properties', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = toJcsText(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(toJcsText(JSON.parse(text))).toBe(text);
      }),
    );
  });
});
