import { loadInstitutionTemplate } from '../../../rendering/template/load-institution-template.ts';
import type { TemplateFolders } from '../../../rendering/template/load-template.ts';
import { ShaperShelf } from '../../../rendering/text/shaper-shelf.ts';
import type { Instant } from '../../../shared/instant.ts';
import type { Institution } from '../../../transcript/institution.ts';
import type { TranscriptRecord } from '../../../transcript/record.ts';
import { getInstitution, getStudyRules } from '../institution-rules.ts';
import { renderSpecimen } from './render-specimen.ts';

/** One record of a batch, to be looked at before anything is issued. */
export interface PreviewJob {
  readonly institutionCode: string;
  /** Name of the template folder. */
  readonly template: string;
  /** RFC 8785 JSON, UTF-8. */
  readonly canonicalRecord: Uint8Array;
  /** Printed as date of issue. */
  readonly at: Instant;
}

/** Draws what documents will look like. */
export interface PreviewMaker {
  /** @throws AppError `template-invalid`, `template-changed`, `institution-unknown` */
  render(job: PreviewJob): Uint8Array;
}

/** Draws with the same templates, typeface and renderer that documents are made with. */
export class PreviewWorkshop implements PreviewMaker {
  readonly #institutions: ReadonlyMap<string, Institution>;
  readonly #templatesFolder: TemplateFolders;
  readonly #shapers = new ShaperShelf();

  /** @param templatesFolder holds a folder for each template. */
  constructor(institutions: ReadonlyMap<string, Institution>, templatesFolder: TemplateFolders) {
    this.#institutions = institutions;
    this.#templatesFolder = templatesFolder;
  }

  render({ institutionCode, template: name, canonicalRecord, at }: PreviewJob): Uint8Array {
    const institution = getInstitution(this.#institutions, institutionCode);
    const template = loadInstitutionTemplate(name, institution, this.#templatesFolder);
    return renderSpecimen({
      template,
      institution,
      rules: getStudyRules(institution),
      record: JSON.parse(new TextDecoder().decode(canonicalRecord)) as TranscriptRecord,
      at,
      shaper: this.#shapers.get(template.fonts),
    });
  }
}
