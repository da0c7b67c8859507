import { describe, expect, it } from '@jest/globals';
import { TextFitter } from '../../../src/rendering/layout/text-fitter.ts';
import { loadFontFaces } from '../../../src/rendering/text/font-files.ts';
import { createTextShaper } from '../../../src/rendering/text/text-shaper.ts';
import { isAppError } from '../../../src/shared/app-error.ts';

const fitter = new TextFitter(createTextShaper(loadFontFaces()));
const room = { face: 'regular', sizePt: 8.5, smallestPt: 7, widthPt: 150, maxLines: 2 } as const;
const TITLE = 'Introduction to Computer Programming';

describe('fitting texts', () => {
  it('leaves a text that fits as it is', () => {
    expect(fitter.fit('Calculus', room)).toEqual({ sizePt: 8.5, lines: ['Calculus'] });
  });

  it('shrinks a text that is only a little too long', () => {
    const widthPt = fitter.widthPt('regular', 8.5, TITLE) * 0.95;
    const { sizePt, lines } = fitter.fit(TITLE, { ...room, widthPt });
    expect(lines).toEqual([TITLE]);
    expect(sizePt).toBe(8);
  });

  it('wraps a longer text at its full size, without losing a word', () => {
    const widthPt = fitter.widthPt('regular', 8.5, TITLE) * 0.7;
    const { sizePt, lines } = fitter.fit(TITLE, { ...room, widthPt });
    expect(sizePt).toBe(8.5);
    expect(lines).toHaveLength(2);
    expect(lines.join('')).toBe(TITLE);
    for (const line of lines)
      expect(fitter.widthPt('regular', sizePt, line.trimEnd())).toBeLessThanOrEqual(widthPt);
  });

  it('ends a line with the space that it was broken at, and with nothing inside of Thai words', () => {
    const text = 'การเขียนโปรแกรมคอมพิวเตอร์ ประยุกต์';
    const widthPt = fitter.widthPt('regular', 8.5, 'การเขียนโปรแกรม') + 2;
    const { lines } = fitter.fit(text, { ...room, widthPt, maxLines: 4 });
    expect(lines).toEqual(['การเขียนโปรแกรม', 'คอมพิวเตอร์ ', 'ประยุกต์']);
  });

  it('shrinks what must stay on one line down to the smallest size', () => {
    const widthPt = fitter.widthPt('regular', 7, TITLE);
    expect(fitter.fit(TITLE, { ...room, widthPt, maxLines: 1 }).sizePt).toBe(7);
  });

  it('refuses what does not fit at the smallest size', () => {
    let code: string | undefined;
    try {
      fitter.fit(TITLE, { ...room, widthPt: 60, maxLines: 1 });
    } catch (error) {
      if (isAppError(error)) code = error.code;
    }
    expect(code).toBe('text-does-not-fit');
  });
});
