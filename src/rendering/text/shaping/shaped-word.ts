import type { Cluster } from './cluster-units.ts';
import { appendCluster } from './cluster-units.ts';
import type { LetterUnits } from './line-builder.ts';
import { LineBuilder } from './line-builder.ts';
import type { GlyphUnit, ShapedText } from './shaped-text.ts';

/** A word, set once for all the lines that it stands in. */
export interface ShapedWord {
  readonly clusters: readonly Cluster[];
  /** Whether every character has a glyph and may be set; if not, one looks closer. */
  readonly isComplete: boolean;
  readonly units: readonly GlyphUnit[];
  /** As in {@link ShapedText}. */
  readonly gaps: readonly number[];
  /** Font units. */
  readonly advance: number;
}

/** Sets a word of some clusters. */
export function toShapedWord(
  clusters: readonly Cluster[],
  isComplete: boolean,
  letters: LetterUnits,
): ShapedWord {
  const { units, gaps, advance } = setClusters([clusters], letters);
  return { clusters, isComplete, units, gaps, advance };
}

/**
 * A line of words. Where kerning is left over at the end of a word it moves the next one, and the line is set anew;
 * else it is the words one after the other.
 */
export function joinWords(
  words: readonly ShapedWord[],
  letters: LetterUnits,
  unitsPerEm: number,
): ShapedText {
  const { units, gaps, advance } =
    words.length === 1
      ? words[0]!
      : (concatWords(words) ??
        setClusters(
          words.map(({ clusters }) => clusters),
          letters,
        ));
  return { units, gaps, widthMilliEm: (advance * 1000) / unitsPerEm };
}

type Line = Pick<ShapedWord, 'units' | 'gaps' | 'advance'>;

function concatWords(words: readonly ShapedWord[]): Line | undefined {
  const units: GlyphUnit[] = [];
  const gaps: number[] = [];
  let advance = 0;
  let gapAtEnd = 0;
  for (const word of words) {
    if (gapAtEnd !== 0) return undefined;
    const count = word.units.length;
    for (let index = 0; index < count; index++) {
      units.push(word.units[index]!);
      gaps.push(word.gaps[index]!);
    }
    gapAtEnd = word.gaps[count]!;
    advance += word.advance;
  }
  gaps.push(gapAtEnd);
  return { units, gaps, advance };
}

function setClusters(words: readonly (readonly Cluster[])[], letters: LetterUnits): Line {
  const line = new LineBuilder(letters);
  for (const clusters of words) for (const cluster of clusters) appendCluster(line, cluster);
  return line.finish();
}
