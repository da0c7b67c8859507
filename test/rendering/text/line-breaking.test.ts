import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { loadFontFaces } from '../../../src/rendering/text/font-files.ts';
import { wrapText } from '../../../src/rendering/text/line-breaking.ts';
import {
  findBreaks,
  graphemeStarts,
} from '../../../src/rendering/text/shaping/break-opportunities.ts';
import type { WrapMode } from '../../../src/rendering/text/shaping/break-opportunities.ts';
import { createTextShaper } from '../../../src/rendering/text/text-shaper.ts';

const shaper = createTextShaper(loadFontFaces());

/** The text with a bar at every place where a line may end. */
function marked(text: string, mode: WrapMode = 'text'): string {
  const breaks = new Set(findBreaks(text, mode).good);
  return Array.from({ length: text.length }, (_, index) =>
    breaks.has(index) ? `|${text.charAt(index)}` : text.charAt(index),
  ).join('');
}

function wrap(text: string, maxWidthMilliEm: number, mode: WrapMode = 'text'): readonly string[] {
  return wrapText(shaper, 'regular', text, maxWidthMilliEm, mode);
}

describe('where a line may break', () => {
  it.each([
    ['วิศวกรรมศาสตรบัณฑิต', 'วิศวกรรม|ศาสตร|บัณฑิต'],
    ['ทักษะCS101การ', 'ทักษะ|CS101|การ'],
    ['พ.ศ.2569', 'พ.ศ.2569'],
    ['ต่างๆนานา', 'ต่างๆ|นานา'],
    ['ต่าง ๆ นานา', 'ต่าง ๆ |นานา'],
    ['กรุงเทพฯเมือง', 'กรุงเทพฯ|เมือง'],
    ['การ(ปฏิบัติการ)ขั้นสูง', 'การ|(ปฏิบัติ|การ)|ขั้น|สูง'],
    ['3(3-0-6)', '3(3-0-6)'],
    ['สหกิจศึกษา1', 'สห|กิจ|ศึกษา1'],
    ['โปรแกรม/ปฏิบัติการ', 'โปรแกรม/|ปฏิบัติ|การ'],
    ['ไทย“ศึกษา”', 'ไทย|“ศึกษา”'],
    ['CALCULUS I (HONOURS), PART-TIME', 'CALCULUS |I |(HONOURS), |PART-|TIME'],
    ['salt & pepper – more', 'salt |& |pepper – |more'],
    ['7K3M-9QXT-2WBD-4HN8', '7K3M-9QXT-2WBD-4HN8'],
    ['พ.ศ. 2569 เป็นต้น', 'พ.ศ. 2569 |เป็นต้น'],
    ['CALCULUS FOR ENGINEERS II', 'CALCULUS |FOR |ENGINEERS II'],
    ['เศรษฐศาสตร์จุลภาค ๑', 'เศรษฐศาสตร์|จุลภาค ๑'],
    ['คณิตศาสตร์ดีสครีต', 'คณิต|ศาสตร์|ดีสครีต'],
    ['  indented', '  indented'],
  ])('breaks %s between words and not before what belongs to them', (text, expected) => {
    expect(marked(text)).toBe(expected);
  });

  it('breaks a name only at its spaces', () => {
    expect(marked('นางสาวญาณิศา สุขสวัสดิ์', 'name')).toBe('นางสาวญาณิศา |สุขสวัสดิ์');
  });
});

describe('wrapping a text', () => {
  it('leaves a text that fits on one line, spaces included', () => {
    expect(wrap(' ทดสอบ ', 10_000)).toEqual([' ทดสอบ ']);
    expect(wrap('', 10_000)).toEqual(['']);
  });

  it('fills lines greedily and drops the space at a break', () => {
    expect(wrap('CALCULUS FOR ENGINEERS', 9000)).toEqual(['CALCULUS FOR', 'ENGINEERS']);
  });

  it('keeps a number with its title unless that does not fit', () => {
    expect(wrap('GENERAL CHEMISTRY II', 9500)).toEqual(['GENERAL', 'CHEMISTRY II']);
    const width = shaper.measure('regular', 'MICROBIOLOGY');
    expect(wrap('MICROBIOLOGY II', width)).toEqual(['MICROBIOLOGY', 'II']);
  });

  it('breaks Thai between words', () => {
    expect(wrap('การเขียนโปรแกรมคอมพิวเตอร์', 9000)).toEqual(['การเขียนโปรแกรม', 'คอมพิวเตอร์']);
  });

  it('breaks a word that is longer than a line between letters and keeps vowels with theirs', () => {
    const lines = wrap('เมโทรโพลิแทน', 1500, 'name');
    expect(lines.join('')).toBe('เมโทรโพลิแทน');
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) expect(line).not.toMatch(/[เแโใไ]$/u);
  });

  it('gives every letter a line of its own when nothing fits', () => {
    expect(wrap('กขค', 1)).toEqual(['ก', 'ข', 'ค']);
  });

  const pieces = fc.constantFrom(
    ...['ก', 'น้ำ', 'ปี่', 'เ', 'แ', 'ๆ', 'ฯ', ' ', '  ', '.', '(', ')', '-', '/', '1', '๒', 'AV'],
    ...['To', 'การ', 'ศึกษา', 'วิทยาศาสตร์', 'ท่ี', 'กำ้', '“', '”', 'ฤๅ', 'โ', 'า', '&', 'é'],
  );
  const texts = fc.array(pieces, { maxLength: 24 }).map((parts) => parts.join(''));

  it('loses nothing, cuts no grapheme and keeps to the width, whatever the text', () => {
    fc.assert(
      fc.property(
        texts,
        fc.integer({ min: 0, max: 9000 }),
        fc.constantFrom<WrapMode>('text', 'name'),
        (text, maxWidth, mode) => {
          const lines = wrap(text, maxWidth, mode);
          const boundaries = new Set([0, text.length, ...graphemeStarts(text)]);
          let position = 0;
          for (const [index, line] of lines.entries()) {
            if (index > 0)
              while (text.charAt(position) === ' ' && !line.startsWith(' ')) position++;
            expect(text.startsWith(line, position)).toBe(true);
            expect(boundaries.has(position)).toBe(true);
            position += line.length;
            expect(boundaries.has(position)).toBe(true);
            if (shaper.measure('regular', line.trimEnd()) > maxWidth) {
              expect(graphemeStarts(line.trim())).toEqual([]);
            }
          }
          expect(text.slice(position)).toBe('');
        },
      ),
      { numRuns: 1000 },
    );
  });
});
