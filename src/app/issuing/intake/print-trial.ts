import { setImmediate as nextTurn } from 'node:timers/promises';
import { collectDocumentTexts } from '../../../rendering/collect-document-texts.ts';
import { compileTemplate } from '../../../rendering/compile-template.ts';
import type { CompiledTemplate } from '../../../rendering/compile-template.ts';
import type { RenderableDocument } from '../../../rendering/renderable-document.ts';
import type { TemplateFolders } from '../../../rendering/template/load-template.ts';
import { FACE_NAMES } from '../../../rendering/text/embedded-font.ts';
import { embedFonts } from '../../../rendering/text/font-embedding.ts';
import { collectRepertoire } from '../../../rendering/text/repertoire.ts';
import type { TextShaper } from '../../../rendering/text/text-shaper.ts';
import { isAppError } from '../../../shared/app-error.ts';
import type { Institution } from '../../../transcript/institution.ts';
import type { DocumentLanguage, TranscriptRecord } from '../../../transcript/record.ts';
import { toTranscript } from '../../../transcript/to-transcript.ts';
import { toTrialDocument } from '../production/trial-document.ts';
import { FrozenTemplateShelf } from '../production/frozen-template-shelf.ts';
import type { OpenedTemplate } from '../production/frozen-template-shelf.ts';

/** Why a record cannot become a document as it is. */
export interface PrintProblem {
  /** Position among the records that were asked about. */
  readonly recordIndex: number;
  readonly code: 'character-not-printable' | 'text-does-not-fit';
  /** Of the canonical record, for example `familyNameTh`; `null` for the record as a whole. */
  readonly property: string | null;
  /** Characters that the typeface does not have, each once. */
  readonly characters: string | null;
}

/** Texts of this length are worth a trial; shorter ones always find room. */
const LONG_TEXT = 90;
/** Places that are narrower. */
const LONG_TEXTS: Readonly<Record<string, number>> = {
  studentId: 24,
  courseCode: 12,
  grade: 4,
  givenNameTh: 24,
  middleNameTh: 16,
  familyNameTh: 24,
  givenNameEn: 24,
  middleNameEn: 16,
  familyNameEn: 24,
};
/** Fits everywhere, and every list of glyphs has it in both faces. */
const SHORT_TEXT = '1';
/** More than any signature that is made takes; nothing of a trial is kept. */
const SIGNATURE_BYTES = 8192;
/** After so many records the process does something else: some ten milliseconds. */
const RECORDS_PER_TURN = 8;
/** Texts known to be printable; some MB. */
const REMEMBERED_TEXTS = 50_000;

/**
 * Finds out before a batch is accepted which of its records cannot be printed: a character that the
 * typeface does not have, or a text that is longer than its place. Records with a long text are rendered
 * on trial; for the others looking at their characters is enough.
 */
export class PrintTrial {
  readonly #shelf: FrozenTemplateShelf;
  /** Texts that a typeface is known to have all letters of. */
  readonly #printable = new WeakMap<TextShaper, Set<string>>();

  /** @param templatesFolder holds a folder for each template. */
  constructor(institutions: ReadonlyMap<string, Institution>, templatesFolder: TemplateFolders) {
    this.#shelf = new FrozenTemplateShelf(institutions, templatesFolder);
  }

  /**
   * Other work of the process gets its turn in between: a trial takes milliseconds for each long record.
   * @param frozenTemplate what they will be printed with.
   * @throws AppError `template-changed`
   */
  async findProblems(
    frozenTemplate: Uint8Array,
    records: readonly TranscriptRecord[],
  ): Promise<readonly PrintProblem[]> {
    const opened = this.#shelf.open(frozenTemplate);
    const { shaper } = opened;
    const problems: PrintProblem[] = [];
    for (const [recordIndex, record] of records.entries()) {
      for (const missing of this.#findMissingGlyphs(shaper, record)) {
        problems.push({ recordIndex, ...missing });
      }
      await afterSome(recordIndex);
    }
    const unprintable = new Set(problems.map(({ recordIndex }) => recordIndex));
    const long = [...records.entries()].filter(
      ([index, record]) => !unprintable.has(index) && hasLongText(record),
    );
    const misfits = await this.#findMisfits(opened, long);
    return [...problems, ...misfits];
  }

