import type { Institution } from '../transcript/institution.ts';
import type { InstitutionContent, TranscriptContent } from './content/transcript-content.ts';
import { toInstitutionContent, toTranscriptContent } from './content/to-transcript-content.ts';
import type { RenderableDocument } from './renderable-document.ts';
import type { Labels } from './template/labels-schema.ts';
import type { Template } from './template/load-template.ts';
import { fieldsOf } from './template/template-schema.ts';
import type { FacedText } from './text/repertoire.ts';

/**
 * Every text that one document sets, for the repertoire of glyphs of its batch. Some more than it sets,
 * never fewer: a template's words are there whether or not this document needs them.
 */
export function* collectDocumentTexts(
  template: Template,
  institution: Institution,
  document: RenderableDocument,
): Generator<FacedText> {
  const content = toTranscriptContent(template, document);
  const labels = template.labels[content.language];
  yield* collectTemplateTexts(
    labels,
    toInstitutionContent(template, institution, content.language),
  );
  for (const { field, emphasis } of fieldsOf(template.data)) {
    const value = content.fields[field]?.value;
    if (value !== undefined) yield { face: emphasis ? 'bold' : 'regular', text: value };
  }
  for (const text of boldTexts(content)) yield { face: 'bold', text };
  for (const text of regularTexts(content)) yield { face: 'regular', text };
}

function* collectTemplateTexts(
  labels: Labels,
  institution: InstitutionContent,
): Generator<FacedText> {
  for (const text of labelTexts(labels)) yield { face: 'regular', text };
  for (const text of Object.values(institution) as string[]) yield { face: 'regular', text };
  const bold = [
    institution.name,
    institution.title,
    labels.legendHeading,
    labels.verifyHeading,
    labels.continued,
    labels.termGpa,
    labels.termGpax,
    ...Object.values(labels.completion),
    ...Object.values(labels.paragraphs),
  ];
  for (const text of bold) yield { face: 'bold', text };
}

function* boldTexts(content: TranscriptContent): Generator<string> {
  if (content.notice !== undefined) yield content.notice;
  for (const term of content.terms) {
    yield term.heading;
    for (const course of term.courses) yield course.grade;
  }
}

function* regularTexts(content: TranscriptContent): Generator<string> {
  yield content.studentName;
  yield content.studentId;
  yield content.issueDate;
  for (const term of content.terms) {
    for (const course of term.courses) {
      yield course.code;
      yield course.title;
      yield course.credits;
    }
  }
  yield* content.legend;
  yield content.verificationUrl;
}

function* labelTexts(labels: object): Generator<string> {
  for (const value of Object.values(labels) as unknown[]) {
    if (typeof value === 'string') yield value;
    else if (typeof value === 'object' && value !== null) yield* labelTexts(value);
  }
}
