import { MONTH_NAMES } from '../transcript/calendar/month-names.ts';
import type { PrintedInstitution } from '../transcript/institution.ts';
import type { DocumentLanguage } from '../transcript/record.ts';
import type { InstitutionContent, TranscriptContent } from './content/transcript-content.ts';
import { THAI_DIGITS, usesThaiDigits } from './content/digits.ts';
import { toInstitutionContent, toTranscriptContent } from './content/to-transcript-content.ts';
import type { RenderableDocument } from './renderable-document.ts';
import type { Labels } from './template/labels-schema.ts';
import type { Template } from './template/load-template.ts';
import { fieldsOf } from './template/template-schema.ts';
import type { FaceName } from './text/embedded-font.ts';
import { FACE_NAMES } from './text/embedded-font.ts';
import type { FacedText } from './text/repertoire.ts';

/** Whether a text is known already to whoever collects: then it need not be named again. */
type IsKnown = (face: FaceName, text: string) => boolean;

/**
 * Every text that one document sets, for the repertoire of glyphs of its batch. Some more than it sets,
 * never fewer: a template's words are there whether or not this document needs them.
 */
export function* collectDocumentTexts(
  template: Template,
  institution: PrintedInstitution,
  document: RenderableDocument,
): Generator<FacedText> {
  const language = document.transcript.record.documentLanguage;
  yield* collectSharedTexts(template, institution, language);
  yield* collectOwnTexts(template, document, () => false);
}

/** The texts that all documents of a language have, whatever their records. */
export function* collectSharedTexts(
  template: Template,
  institution: PrintedInstitution,
  language: DocumentLanguage,
): Generator<FacedText> {
  yield* collectLabels(template.labels[language], language);
  // Dates of issue are known only when a document is made.
  for (const text of MONTH_NAMES[language]) yield { face: 'regular', text };
  if (usesThaiDigits(template, language)) {
    // So are page numbers.
    for (const face of FACE_NAMES) {
      for (const text of THAI_DIGITS) yield { face, text, place: 'template.json /digits' };
    }
  }
  yield* collectInstitution(toInstitutionContent(template, institution, language));
}

/** The texts that a document has of its record. Of thousands of documents most are known already. */
export function* collectOwnTexts(
  template: Template,
  document: RenderableDocument,
  isKnown: IsKnown,
): Generator<FacedText> {
  const content = toTranscriptContent(template, document);
  for (const { field, emphasis } of fieldsOf(template.data)) {
    const text = content.fields[field]?.value;
    if (text !== undefined) {
      yield { face: emphasis === true ? 'bold' : 'regular', text, place: field };
    }
  }
  yield* collectTerms(content, isKnown);
  if (content.notice !== undefined) {
    // The day until which it holds is known only when the document is made.
    for (const text of [content.notice, ...MONTH_NAMES[content.language]]) {
      yield { face: 'bold', text };
    }
  }
  for (const text of [content.studentName, content.studentId, content.issueDate]) {
    yield { face: 'regular', text };
  }
  for (const text of content.legend) yield { face: 'regular', text, place: 'legend' };
  yield { face: 'regular', text: content.verificationUrl, place: 'verificationUrl' };
}

/** Labels that are also set in bold; paragraphs may be. What a notice says is taken from the documents that have one. */
const BOLD_LABELS: readonly (keyof Labels)[] = [
  'title',
  'legendHeading',
  'verifyHeading',
  'continued',
  'termGpa',
  'termGpax',
  'paragraphs',
];

const PLACEHOLDER = /\{\w+\}/;

function* collectLabels(labels: Labels, language: string): Generator<FacedText> {
  const file = `labels.${language}.json`;
  for (const [name, value] of Object.entries(labels) as [keyof Labels, unknown][]) {
    for (const [pointer, text] of textsOf(`/${name}`, value)) {
      const place = `${file} ${pointer}`;
      // Letters that stand only in the name of a placeholder are never drawn.
      for (const part of text.split(PLACEHOLDER)) {
        yield { face: 'regular', text: part, place };
        if (BOLD_LABELS.includes(name)) yield { face: 'bold', text: part, place };
      }
    }
  }
}

function* textsOf(pointer: string, value: unknown): Generator<readonly [string, string]> {
  if (typeof value === 'string') yield [pointer, value];
  else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) yield* textsOf(`${pointer}/${name}`, inner);
  }
}

function* collectInstitution(institution: InstitutionContent): Generator<FacedText> {
  for (const [name, text] of Object.entries(institution) as [string, string][]) {
    const place = `institution ${name}`;
    yield { face: 'regular', text, place };
    if (name === 'name' || name === 'title') yield { face: 'bold', text, place };
  }
}

function* collectTerms(content: TranscriptContent, isKnown: IsKnown): Generator<FacedText> {
  for (const { heading } of content.terms) yield { face: 'bold', text: heading };
  for (const [term, { courses }] of content.terms.entries()) {
    for (const [index, { code, title, credits, grade }] of courses.entries()) {
      const at = (property: string) => `terms/${term}/courses/${index}/${property}`;
      if (!isKnown('bold', grade)) yield { face: 'bold', text: grade, place: at('grade') };
      if (!isKnown('regular', code)) yield { face: 'regular', text: code, place: at('courseCode') };
      if (!isKnown('regular', title)) {
        yield { face: 'regular', text: title, place: at('courseTitle') };
      }
      if (!isKnown('regular', credits)) {
        yield { face: 'regular', text: credits, place: at('credits') };
      }
    }
  }
}