  #findMissingGlyphs(
    shaper: TextShaper,
    record: TranscriptRecord,
  ): readonly Omit<PrintProblem, 'recordIndex'>[] {
    const printable = this.#printable.get(shaper) ?? new Set();
    this.#printable.set(shaper, printable);
    const found: Omit<PrintProblem, 'recordIndex'>[] = [];
    for (const [property, text] of printableTexts(record)) {
      // Students of a batch share most of their texts.
      if (printable.has(text)) continue;
      const missing = FACE_NAMES.flatMap((face) => shaper.findMissingGlyphs(face, text));
      if (missing.length === 0) printable.add(text);
      else {
        const characters = String.fromCodePoint(...new Set(missing));
        found.push({ code: 'character-not-printable', property, characters });
      }
    }
    if (printable.size > REMEMBERED_TEXTS) printable.clear();
    return found;
  }

  async #findMisfits(
    printing: OpenedTemplate,
    candidates: readonly (readonly [index: number, record: TranscriptRecord])[],
  ): Promise<readonly PrintProblem[]> {
    if (candidates.length === 0) return [];
    const { scheme, repeatedCourses } = printing.rules;
    const toTrial = (record: TranscriptRecord) =>
      toTrialDocument(toTranscript(record, scheme, repeatedCourses));
    const compiled = this.#compile(
      printing,
      candidates.map(([, record]) => toTrial(record)),
    );
    const misfits: PrintProblem[] = [];
    for (const [at, [recordIndex, record]] of candidates.entries()) {
      await afterSome(at);
      if (doesFit(compiled, toTrial(record))) continue;
      const tooLong = longProperties(record).filter(
        (property) => !doesFit(compiled, toTrial(withShortTexts(record, property))),
      );
      // Where no text is too long by itself, it is all of them together.
      for (const property of tooLong.length === 0 ? [null] : tooLong) {
        misfits.push({ recordIndex, code: 'text-does-not-fit', property, characters: null });
      }
    }
    return misfits;
  }

  #compile(
    { institution, template, shaper }: OpenedTemplate,
    documents: readonly RenderableDocument[],
  ): Readonly<Record<DocumentLanguage, CompiledTemplate>> {
    const texts = documents.flatMap((document) => [
      ...collectDocumentTexts(template, institution, document),
    ]);
    const fonts = embedFonts(shaper, collectRepertoire(shaper, texts));
    const compile = (language: DocumentLanguage) =>
      compileTemplate({
        template,
        language,
        institution,
        fonts,
        signatureContentsBytes: SIGNATURE_BYTES,
        shaper,
      });
    return { th: compile('th'), en: compile('en') };
  }
}

async function afterSome(index: number): Promise<void> {
  if (index % RECORDS_PER_TURN === RECORDS_PER_TURN - 1) await nextTurn();
}

function doesFit(
  compiled: Readonly<Record<DocumentLanguage, CompiledTemplate>>,
  document: RenderableDocument,
): boolean {
  try {
    compiled[document.transcript.record.documentLanguage].render(document);
    return true;
  } catch (error) {
    if (isAppError(error) && error.code === 'text-does-not-fit') return false;
    throw error;
  }
}

function hasLongText(record: TranscriptRecord): boolean {
  for (const [property, text] of printableTexts(record)) if (isLong(property, text)) return true;
  return false;
}

function isLong(property: string, text: string): boolean {
  return text.length > (LONG_TEXTS[property] ?? LONG_TEXT);
}

/** Properties with a long text, each once: a dozen at most, so that a trial with each alone costs little. */
function longProperties(record: TranscriptRecord): readonly string[] {
  const long = [...printableTexts(record)].filter(([property, text]) => isLong(property, text));
  return [...new Set(long.map(([property]) => property))];
}

/** The record with short texts for all long ones, but for those of one property and grades, which are looked up. */
function withShortTexts<Part extends object>(part: Part, property: string): Part {
  const shortened = Object.entries(part).map(([name, value]: [string, unknown]) => {
    if (Array.isArray(value) && name !== 'computed') {
      return [name, value.map((item) => withShortTexts(item as object, property))];
    }
    if (typeof value !== 'string' || name === property || !isLong(name, value))
      return [name, value];
    return [name, name === 'grade' ? value : SHORT_TEXT];
  });
  return Object.fromEntries(shortened) as Part;
}

/** Every text of a record with its property's name; what only serves delivery is never printed. */
function* printableTexts(record: object): Generator<readonly [property: string, text: string]> {
  for (const [property, value] of Object.entries(record) as [string, unknown][]) {
    if (property === 'email' || property === 'citizenId' || property === 'computed') continue;
    if (typeof value === 'string') yield [property, value];
    else if (Array.isArray(value)) for (const item of value) yield* printableTexts(item as object);
  }
}
