import type { TextDrawing } from './letter-outlines.ts';

/** Units of an em. */
export const TINY_UNITS_PER_EM = 10;
const ADVANCE = 6;

/**
 * The letters of document ids as an engraver cuts them: strokes over a grid five units wide and seven high, each a
 * list of points `xy`.
 */
const STROKES: Readonly<Record<string, readonly string[]>> = {
  '0': ['20 11 16 27 47 56 51 40 20'],
  '1': ['15 37 30'],
  '2': ['16 27 47 56 54 10 50'],
  '3': ['16 27 47 56 55 44 53 51 40 20 11', '24 44'],
  '4': ['40 47 12 52'],
  '5': ['57 17 14 44 53 51 40 20 11'],
  '6': ['56 47 27 16 11 20 40 51 53 44 14'],
  '7': ['17 57 20'],
  '8': ['24 15 16 27 47 56 55 44 24 13 11 20 40 51 53 44'],
  '9': ['11 20 40 51 56 47 27 16 14 23 53'],
  A: ['10 37 50', '22 42'],
  B: ['10 17 47 56 55 44 14', '44 53 51 40 10'],
  C: ['56 47 27 16 11 20 40 51'],
  D: ['10 17 37 55 52 30 10'],
  E: ['57 17 10 50', '14 44'],
  F: ['57 17 10', '14 44'],
  G: ['56 47 27 16 11 20 40 51 53 33'],
  H: ['17 10', '57 50', '14 54'],
  J: ['57 51 40 20 11'],
  K: ['17 10', '57 13', '24 50'],
  M: ['10 17 33 57 50'],
  N: ['10 17 50 57'],
  P: ['10 17 47 56 54 43 13'],
  Q: ['20 11 16 27 47 56 51 40 20', '32 50'],
  R: ['10 17 47 56 54 43 13', '33 50'],
  S: ['56 47 27 16 15 24 44 53 51 40 20 11'],
  T: ['17 57', '37 30'],
  V: ['17 30 57'],
  W: ['17 20 34 40 57'],
  X: ['10 57', '17 50'],
  Y: ['17 34 57', '34 30'],
  Z: ['17 57 10 50'],
  '-': ['23 43'],
  '·': ['33 34'],
  ' ': [],
};

/** As heavy as the typeface, with round ends and corners, as a burin leaves them. */
const STYLE = '0.9 w 1 J 1 j';
const NEXT = `1 0 0 1 ${ADVANCE} 0 cm`;

/** Each letter with the way to the next. */
const OPERATORS: ReadonlyMap<string, string> = new Map(
  Object.entries(STROKES).map(([letter, strokes]) => {
    const paths = strokes.flatMap((stroke) =>
      stroke.split(' ').map(([x, y], index) => `${x!} ${y!} ${index === 0 ? 'm' : 'l'}`),
    );
    return [letter, [...paths, ...(paths.length > 0 ? ['S'] : []), NEXT].join('\n')];
  }),
);

/**
 * A document id, or what else consists of its letters, in strokes of the current colour: for lines so small that a
 * photocopier makes a grey stroke of them. Drawn as shapes, so that nobody who selects, searches or extracts text
 * finds them; a third of what the outlines of a typeface take.
 */
export function drawTinyText(text: string): TextDrawing {
  const letters = Array.from(text, (letter) => {
    const operators = OPERATORS.get(letter);
    if (operators === undefined) throw new RangeError('no letter of a document id');
    return operators;
  });
  return { operators: [STYLE, ...letters].join('\n'), width: ADVANCE * letters.length };
}
