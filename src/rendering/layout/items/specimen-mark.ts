import { LetterOutlines } from '../../page/letter-outlines.ts';
import type { TextDrawing } from '../../page/letter-outlines.ts';
import type { PageCanvas } from '../../page/page-canvas.ts';
import { toPdfNumber } from '../../pdf/pdf-text.ts';
import type { LayoutContext } from '../layout-context.ts';

const TEXT = 'SPECIMEN · ตัวอย่าง';
const COLOUR = '0.75 0.1 0.15';
const LINE_PT = 0.9;
/** Of the page's diagonal. */
const SHARE = 0.78;
const UNITS_PER_EM = 1000;
/** Middle of the letters above their baseline, of an em. */
const MIDDLE = 0.33;

/** The word that keeps a preview from being taken for a document, as outlines of letters. */
export function toSpecimenMark(program: Uint8Array): TextDrawing {
  const { operators, width } = new LetterOutlines(program, UNITS_PER_EM).draw(TEXT);
  // Outlines instead of surfaces: what lies under them stays readable.
  return { operators: operators.replace(/^f$/gm, 'S'), width };
}

/** Draws the mark from corner to corner, over everything else; nothing on real documents. */
export function drawSpecimenMark({ specimen, data }: LayoutContext, canvas: PageCanvas): void {
  if (specimen === undefined) return;
  const { widthPt, heightPt } = data.page;
  const diagonalPt = Math.hypot(widthPt, heightPt);
  const scale = (diagonalPt * SHARE) / specimen.width;
  const [cos, sin] = [widthPt / diagonalPt, heightPt / diagonalPt];
  // Half the text back along its own line, and down by the middle of its letters.
  const back = (specimen.width * scale) / 2;
  const down = UNITS_PER_EM * MIDDLE * scale;
  const x = widthPt / 2 - cos * back + sin * down;
  const y = heightPt / 2 - sin * back - cos * down;
  const matrix = [cos * scale, sin * scale, -sin * scale, cos * scale]
    .map((value) => String(Math.round(value * 1e6) / 1e6))
    .join(' ');
  canvas.beginArtifact('Pagination');
  canvas.shape(
    COLOUR,
    1,
    0,
    heightPt,
    `${COLOUR} RG ${toPdfNumber(LINE_PT / scale)} w\n` +
      `${matrix} ${toPdfNumber(x)} ${toPdfNumber(y)} cm\n${specimen.operators}`,
  );
  canvas.end();
}
