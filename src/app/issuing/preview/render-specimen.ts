import { collectDocumentTexts } from '../../../rendering/collect-document-texts.ts';
import { compileTemplate } from '../../../rendering/compile-template.ts';
import type { RenderableDocument } from '../../../rendering/renderable-document.ts';
import type { Template } from '../../../rendering/template/load-template.ts';
import { embedFonts } from '../../../rendering/text/font-embedding.ts';
import { collectRepertoire } from '../../../rendering/text/repertoire.ts';
import type { TextShaper } from '../../../rendering/text/text-shaper.ts';
import { toDocumentId } from '../../../shared/document-id.ts';
import type { Instant } from '../../../shared/instant.ts';
import { encodeEtdaXml } from '../../../transcript/etda/encode-etda-xml.ts';
import type { PrintedInstitution } from '../../../transcript/institution.ts';
import type { TranscriptRecord } from '../../../transcript/record.ts';
import { encodeCanonicalRecord, toSignedRecord } from '../../../transcript/signed-record.ts';
import { toTranscript } from '../../../transcript/to-transcript.ts';
import type { StudyRules } from '../institution-rules.ts';

/** What a specimen is drawn from: the same as a document, but for its id, its address and a signature. */
export interface SpecimenParts {
  readonly template: Template;
  readonly institution: PrintedInstitution;
  readonly rules: StudyRules;
  /** In the language of the document. */
  readonly record: TranscriptRecord;
  /** Printed as date of issue. */
  readonly at: Instant;
  readonly shaper: TextShaper;
}

/** An id that no document has, and an address that leads nowhere: a specimen must not look verifiable. */
const SPECIMEN_ID = toDocumentId(new Uint8Array(15));
const SPECIMEN_URL = `https://specimen.example/v/${SPECIMEN_ID}`;

/**
 * Draws a record with the renderer that documents are made with: unsigned, with no room for a signature, and
 * marked as a specimen across every page.
 * @throws AppError `glyph-missing`, `text-does-not-fit`
 */
export function renderSpecimen(parts: SpecimenParts): Uint8Array {
  const { template, institution, rules, record, at, shaper } = parts;
  const transcript = toTranscript(record, rules.scheme, rules.repeatedCourses);
  const names = { documentId: SPECIMEN_ID, issuedAt: at };
  const document: RenderableDocument = {
    ...names,
    transcript,
    verificationUrl: SPECIMEN_URL,
    transcriptXml: encodeEtdaXml(transcript, institution, names),
    transcriptJson: encodeCanonicalRecord(toSignedRecord(record)),
  };
  const texts = collectDocumentTexts(template, institution, document);
  const compiled = compileTemplate({
    template,
    language: record.documentLanguage,
    institution,
    fonts: embedFonts(shaper, collectRepertoire(shaper, texts)),
    signatureContentsBytes: 0,
    shaper,
    isSpecimen: true,
  });
  return compiled.render(document);
}
