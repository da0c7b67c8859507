import type { FaceName } from './embedded-font.ts';
import { findBreaks, findLetterBreaks } from './shaping/break-opportunities.ts';
import type { LetterBreaks, WrapMode } from './shaping/break-opportunities.ts';
import type { TextShaper } from './text-shaper.ts';

export type { WrapMode };

/**
 * Breaks a text into lines that fit a width. Nothing is cut away: the lines are the text without the
 * spaces at its breaks. A word longer than a line is broken between letters; only a letter that is
 * wider than the line, and spaces that end the text, stand out. One line, possibly empty, at the least.
 * @param maxWidthMilliEm thousandths of the font size.
 * @throws AppError `glyph-missing`
 */
export function wrapText(
  shaper: TextShaper,
  face: FaceName,
  text: string,
  maxWidthMilliEm: number,
  mode: WrapMode = 'text',
): readonly string[] {
  if (shaper.measure(face, text) <= maxWidthMilliEm) return [text];
  return shaper.wrappedLines.get(`${face} ${mode} ${maxWidthMilliEm} ${text}`, () =>
    fillLines(shaper, face, text, maxWidthMilliEm, mode),
  );
}

function fillLines(
  shaper: TextShaper,
  face: FaceName,
  text: string,
  maxWidth: number,
  mode: WrapMode,
): readonly string[] {
  const pens = penPositions(shaper, face, text);
  const breaks = findBreaks(text, mode);
  let letters: LetterBreaks | undefined;
  const lines: string[] = [];

  const lineTo = (start: number, end: number) =>
    end === text.length ? text.slice(start) : text.slice(start, end).replace(/ +$/, '');
  const fits = (start: number, end: number) => {
    const line = lineTo(start, end).replace(/ +$/, '');
    // Pens of the whole text tell nearly all; kerning and forms at the cut need the line itself.
    const nearly = (pens[start + line.length] ?? 0) - (pens[start] ?? 0);
    return nearly <= maxWidth * 1.05 + 50 && shaper.measure(face, line) <= maxWidth;
  };
  const lastFitting = (start: number, candidates: readonly number[]) =>
    candidates.findLast((end) => end > start && fits(start, end));

  for (let start = 0; start < text.length;) {
    let end: number | undefined = fits(start, text.length) ? text.length : undefined;
    end ??= lastFitting(start, breaks.good) ?? lastFitting(start, breaks.all);
    if (end === undefined) {
      letters ??= findLetterBreaks(text);
      end = lastFitting(start, letters.good) ?? lastFitting(start, letters.all);
      end ??= letters.all.find((offset) => offset > start) ?? text.length;
    }
    lines.push(lineTo(start, end));
    start = end;
  }
  return lines;
}

/** By position in the text: where the pen stands before the character, in thousandths of an em. */
function penPositions(shaper: TextShaper, face: FaceName, text: string): readonly number[] {
  const { units, gaps } = shaper.shape(face, text);
  const { unitsPerEm } = shaper.metrics(face);
  const pens: number[] = [];
  let pen = 0;
  for (const [index, { text: unitText, advance }] of units.entries()) {
    pen += gaps[index]!;
    for (let letter = 0; letter < unitText.length; letter++) pens.push((pen * 1000) / unitsPerEm);
    pen += advance;
  }
  pens.push((pen * 1000) / unitsPerEm);
  return pens;
}
