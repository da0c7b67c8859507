import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getStudyRules } from '../../app/issuing/institution-rules.ts';
import { toIntakeOptions } from '../../app/issuing/intake/intake-options.ts';
import { renderSpecimen } from '../../app/issuing/preview/render-specimen.ts';
import { checkRecords } from '../../records/check-records.ts';
import { loadInstitutionTemplate } from '../../rendering/template/load-institution-template.ts';
import type { TemplateFolders } from '../../rendering/template/load-template.ts';
import { ShaperShelf } from '../../rendering/text/shaper-shelf.ts';
import { AppError } from '../../shared/app-error.ts';
import type { Instant } from '../../shared/instant.ts';
import type { Institution } from '../../transcript/institution.ts';
import type { DocumentLanguage, TranscriptRecord } from '../../transcript/record.ts';
import { findPackageRoot } from '../package-root.ts';

/** What a person wants to see. */
export interface SpecimenRequest {
  readonly template: string;
  readonly templateFolders: TemplateFolders;
  readonly institution: Institution;
  readonly languages: readonly DocumentLanguage[];
  /** Records to show instead of the shipped student, as registrars send them. */
  readonly records?: { readonly name: string; readonly bytes: Uint8Array };
  readonly at: Instant;
}

export interface Specimen {
  readonly language: DocumentLanguage;
  readonly pdf: Uint8Array;
}

/**
 * A template with the first record of a file, or with a fictional student: unsigned, and marked as a
 * specimen on every page.
 * @throws AppError `template-invalid`, `glyph-missing`, `text-does-not-fit`, `records-invalid`
 */
export function renderSpecimens(request: SpecimenRequest): readonly Specimen[] {
  const { institution, languages, at } = request;
  const template = loadInstitutionTemplate(request.template, institution, request.templateFolders);
  const rules = getStudyRules(institution);
  const record = readRecord(request);
  const shaper = new ShaperShelf().get(template.fonts);
  return languages.map((documentLanguage) => ({
    language: documentLanguage,
    pdf: renderSpecimen({
      template,
      institution,
      rules,
      record: { ...record, documentLanguage },
      at,
      shaper,
    }),
  }));
}

function readRecord({ records, institution, at }: SpecimenRequest): TranscriptRecord {
  const file = records ?? readShippedRecords();
  // The shipped student is of the Thai default scheme, whatever the institution's is.
  const options = toIntakeOptions(at, records === undefined ? undefined : institution);
  const accepted = checkRecords([file], options).records[0];
  if (accepted !== undefined) return accepted.record;
  throw new AppError('records-invalid', {
    th: `${file.name} ไม่มีระเบียนที่ผ่านการตรวจ ลอง parinya records check ${file.name}`,
    en: `${file.name} holds no record without an error; try parinya records check ${file.name}.`,
  });
}

function readShippedRecords(): { readonly name: string; readonly bytes: Uint8Array } {
  const name = 'sommut.json';
  return { name, bytes: readFileSync(join(findPackageRoot(), 'fixtures', 'records', name)) };
}
