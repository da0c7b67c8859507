import type { TemplateFolders } from '../../../rendering/template/load-template.ts';
import type { Instant } from '../../../shared/instant.ts';
import type { Institution } from '../../../transcript/institution.ts';
import type { TranscriptRecord } from '../../../transcript/record.ts';
import { FrozenTemplateShelf } from '../production/frozen-template-shelf.ts';
import { renderSpecimen } from './render-specimen.ts';

/** One record of a batch, to be looked at before anything is issued. */
export interface PreviewJob {
  /** What the batch will be printed with. */
  readonly frozenTemplate: Uint8Array;
  /** RFC 8785 JSON, UTF-8. */
  readonly canonicalRecord: Uint8Array;
  /** Printed as date of issue. */
  readonly at: Instant;
}

/** Draws what documents will look like. */
export interface PreviewMaker {
  /** @throws AppError `template-changed`, `glyph-missing`, `text-does-not-fit` */
  render(job: PreviewJob): Uint8Array;
}

/** Draws with the same templates, typeface and renderer that documents are made with. */
export class PreviewWorkshop implements PreviewMaker {
  readonly #shelf: FrozenTemplateShelf;

  /** @param templatesFolder holds a folder for each template. */
  constructor(institutions: ReadonlyMap<string, Institution>, templatesFolder: TemplateFolders) {
    this.#shelf = new FrozenTemplateShelf(institutions, templatesFolder);
  }

  render({ frozenTemplate, canonicalRecord, at }: PreviewJob): Uint8Array {
    const { template, institution, rules, shaper } = this.#shelf.open(frozenTemplate);
    const record = JSON.parse(new TextDecoder().decode(canonicalRecord)) as TranscriptRecord;
    return renderSpecimen({ template, institution, rules, record, at, shaper });
  }
}
