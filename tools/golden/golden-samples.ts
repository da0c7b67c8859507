import { loadInstitutionTemplate } from '../../src/rendering/template/load-institution-template.ts';
import type { Template } from '../../src/rendering/template/load-template.ts';
import { compileFor, TEMPLATES } from '../../test/rendering/support/render-samples.ts';
import {
  sampleInstitution,
  sampleRecords,
  toSampleDocument,
} from '../../test/rendering/support/sample-documents.ts';

/** Students of the fixtures: one course and hardly a field, and eleven terms. */
const STUDENTS = { short: 6, long: 0 } as const;
const LANGUAGES = ['th', 'en'] as const;

/** A document whose looks are kept. */
export interface GoldenSample {
  /** For example `classic-th-short`: what its files are called. */
  readonly name: string;
  readonly pdf: Uint8Array;
}

/**
 * Renders the documents whose looks are kept, unsigned, with the same id and time each time.
 * @param change made to every template before, to see that a change is noticed.
 */
export function renderGoldenSamples(
  change: (template: Template) => Template = (template) => template,
): readonly GoldenSample[] {
  const institution = sampleInstitution();
  const records = sampleRecords();
  return TEMPLATES.flatMap((name) => {
    const template = change(loadInstitutionTemplate(name, institution));
    return LANGUAGES.flatMap((language) =>
      Object.entries(STUDENTS).map(([length, index]) => {
        const document = toSampleDocument(records[index]!, language);
        const compiled = compileFor([document], language, institution, template);
        return { name: `${name}-${language}-${length}`, pdf: compiled.render(document) };
      }),
    );
  });
}
