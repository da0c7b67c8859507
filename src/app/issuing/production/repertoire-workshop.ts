import { setImmediate as nextTurn } from 'node:timers/promises';
import { collectOwnTexts, collectSharedTexts } from '../../../rendering/collect-document-texts.ts';
import type { TemplateFolders } from '../../../rendering/template/load-template.ts';
import { RepertoireCollection } from '../../../rendering/text/repertoire.ts';
import { encodeRepertoires } from '../../../rendering/text/repertoire-format.ts';
import type { Institution } from '../../../transcript/institution.ts';
import type { DocumentLanguage, TranscriptRecord } from '../../../transcript/record.ts';
import { toTranscript } from '../../../transcript/to-transcript.ts';
import { FrozenTemplateShelf } from './frozen-template-shelf.ts';
import type { RepertoireCollector } from './repertoire-collector.ts';
import { toTrialDocument } from './trial-document.ts';

/** After so many records the process does something else: some milliseconds. */
const RECORDS_PER_TURN = 25;

/** Collects repertoires with the same templates and typeface that documents are rendered with. */
export class RepertoireWorkshop implements RepertoireCollector {
  readonly #shelf: FrozenTemplateShelf;

  /**
   * @param templatesFolder holds a folder for each template.
   * @param shelf of the same institutions and templates; one of its own when left out.
   */
  constructor(
    institutions: ReadonlyMap<string, Institution>,
    templatesFolder: TemplateFolders,
    shelf = new FrozenTemplateShelf(institutions, templatesFolder),
  ) {
    this.#shelf = shelf;
  }

  async collect(
    frozenTemplate: Uint8Array,
    records: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  ): Promise<Uint8Array> {
    const { template, institution, rules, shaper } = this.#shelf.open(frozenTemplate);
    const { scheme, repeatedCourses } = rules;
    // Students of a batch share most of their texts: each is shaped once.
    const collections = new Map<DocumentLanguage, RepertoireCollection>();
    const decoder = new TextDecoder();
    let collected = 0;
    for await (const bytes of records) {
      const record = JSON.parse(decoder.decode(bytes)) as TranscriptRecord;
      const document = toTrialDocument(toTranscript(record, scheme, repeatedCourses));
      const language = record.documentLanguage;
      let collection = collections.get(language);
      if (collection === undefined) {
        collection = new RepertoireCollection(shaper);
        collections.set(language, collection);
        for (const faced of collectSharedTexts(template, institution, language)) {
          collection.add(faced);
        }
      }
      const { isKnown } = collection;
      for (const faced of collectOwnTexts(template, document, isKnown)) collection.add(faced);
      if (++collected % RECORDS_PER_TURN === 0) await nextTurn();
    }
    return encodeRepertoires(
      Object.fromEntries(
        Array.from(collections, ([language, collection]) => [language, collection.toRepertoire()]),
      ),
    );
  }
}
