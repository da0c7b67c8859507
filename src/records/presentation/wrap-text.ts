import { displayWidth } from './display-width.ts';

const THAI = /[\u0E01-\u0E5B]/;

/**
 * Breaks a text into lines of at most a width: at blanks, and within Thai, which has none between words,
 * where a word ends. A word that is longer than a line stays whole.
 */
export function wrapText(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let current = '';
  for (const piece of pieces(text)) {
    if (current !== '' && displayWidth((current + piece).trimEnd()) > width) {
      lines.push(current.trimEnd());
      current = piece.trimStart();
    } else {
      current += piece;
    }
  }
  if (current.trim() !== '') lines.push(current.trimEnd());
  return lines;
}

/** Parts of a text between which a line may end; each keeps the blanks behind it. */
function* pieces(text: string): Generator<string> {
  const segmenter = new Intl.Segmenter('th', { granularity: 'word' });
  for (const word of text.match(/\S+\s*/g) ?? []) {
    if (!THAI.test(word)) {
      yield word;
      continue;
    }
    let piece = '';
    for (const { segment } of segmenter.segment(word)) {
      // A line may end between two Thai words only: brackets, digits and signs stay with their neighbour.
      const isBreak = piece !== '' && THAI.test(piece.at(-1)!) && THAI.test(segment.charAt(0));
      if (isBreak && !segment.startsWith('ๆ') && !segment.startsWith('ฯ')) {
        yield piece;
        piece = '';
      }
      piece += segment;
    }
    yield piece;
  }
}
