import type { DocumentLanguage } from '../../transcript/record.ts';
import type { EmbeddedFont, FaceName } from '../text/embedded-font.ts';
import { RecurringCache } from '../text/recurring-cache.ts';

/** Distinct texts remembered per face and generation. */
const CACHED_RUNS = 4_000;

/**
 * Stretches of the other language: where a screen reader must change its voice. Of Latin letters only
 * words count; course codes, document ids and addresses belong to no language and stay in one piece.
 */
const FOREIGN_STRETCH: Readonly<Record<DocumentLanguage, { pattern: RegExp; language: string }>> = {
  th: {
    pattern: /(?<![\w./:@-])[A-Za-z]{2,}(?:[ ,'’&()/–-]+[A-Za-z]+)*(?![\w./:@-])/g,
    language: 'en',
  },
  en: { pattern: /[\u0E00-\u0E7F]+(?:[ \d.()-]*[\u0E00-\u0E7F]+)*/g, language: 'th' },
};

/** A text as content stream operators, and how wide it is. */
export interface TextRun {
  readonly operators: string;
  /** Without the space that may end it. */
  readonly widthMilliEm: number;
}

/**
 * Texts as operators for the embedded fonts of one document language. Course titles, grades and labels
 * repeat over thousands of documents, so that most are looked up only.
 */
export class TextRuns {
  readonly #fonts: Readonly<Record<FaceName, EmbeddedFont>>;
  readonly #foreign: { readonly pattern: RegExp; readonly language: string };
  readonly #caches = {
    regular: new RecurringCache<TextRun>(CACHED_RUNS),
    bold: new RecurringCache<TextRun>(CACHED_RUNS),
  };
  readonly #encoders = {
    regular: (text: string) => this.#encode('regular', text),
    bold: (text: string) => this.#encode('bold', text),
  };

  constructor(fonts: Readonly<Record<FaceName, EmbeddedFont>>, language: DocumentLanguage) {
    this.#fonts = fonts;
    this.#foreign = FOREIGN_STRETCH[language];
  }

  /**
   * The operators of a text, with stretches in the other language marked (ISO 14289-1 §7.2).
   * @throws AppError `glyph-missing` when the fonts were made without a character of it.
   */
  get(face: FaceName, text: string): TextRun {
    return this.#caches[face].get(text, this.#encoders[face]);
  }

  #encode(face: FaceName, text: string): TextRun {
    const font = this.#fonts[face];
    const { pattern, language } = this.#foreign;
    const operators: string[] = [];
    let widthMilliEm = 0;
    const show = (part: string): void => {
      if (part === '') return;
      const run = font.encode(part);
      operators.push(toShowOperator(run.tjOperand));
      widthMilliEm += run.widthMilliEm;
    };

    let shown = 0;
    for (const { 0: stretch, index } of text.matchAll(pattern)) {
      show(text.slice(shown, index));
      operators.push(`/Span<</Lang(${language})>>BDC`);
      show(stretch);
      operators.push('EMC');
      shown = index + stretch.length;
    }
    show(text.slice(shown));
    if (text.length > 1 && text.endsWith(' ')) widthMilliEm -= font.encode(' ').widthMilliEm;
    return { operators: operators.join('\n'), widthMilliEm };
  }
}

/** A single string needs no array: `(...)Tj` for `[(...)]TJ`. */
function toShowOperator(tjOperand: string): string {
  const single = /^\[(\((?:[^()\\]|\\[^])*\))\]$/.exec(tjOperand);
  return single === null ? `${tjOperand}TJ` : `${single[1]!}Tj`;
}
