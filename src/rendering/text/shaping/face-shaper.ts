import {
  Blob,
  Buffer,
  BufferFlag,
  Direction,
  Face,
  Feature,
  Font,
  GlyphClass,
  MetricsTag,
  shape,
} from 'harfbuzzjs';

import { RecurringCache } from '../recurring-cache.ts';
import { RunCache } from '../run-cache.ts';
import { mayBeEmbedded } from '../embedding/embedding-permission.ts';
import { glyphMissingError } from './glyph-missing.ts';
import type { Cluster } from './cluster-units.ts';
import { LetterUnits } from './line-builder.ts';
import type { PlacedGlyph } from './line-builder.ts';
import { splitScriptRuns } from './script-runs.ts';
import type { RunScript, ScriptRun } from './script-runs.ts';
import type { ShapedText } from './shaped-text.ts';
import type { ShapedWord } from './shaped-word.ts';
import { joinWords, toShapedWord } from './shaped-word.ts';

/** What a PDF font descriptor says of a face, in thousandths of an em. */
export interface FaceMetrics {
  readonly postScriptName: string;
  readonly unitsPerEm: number;
  readonly ascent: number;
  readonly descent: number;
  readonly capHeight: number;
  readonly xHeight: number;
  readonly stemV: number;
}

const RUN_SCRIPTS = ['Thai', 'Latn'] as const;

const LANGUAGE: Readonly<Record<RunScript, string>> = { Thai: 'th', Latn: 'en' };

/** Ligatures would make one outline of several letters: a reader could not select a part of it. */
const FEATURES: Feature[] = [new Feature('liga', 0)];

/**
 * Invisible, unassigned, private and replacement characters: nothing to see, yet they would be in what
 * is extracted (PDF/A-3 §6.2.11.7.2 and §6.2.11.7.3 forbid some of them outright).
 */
const NEVER_SET = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\uFFFD]/gu;

/** Words remembered per script and generation: those of many curricula. Names and ids come once and go. */
const CACHED_WORDS = 2048;
/** Letters remembered that stand as the font has them, by glyph and character. */
const CACHED_LETTERS = 4096;
const CODE_UNITS = 0x10000;
/** Behind spaces, unless a mark stands on the last of them. */
const WORD_STARTS = /(?<= )(?![ \p{M}])/u;
/** Every visible ASCII character, and the Thai ones that are no marks, a space between each two. */
const PROBES: Readonly<Record<RunScript, string>> = {
  Latn: charactersBetween(0x21, 0x7e),
  Thai: charactersBetween(0x0e01, 0x0e5b),
};

interface GlyphFacts {
  readonly nominalAdvance: number;
  readonly isMark: boolean;
}

