import type { LineBuilder, PlacedGlyph } from './line-builder.ts';

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
  const { text, glyphs } = cluster;
  // Most clusters are one letter without marks.
  if (glyphs.length === 1 && text.length === 1) line.append(glyphs, text);
  else for (const part of clusterParts(cluster)) line.append(part.glyphs, part.text);
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
