import { FONT_RESOURCE } from '../pdf/font-objects.ts';
import { toPdfNumber } from '../pdf/pdf-text.ts';
import type { PathStep } from './path-steps.ts';
import type { TextRuns } from './text-runs.ts';
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
  readonly #operators: string[] = [];
  #font = '';
  #fill = '';
  #stroke = '';
  #lineWidthPt = 0;
  #isMarked = false;

  constructor(runs: TextRuns, heightPt: number) {
    this.#runs = runs;
    this.#heightPt = heightPt;
  }

  get isEmpty(): boolean {
    return this.#operators.length === 0;
  }

  /** What is drawn until {@link end} belongs to the structure element that owns this mark. */
  begin(tag: string, mark: number): void {
    this.#operators.push(`/${tag}<</MCID ${mark}>>BDC`);
    this.#isMarked = true;
  }

  beginArtifact(kind: ArtifactKind): void {
    this.#operators.push(`/Artifact<</Type/${kind}>>BDC`);
    this.#isMarked = true;
  }

  end(): void {
    this.#operators.push('EMC');
    this.#isMarked = false;
  }

  /** One line of text. */
  text(style: TextStyle, xPt: number, yPt: number, text: string, align: Alignment = 'left'): void {
    const run = this.#runs.get(style.face, text);
    const widthPt = (run.widthMilliEm * style.sizePt) / 1000;
    const startPt = align === 'left' ? xPt : align === 'right' ? xPt - widthPt : xPt - widthPt / 2;
    this.#setFill(style.colour);
    const font = `/${FONT_RESOURCE[style.face]} ${toPdfNumber(style.sizePt)} Tf`;
    if (font !== this.#font) {
      this.#operators.push(font);
      this.#font = font;
    }
    this.#operators.push(`BT ${toPdfNumber(startPt)} ${this.#y(yPt)} Td`, run.operators, 'ET');
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
    this.#setStroke(colour, widthPt);
    this.#operators.push(
      `${toPdfNumber(from[0])} ${this.#y(from[1])} m ` +
        `${toPdfNumber(to[0])} ${this.#y(to[1])} l S`,
    );
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
    if ('fill' in paint) this.#setFill(paint.fill);
    else this.#setStroke(paint.stroke, paint.widthPt);
    for (const [kind, ...numbers] of steps) {
      const operands = numbers.map((n, at) => (at % 2 === 0 ? toPdfNumber(n) : this.#y(n)));
      this.#operators.push([...operands, kind].join(' '));
    }
    this.#operators.push('fill' in paint ? 'f' : 'S');
  }

  /** Filled shapes in their own coordinate system, whose origin is put at the lower left corner given. */
  shape(colour: string, scale: number, xPt: number, bottomPt: number, operators: string): void {
    this.#setFill(colour);
    const s = String(Math.round(scale * 1_000_000) / 1_000_000);
    this.#operators.push(
      `q ${s} 0 0 ${s} ${toPdfNumber(xPt)} ${this.#y(bottomPt)} cm`,
      operators,
      'Q',
    );
  }

  toBytes(): Uint8Array {
    return Buffer.from(this.#operators.join('\n'), 'latin1');
  }

  #y(yPt: number): string {
    return toPdfNumber(this.#heightPt - yPt);
  }

  #setFill(colour: string): void {
    if (colour === this.#fill) return;
    this.#operators.push(`${colour} rg`);
    this.#fill = colour;
  }

  #setStroke(colour: string, widthPt: number): void {
    if (colour !== this.#stroke) this.#operators.push(`${colour} RG`);
    if (widthPt !== this.#lineWidthPt) this.#operators.push(`${toPdfNumber(widthPt)} w`);
    this.#stroke = colour;
    this.#lineWidthPt = widthPt;
  }
}