/** One face opened in HarfBuzz. Not shared between threads. */
export class FaceShaper {
  readonly metrics: FaceMetrics;
  readonly #face: Face;
  readonly #font: Font;
  readonly #buffer = new Buffer();
  readonly #letters = new LetterUnits();
  readonly #glyphFacts = new Map<number, GlyphFacts>();
  /** Nearly all clusters are one letter that nothing moves: the same object in every word saves most of the cache. */
  readonly #plainLetters = new RunCache<Cluster, number>(CACHED_LETTERS);
  readonly #words: Readonly<Record<RunScript, RecurringCache<ShapedWord>>> = {
    Thai: new RecurringCache(CACHED_WORDS),
    Latn: new RecurringCache(CACHED_WORDS),
  };
  readonly #spacesStandAlone: boolean;

  private constructor(face: Face) {
    this.#face = face;
    this.#font = new Font(face);
    this.metrics = readMetrics(face, this.#font);
    this.#spacesStandAlone = this.#doSpacesStandAlone();
  }

  /** `undefined` for a program that is not TrueType or whose licence bits forbid embedding (OS/2 fsType). */
  static open(program: Uint8Array): FaceShaper | undefined {
    const face = new Face(new Blob(program));
    if (face.referenceTable('glyf') === undefined) return undefined;
    return mayBeEmbedded(face) ? new FaceShaper(face) : undefined;
  }

  /** Distinct code points that cannot be set: no font should draw them, or this one does not. */
  findMissingGlyphs(text: string): readonly number[] {
    return this.#missingIn(text, this.#wordsOf(text));
  }

  /** @throws AppError `glyph-missing` */
  shape(text: string): ShapedText {
    const words = this.#wordsOf(text);
    const missing = this.#missingIn(text, words);
    if (missing.length > 0) throw glyphMissingError(missing);
    return joinWords(words, this.#letters, this.metrics.unitsPerEm);
  }

  #missingIn(text: string, words: readonly ShapedWord[]): readonly number[] {
    if (words.every(({ isComplete }) => isComplete)) return [];
    const missing = new Set(text.match(NEVER_SET));
    for (const cluster of words.flatMap(({ clusters }) => clusters)) {
      if (cluster.glyphs.every(({ glyph }) => glyph !== 0)) continue;
      for (const character of cluster.text) {
        if (!this.#font.nominalGlyph(character.codePointAt(0)!)) missing.add(character);
      }
    }
    return Array.from(missing, (character) => character.codePointAt(0)!);
  }

  #wordsOf(text: string): readonly ShapedWord[] {
    const words: ShapedWord[] = [];
    for (const { script, text: run } of splitScriptRuns(text)) {
      for (const word of this.#spacesStandAlone ? run.split(WORD_STARTS) : [run]) {
        words.push(this.#words[script].get(word, () => this.#shapeWord({ script, text: word })));
      }
    }
    return words;
  }

  #shapeWord(word: ScriptRun): ShapedWord {
    const clusters = this.#shapeRun(word);
    const isComplete =
      word.text.search(NEVER_SET) < 0 &&
      clusters.every(({ glyphs }) => glyphs.every(({ glyph }) => glyph !== 0));
    return toShapedWord(clusters, isComplete, this.#letters);
  }

  /**
   * Whether nothing is kerned against a space. Then words may be shaped one by one and remembered: texts
   * that are new with every student are mostly made of words that are not.
   */
  #doSpacesStandAlone(): boolean {
    return RUN_SCRIPTS.every((script) =>
      this.#shapeRun({ script, text: PROBES[script] })
        .flatMap(({ glyphs }) => glyphs)
        .every(({ advance, nominalAdvance }) => advance === nominalAdvance),
    );
  }

  #shapeRun({ script, text }: ScriptRun): readonly Cluster[] {
    const buffer = this.#buffer;
    buffer.reset();
    buffer.addText(text);
    buffer.setDirection(Direction.LTR);
    buffer.setScript(script);
    buffer.setLanguage(LANGUAGE[script]);
    buffer.setFlags(BufferFlag.DO_NOT_INSERT_DOTTED_CIRCLE);
    shape(this.#font, buffer, FEATURES);

    const infos = buffer.getGlyphInfos();
    const positions = buffer.getGlyphPositions();
    const clusters: Cluster[] = [];
    for (let first = 0; first < infos.length;) {
      const start = infos[first]!.cluster;
      let next = first;
      const glyphs: PlacedGlyph[] = [];
      for (; next < infos.length && infos[next]!.cluster === start; next++) {
        const glyph = infos[next]!.codepoint;
        const { xAdvance, xOffset, yOffset } = positions[next]!;
        const { nominalAdvance, isMark } = this.#facts(glyph);
        glyphs.push({ glyph, advance: xAdvance, nominalAdvance, xOffset, yOffset, isMark });
      }
      clusters.push(this.#shared({ text: text.slice(start, infos[next]?.cluster), glyphs }));
      first = next;
    }
    return clusters;
  }

  #shared(cluster: Cluster): Cluster {
    const [first, ...others] = cluster.glyphs;
    if (first === undefined || others.length > 0 || cluster.text.length !== 1) return cluster;
    const { glyph, advance, nominalAdvance, xOffset, yOffset } = first;
    if (advance !== nominalAdvance || xOffset !== 0 || yOffset !== 0) return cluster;
    const key = glyph * CODE_UNITS + cluster.text.charCodeAt(0);
    return this.#plainLetters.get(key, () => cluster);
  }

  #facts(glyph: number): GlyphFacts {
    let facts = this.#glyphFacts.get(glyph);
    if (facts === undefined) {
      const advance = this.#font.glyphHAdvance(glyph);
      const isMark = advance === 0 || this.#face.getGlyphClass(glyph) === GlyphClass.MARK;
      facts = { isMark, nominalAdvance: isMark ? 0 : advance };
      this.#glyphFacts.set(glyph, facts);
    }
    return facts;
  }
}

function charactersBetween(first: number, last: number): string {
  const characters = Array.from({ length: last - first + 1 }, (_, index) =>
    String.fromCharCode(first + index),
  );
  return characters.filter((character) => /^[^\p{M}\p{Cn}]$/u.test(character)).join(' ');
}

function readMetrics(face: Face, font: Font): FaceMetrics {
  const toMilliEm = (units: number) => Math.round((units * 1000) / face.upem);
  const metric = (tag: MetricsTag) => toMilliEm(font.getMetricPositionWithFallback(tag));
  const { ascender, descender } = font.hExtents();
  // The stem of a sans serif capital I is the whole letter.
  const stem = font.glyphExtents(font.nominalGlyph(0x49) ?? 0);
  return {
    postScriptName: face.getName(6, 'en').replace(/[^A-Za-z0-9-]/g, ''),
    unitsPerEm: face.upem,
    ascent: toMilliEm(ascender),
    descent: toMilliEm(descender),
    capHeight: metric(MetricsTag.CAP_HEIGHT),
    xHeight: metric(MetricsTag.X_HEIGHT),
    stemV: toMilliEm(stem?.width ?? 80),
  };
}
