import { describe, expect, it } from '@jest/globals';
import { drawTinyText } from '../../../src/rendering/page/tiny-letters.ts';
import { toDocumentId } from '../../../src/shared/document-id.ts';

describe('the letters of the line that copiers blur', () => {
  it('are strokes within a grid of five units by seven, a whole way apart', () => {
    const { operators, width } = drawTinyText('7K-');
    expect(operators.split('\n')).toEqual([
      ...['0.9 w 1 J 1 j', '1 7 m', '5 7 l', '2 0 l', 'S', '1 0 0 1 6 0 cm'],
      ...['1 7 m', '1 0 l', '5 7 m', '1 3 l', '2 4 m', '5 0 l', 'S', '1 0 0 1 6 0 cm'],
      ...['2 3 m', '4 3 l', 'S', '1 0 0 1 6 0 cm'],
    ]);
    expect(width).toBe(18);
  });

  it('tell every letter of document ids from every other', () => {
    const ids = Array.from({ length: 32 }, (_, at) =>
      toDocumentId(new Uint8Array(15).fill(at * 8)),
    );
    const letters = [...new Set(`${ids.join('')}0123456789ABCDEFGHJKMNPQRSTVWXYZ-· `)];
    expect(letters).toHaveLength(35);
    const drawings = letters.map((letter) => drawTinyText(letter).operators);
    expect(new Set(drawings).size).toBe(letters.length);
    for (const drawing of drawings) expect(drawing).toMatch(/^[\d. mlScwJj\n]*cm$/);
  });

  it('leave a blank for a blank, and refuse what no document id has', () => {
    expect(drawTinyText(' ').operators).toBe('0.9 w 1 J 1 j\n1 0 0 1 6 0 cm');
    expect(() => drawTinyText('ก')).toThrow(RangeError);
  });
});
