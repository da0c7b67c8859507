import { collectDocumentTexts } from '../../rendering/collect-document-texts.ts';
import { loadTemplate } from '../../rendering/template/load-template.ts';
import { loadFontFaces } from '../../rendering/text/font-files.ts';
import { collectRepertoire } from '../../rendering/text/repertoire.ts';
import type { FacedText } from '../../rendering/text/repertoire.ts';
import { encodeRepertoire } from '../../rendering/text/repertoire-format.ts';
import { createTextShaper } from '../../rendering/text/text-shaper.ts';
import type { TextShaper } from '../../rendering/text/text-shaper.ts';
import { toDocumentId } from '../../shared/document-id.ts';
import { instantOf } from '../../shared/instant.ts';
import { findGradingScheme } from '../../transcript/grading-schemes.ts';
import type { Institution } from '../../transcript/institution.ts';
import type { TranscriptRecord } from '../../transcript/record.ts';
import { toTranscript } from '../../transcript/to-transcript.ts';
import { getInstitution, schemeUnknown } from './institution-rules.ts';
import type { RepertoireCollector } from './repertoire-collector.ts';

/**
 * Stands for what a document will have of its own when it is reserved and issued: id and date are ASCII,
 * Thai digits and month names, which every repertoire holds anyway.
 */
const PLACEHOLDERS = {
  documentId: toDocumentId(new Uint8Array(15)),
  issuedAt: instantOf(0),
  verificationUrl: '',
  transcriptXml: new Uint8Array(),
  transcriptJson: new Uint8Array(),
};

/** Collects repertoires with the same templates and typeface that documents are rendered with. */
export class RepertoireWorkshop implements RepertoireCollector {
  readonly #institutions: ReadonlyMap<string, Institution>;
  readonly #templatesFolder: string;
  #shaper: TextShaper | undefined;

  /** @param templatesFolder holds a folder for each template. */
  constructor(institutions: ReadonlyMap<string, Institution>, templatesFolder: string) {
    this.#institutions = institutions;
    this.#templatesFolder = templatesFolder;
  }

  async collect(
    institutionCode: string,
    templateName: string,
    records: AsyncIterable<Uint8Array>,
  ): Promise<Uint8Array> {
    const institution = getInstitution(this.#institutions, institutionCode);
    const scheme = findGradingScheme(institution.gradingScheme);
    if (scheme === undefined) throw schemeUnknown(institution);
    const template = loadTemplate(templateName, this.#templatesFolder);
    // Students of a batch share most of their texts: each is kept and shaped once.
    const texts = new Map<string, FacedText>();
    const decoder = new TextDecoder();
    for await (const bytes of records) {
      const record = JSON.parse(decoder.decode(bytes)) as TranscriptRecord;
      const document = { ...PLACEHOLDERS, transcript: toTranscript(record, scheme) };
      for (const faced of collectDocumentTexts(template, institution, document)) {
        texts.set(`${faced.face} ${faced.text}`, faced);
      }
    }
    const shaper = (this.#shaper ??= createTextShaper(loadFontFaces()));
    return encodeRepertoire(collectRepertoire(shaper, texts.values()));
  }
}
