import { collectDocumentTexts } from '../../../rendering/collect-document-texts.ts';
import type { TemplateFolders } from '../../../rendering/template/load-template.ts';
import { collectRepertoire } from '../../../rendering/text/repertoire.ts';
import type { FacedText } from '../../../rendering/text/repertoire.ts';
import { encodeRepertoire } from '../../../rendering/text/repertoire-format.ts';
import type { Institution } from '../../../transcript/institution.ts';
import type { TranscriptRecord } from '../../../transcript/record.ts';
import { toTranscript } from '../../../transcript/to-transcript.ts';
import { FrozenTemplateShelf } from './frozen-template-shelf.ts';
import type { RepertoireCollector } from './repertoire-collector.ts';
import { toTrialDocument } from './trial-document.ts';

/** Collects repertoires with the same templates and typeface that documents are rendered with. */
export class RepertoireWorkshop implements RepertoireCollector {
  readonly #shelf: FrozenTemplateShelf;

  /** @param templatesFolder holds a folder for each template. */
  constructor(institutions: ReadonlyMap<string, Institution>, templatesFolder: TemplateFolders) {
    this.#shelf = new FrozenTemplateShelf(institutions, templatesFolder);
  }

  async collect(
    frozenTemplate: Uint8Array,
    records: AsyncIterable<Uint8Array>,
  ): Promise<Uint8Array> {
    const { template, institution, rules, shaper } = this.#shelf.open(frozenTemplate);
    const { scheme, repeatedCourses } = rules;
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
    return encodeRepertoire(collectRepertoire(shaper, texts.values()));
  }
}
