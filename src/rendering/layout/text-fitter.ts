import { AppError } from '../../shared/app-error.ts';
import type { FaceName } from '../text/embedded-font.ts';
import { RecurringCache } from '../text/recurring-cache.ts';
import type { TextShaper } from '../text/text-shaper.ts';
import type { WrapMode } from '../text/line-breaking.ts';
import { wrapText } from '../text/line-breaking.ts';

/** Texts too long for their room that are remembered in a generation: long names of degrees and titles. */
const CACHED_FITS = 2_000;

/** A text that is only a little too long is set this much smaller rather than broken. */
const LARGEST_SHRINK = 0.92;

const SIZE_STEP_PT = 0.25;

/** The room that a text may take. */
export interface TextRoom {
  readonly face: FaceName;
  readonly sizePt: number;
  readonly smallestPt: number;
  readonly widthPt: number;
  readonly maxLines: number;
  /** Where lines may end: names only at spaces. `text` when left out. */
  readonly mode?: WrapMode;
}

/** A text in lines that fit their room. */
export interface FittedText {
  readonly sizePt: number;
  /** Together the text: a line that was ended at a space ends with it, beyond the room if need be. */
  readonly lines: readonly string[];
}

/**
 * Fits texts into the room that a layout has for them: as they are, else a little smaller, else in
 * several lines, else in several smaller lines. Nothing is ever cut.
 */
export class TextFitter {
  readonly #shaper: TextShaper;
  readonly #longTexts = new RecurringCache<FittedText>(CACHED_FITS);

  constructor(shaper: TextShaper) {
    this.#shaper = shaper;
  }

  widthPt(face: FaceName, sizePt: number, text: string): number {
    return (this.#shaper.measure(face, text) * sizePt) / 1000;
  }

  /** @throws AppError `text-does-not-fit` when even the smallest size needs too many lines. */
  fit(text: string, room: TextRoom): FittedText {
    const { face, sizePt, smallestPt, widthPt, maxLines, mode = 'text' } = room;
    const fullWidthPt = this.widthPt(face, sizePt, text);
    // Nearly all texts fit as they are, and need nothing to be remembered but how wide they are.
    if (fullWidthPt <= widthPt) return { sizePt, lines: [text] };
    const key = `${face}|${mode}|${sizePt}|${smallestPt}|${widthPt}|${maxLines}|${text}`;
    return this.#longTexts.get(key, () => this.#squeeze(text, fullWidthPt, room));
  }

  #squeeze(text: string, fullWidthPt: number, room: TextRoom): FittedText {
    const { face, sizePt, smallestPt, widthPt, maxLines } = room;
    const shrunkPt = Math.floor((sizePt * widthPt) / fullWidthPt / SIZE_STEP_PT) * SIZE_STEP_PT;
    const leastPt = maxLines === 1 ? smallestPt : Math.max(smallestPt, sizePt * LARGEST_SHRINK);
    if (shrunkPt >= leastPt) return { sizePt: shrunkPt, lines: [text] };

    for (let size = sizePt; size >= smallestPt; size -= 2 * SIZE_STEP_PT) {
      const lines = wrapText(this.#shaper, face, text, (widthPt * 1000) / size, room.mode);
      const fits = lines.every((line) => this.widthPt(face, size, line) <= widthPt + 0.01);
      if (lines.length <= maxLines && fits) return { sizePt: size, lines: withSpaces(lines, text) };
    }
    throw textDoesNotFit();
  }
}

/** Lines with the space that each was ended at: words that stand on two lines stay two words to who hears them. */
function withSpaces(lines: readonly string[], text: string): readonly string[] {
  let end = 0;
  return lines.map((line) => {
    end += line.length;
    if (text[end] !== ' ') return line;
    while (text[end] === ' ') end++;
    return `${line} `;
  });
}

/** A text or table is larger than any page has room for. The text itself is personal: it is not named. */
export function textDoesNotFit(): AppError {
  return new AppError('text-does-not-fit', {
    th: 'ข้อความในระเบียนยาวเกินกว่าที่แม่แบบนี้จะแสดงได้ครบ กรุณาย่อข้อความหรือใช้แม่แบบอื่น',
    en: 'A text of the record is longer than this template can show in full. Shorten it or use another template.',
  });
}
