import { collectDocumentTexts } from '../../../rendering/collect-document-texts.ts';
import { loadInstitutionTemplate } from '../../../rendering/template/load-institution-template.ts';
import type { TemplateFolders } from '../../../rendering/template/load-template.ts';
import { collectRepertoire } from '../../../rendering/text/repertoire.ts';
import type { FacedText } from '../../../rendering/text/repertoire.ts';
import { encodeRepertoire } from '../../../rendering/text/repertoire-format.ts';
import { ShaperShelf } from '../../../rendering/text/shaper-shelf.ts';
import type { Institution } from '../../../transcript/institution.ts';
import type { TranscriptRecord } from '../../../transcript/record.ts';
import { toTranscript } from '../../../transcript/to-transcript.ts';
import { getInstitution, getStudyRules } from '../institution-rules.ts';
import type { RepertoireCollector } from './repertoire-collector.ts';
import { toTrialDocument } from './trial-document.ts';

/** Collects repertoires with the same templates and typeface that documents are rendered with. */
export class RepertoireWorkshop implements RepertoireCollector {
  readonly #institutions: ReadonlyMap<string, Institution>;
  readonly #templatesFolder: TemplateFolders;
  readonly #shapers = new ShaperShelf();

  /** @param templatesFolder holds a folder for each template. */
  constructor(institutions: ReadonlyMap<string, Institution>, templatesFolder: TemplateFolders) {
    this.#institutions = institutions;
    this.#templatesFolder = templatesFolder;
  }

  async collect(
    institutionCode: string,
    templateName: string,
    records: AsyncIterable<Uint8Array>,
  ): Promise<Uint8Array> {
    const institution = getInstitution(this.#institutions, institutionCode);
    const { scheme, repeatedCourses } = getStudyRules(institution);
    const template = loadInstitutionTemplate(templateName, institution, this.#templatesFolder);
    // Students of a batch share most of their texts: each is kept and shaped once.
    const texts = new Map<string, FacedText>();
    const decoder = new TextDecoder();
    for await (const bytes of records) {
      const record = JSON.parse(decoder.decode(bytes)) as TranscriptRecord;
      const document = toTrialDocument(toTranscript(record, scheme, repeatedCourses));
      for (const faced of collectDocumentTexts(template, institution, document)) {
        texts.set(`${faced.face} ${faced.text}`, faced);
      }
    }
    const shaper = this.#shapers.get(template.fonts);
    return encodeRepertoire(collectRepertoire(shaper, texts.values()));
  }
}
