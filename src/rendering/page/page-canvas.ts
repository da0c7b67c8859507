import { FONT_RESOURCE } from '../pdf/font-objects.ts';
import type { FaceName } from '../text/embedded-font.ts';
import { ContentWriter } from './content-writer.ts';
import type { PathStep } from './path-steps.ts';
import type { TextRun, TextRuns } from './text-runs.ts';
import type { TextStyle } from './text-style.ts';

export type Alignment = 'left' | 'centre' | 'right';

/** Content outside the structure tree: ornaments, and headers and footers that repeat (§14.8.2.2). */
export type ArtifactKind = 'Layout' | 'Pagination';

/**
 * Writes a content stream of one page. Lengths are in points from the top left corner of the page, as
 * a layout thinks; a text's y is its baseline.
 */
export class PageCanvas {
  readonly #runs: TextRuns;
  readonly #heightPt: number;
  readonly #writer = new ContentWriter();
  #face: FaceName | undefined;
  #sizePt = 0;
  #fill = '';
  #stroke = '';
  #lineWidthPt = 0;
  #isMarked = false;

  constructor(runs: TextRuns, heightPt: number) {
    this.#runs = runs;
    this.#heightPt = heightPt;
  }

  get isEmpty(): boolean {
    return this.#writer.isEmpty;
  }

  /** An empty page again; what {@link toBytes} gave is overwritten. */
  clear(): void {
    this.#writer.clear();
    this.#face = undefined;
    this.#fill = '';
    this.#stroke = '';
    this.#lineWidthPt = 0;
    this.#isMarked = false;
  }

  /** What is drawn until {@link end} belongs to the structure element that owns this mark. */
  begin(tag: string, mark: number): void {
    this.#writer.beginMark(tag, mark);
    this.#isMarked = true;
  }

  beginArtifact(kind: ArtifactKind): void {
    this.#writer.beginArtifact(kind);
    this.#isMarked = true;
  }

  end(): void {
    this.#writer.endMark();
    this.#isMarked = false;
  }

  /** One line of text. */
  text(style: TextStyle, xPt: number, yPt: number, text: string, align: Alignment = 'left'): void {
    this.run(style, xPt, yPt, this.findRun(style, text), align);
  }

  /**
   * Ends a word where the next text of the same element stands elsewhere: a label before its value. Draws nothing,
   * but who reads the element hears two words (ISO 32000-1 §14.8.2.5).
   */
  space(): void {
    this.#writer.operator(this.#runs.get(this.#face!, ' ').operators);
  }

  /** A text ready to be drawn by {@link run}, for who draws it on many pages: look it up once. */
  findRun({ face }: TextStyle, text: string): TextRun {
    return this.#runs.get(face, text);
  }

  /** One line of text that was looked up before. */
  run(style: TextStyle, xPt: number, yPt: number, run: TextRun, align: Alignment = 'left'): void {
    const { face, sizePt, colour } = style;
    const widthPt = (run.widthMilliEm * sizePt) / 1000;
    const startPt = align === 'left' ? xPt : align === 'right' ? xPt - widthPt : xPt - widthPt / 2;
    const writer = this.#writer;
    writer.enterText();
    this.#setFill(colour);
    if (face !== this.#face || sizePt !== this.#sizePt) {
      writer.text(`/${FONT_RESOURCE[face]} `);
      writer.number(sizePt);
      writer.operator(' Tf');
      this.#face = face;
      this.#sizePt = sizePt;
    }
    writer.moveTo(startPt, this.#heightPt - yPt);
    writer.operator(run.operators);
  }

  /** A straight line, horizontal or vertical; an ornament unless it is part of marked content. */
  line(
    colour: string,
    widthPt: number,
    from: readonly [number, number],
    to: readonly [number, number],
  ): void {
    if (!this.#isMarked) {
      this.beginArtifact('Layout');
      this.line(colour, widthPt, from, to);
      this.end();
      return;
    }
    const writer = this.#writer;
    writer.leaveText();
    this.#setStroke(colour, widthPt);
    this.#point(from);
    writer.text(' m ');
    this.#point(to);
    writer.operator(' l S');
  }

  /** A filled or stroked path; an ornament unless it is part of marked content. */
  path(
    paint: { readonly fill: string } | { readonly stroke: string; readonly widthPt: number },
    steps: readonly PathStep[],
  ): void {
    if (!this.#isMarked) {
      this.beginArtifact('Layout');
      this.path(paint, steps);
      this.end();
      return;
    }
    const writer = this.#writer;
    writer.leaveText();
    if ('fill' in paint) this.#setFill(paint.fill);
    else this.#setStroke(paint.stroke, paint.widthPt);
    for (const [kind, ...numbers] of steps) {
      for (let at = 0; at < numbers.length; at += 2) {
        this.#point([numbers[at]!, numbers[at + 1]!]);
        writer.text(' ');
      }
      writer.operator(kind);
    }
    writer.operator('fill' in paint ? 'f' : 'S');
  }

  /** Filled shapes in their own coordinate system, whose origin is put at the lower left corner given. */
  shape(
    colour: string,
    scale: number,
    xPt: number,
    bottomPt: number,
    operators: string | Uint8Array,
  ): void {
    const writer = this.#writer;
    writer.leaveText();
    this.#setFill(colour);
    const s = String(Math.round(scale * 1_000_000) / 1_000_000);
    writer.text(`q ${s} 0 0 ${s} `);
    this.#point([xPt, bottomPt]);
    writer.operator(' cm');
    if (typeof operators === 'string') writer.operator(operators);
    else writer.operators(operators);
    writer.operator('Q');
  }

  /** The stream; valid until the next {@link clear}. */
  toBytes(): Uint8Array {
    return this.#writer.toBytes();
  }

  #point([xPt, yPt]: readonly [number, number]): void {
    this.#writer.number(xPt);
    this.#writer.text(' ');
    this.#writer.number(this.#heightPt - yPt);
  }

  #setFill(colour: string): void {
    if (colour === this.#fill) return;
    this.#writer.operator(`${colour} rg`);
    this.#fill = colour;
  }

  #setStroke(colour: string, widthPt: number): void {
    const writer = this.#writer;
    if (colour !== this.#stroke) writer.operator(`${colour} RG`);
    if (widthPt !== this.#lineWidthPt) {
      writer.number(widthPt);
      writer.operator(' w');
    }
    this.#stroke = colour;
    this.#lineWidthPt = widthPt;
  }
}
