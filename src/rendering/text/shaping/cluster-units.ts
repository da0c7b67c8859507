import type { GlyphComponent, GlyphUnit } from './shaped-text.ts';

/** A glyph as HarfBuzz placed it, with what the font says of it alone. Font units. */
export interface PlacedGlyph {
  readonly glyph: number;
  /** After kerning. */
  readonly advance: number;
  /** From the face's hmtx: what a PDF reader will advance. */
  readonly nominalAdvance: number;
  readonly xOffset: number;
  readonly yOffset: number;
  /** It stands above or below a letter and takes no room. */
  readonly isMark: boolean;
}

/** The smallest piece of text that HarfBuzz keeps together, with its glyphs from left to right. */
export interface Cluster {
  readonly text: string;
  readonly glyphs: readonly PlacedGlyph[];
}

/** A piece of a cluster that gets one code. */
interface Part {
  readonly text: string;
  readonly glyphs: readonly PlacedGlyph[];
}

const SARA_AM = '\u0E33';
const ONLY_MARKS = /^\p{M}+$/u;
const TRAILING_MARKS = /\p{M}*$/u;

/**
 * Appends the units of a cluster to a line: its letter, all its marks as one, and SARA AM (see
 * docs/thai-text.md). Offsets become part of the unit; kerning becomes a gap before a unit that
 * advances, so that the same letter with the same marks is the same unit wherever it stands.
 */
export function appendCluster(line: LineBuilder, cluster: Cluster): void {
  for (const part of clusterParts(cluster)) line.append(part.glyphs, part.text);
}

/** Collects units from left to right and keeps account of two pens: HarfBuzz's and the PDF reader's. */
export class LineBuilder {
  readonly units: GlyphUnit[] = [];
  readonly gaps: number[] = [];
  #placedPen = 0;
  #drawnPen = 0;

  append(glyphs: readonly PlacedGlyph[], text: string): void {
    const advance = glyphs.reduce((sum, glyph) => sum + glyph.nominalAdvance, 0);
    const gap = advance === 0 ? 0 : this.#placedPen - this.#drawnPen;
    const start = this.#drawnPen + gap;
    const components: GlyphComponent[] = [];
    for (const { glyph, advance: kerned, xOffset, yOffset } of glyphs) {
      components.push({ glyph, dx: this.#placedPen + xOffset - start, dy: yOffset });
      this.#placedPen += kerned;
    }
    this.#drawnPen = start + advance;
    this.units.push({ components, advance, text });
    this.gaps.push(gap);
  }

  /** Writes the last gap. @returns the line's width in font units. */
  finish(): number {
    this.gaps.push(this.#placedPen - this.#drawnPen);
    return this.#placedPen;
  }
}

function clusterParts(cluster: Cluster): readonly Part[] {
  const saraAm = cluster.text.indexOf(SARA_AM);
  const parts = saraAm < 0 ? letterParts(cluster) : saraAmParts(cluster, saraAm);
  // A split that leaves a code without outline or without text is none: then one code says it all.
  const complete = parts.every(({ text, glyphs }) => text !== '' && glyphs.length > 0);
  return complete ? parts : [cluster];
}

/** Letter, then marks. Glyph per character where neither has marks. */
function letterParts({ text, glyphs }: Cluster): readonly Part[] {
  const letters = text.replace(TRAILING_MARKS, '');
  const marks = text.slice(letters.length);
  const firstMark = glyphs.findIndex((glyph) => glyph.isMark);
  if (firstMark < 0) return marks === '' ? onePartPerCharacter(text, glyphs) : [{ text, glyphs }];
  const letterGlyphs = glyphs.slice(0, firstMark);
  const markGlyphs = glyphs.slice(firstMark);
  if (markGlyphs.some((glyph) => !glyph.isMark)) return [{ text, glyphs }];
  if (letters === '' && letterGlyphs.length === 0) return [{ text, glyphs }];
  return [...onePartPerCharacter(letters, letterGlyphs), { text: marks, glyphs: markGlyphs }];
}

function onePartPerCharacter(text: string, glyphs: readonly PlacedGlyph[]): readonly Part[] {
  const characters = Array.from(text);
  if (characters.length !== glyphs.length) return [{ text, glyphs }];
  return glyphs.map((glyph, index) => ({ text: characters[index]!, glyphs: [glyph] }));
}

/**
 * HarfBuzz draws SARA AM as NIKHAHIT over the letter and SARA AA after it. With other marks on the
 * letter NIKHAHIT joins their unit and the SARA AA outline alone says SARA AM; without, both do.
 */
function saraAmParts({ text, glyphs }: Cluster, saraAm: number): readonly Part[] {
  const saraAa = glyphs.findLastIndex((glyph) => !glyph.isMark);
  const before = text.slice(0, saraAm);
  const after = text.slice(saraAm + 1);
  const letters = before.replace(TRAILING_MARKS, '');
  const marks = before.slice(letters.length);
  const leading = glyphs.slice(0, Math.max(saraAa, 0));
  const letterCount = leading.filter((glyph) => !glyph.isMark).length;
  const letterGlyphs = leading.slice(0, letterCount);
  const markGlyphs = leading.slice(letterCount);
  const trailing = glyphs.slice(saraAa + 1);
  const irregular =
    saraAa < 0 ||
    markGlyphs.some((glyph) => !glyph.isMark) ||
    (after === '' ? trailing.length > 0 : !ONLY_MARKS.test(after));
  if (irregular) return [{ text, glyphs }];

  const parts: Part[] = [];
  if (letters !== '' || letterCount > 0) parts.push(...onePartPerCharacter(letters, letterGlyphs));
  if (marks === '') parts.push({ text: SARA_AM, glyphs: glyphs.slice(letterCount, saraAa + 1) });
  else {
    parts.push({ text: marks, glyphs: markGlyphs });
    parts.push({ text: SARA_AM, glyphs: glyphs.slice(saraAa, saraAa + 1) });
  }
  if (after !== '') parts.push({ text: after, glyphs: trailing });
  return parts;
}
