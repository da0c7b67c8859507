import { toTrialDocument } from '../../src/app/issuing/production/trial-document.ts';
import { shippedTemplates } from '../../src/main/package-root.ts';
import { collectDocumentTexts } from '../../src/rendering/collect-document-texts.ts';
import { compileTemplate } from '../../src/rendering/compile-template.ts';
import { loadTemplate } from '../../src/rendering/template/load-template.ts';
import { embedFonts } from '../../src/rendering/text/font-embedding.ts';
import { loadFontFaces } from '../../src/rendering/text/font-files.ts';
import { collectRepertoire } from '../../src/rendering/text/repertoire.ts';
import { createTextShaper } from '../../src/rendering/text/text-shaper.ts';
import { toDocumentId } from '../../src/shared/document-id.ts';
import type { Instant } from '../../src/shared/instant.ts';
import { CanonicalRecordReader } from '../../src/transcript/canonical-record-reader.ts';
import { CourseFragments } from '../../src/transcript/etda/course-fragments.ts';
import { toEtdaXmlParts } from '../../src/transcript/etda/encode-etda-xml.ts';
import { findGradingScheme } from '../../src/transcript/grading-schemes.ts';
import { encodeCanonicalRecord, toSignedRecord } from '../../src/transcript/signed-record.ts';
import { toTranscript } from '../../src/transcript/to-transcript.ts';
import type { SampleBatch } from '../sample-batch.ts';

/** Renders the document of one record of the batch: everything of issuing but the key and the registry. */
export type Rendering = (index: number) => Uint8Array;

/**
 * Rendering alone, from the canonical record's bytes to a PDF that only lacks its signature.
 * @param signatureContentsBytes room for the signature.
 */
export function openRendering(
  { institution, records }: SampleBatch,
  signatureContentsBytes: number,
  issuedAt: Instant,
): Rendering {
  const scheme = findGradingScheme(institution.gradingScheme)!;
  const template = loadTemplate(institution.template, shippedTemplates());
  const shaper = createTextShaper(loadFontFaces());
  const compile = (language: 'th' | 'en') => {
    const texts = records
      .filter((record) => record.documentLanguage === language)
      .flatMap((record) => [
        ...collectDocumentTexts(
          template,
          institution,
          toTrialDocument(toTranscript(record, scheme)),
        ),
      ]);
    const fonts = embedFonts(shaper, collectRepertoire(shaper, texts));
    return compileTemplate({
      template,
      language,
      institution,
      fonts,
      signatureContentsBytes,
      shaper,
    });
  };
  const compiled = { th: compile('th'), en: compile('en') };
  const prepared = records.map((record, index) => ({
    documentId: toDocumentId(
      Uint8Array.from({ length: 15 }, (_, at) => (index * 7 + at * 31) % 256),
    ),
    canonicalRecord: encodeCanonicalRecord(toSignedRecord(record)),
  }));
  const courses = new CourseFragments(scheme);
  const reader = new CanonicalRecordReader();
  const decoder = new TextDecoder();
  return (index) => {
    const { documentId, canonicalRecord } = prepared[index]!;
    const record = reader.read(decoder.decode(canonicalRecord));
    const transcript = toTranscript(record, scheme);
    return compiled[record.documentLanguage].render({
      documentId,
      issuedAt,
      transcript,
      verificationUrl: `https://transcripts.example/v/${documentId}`,
      transcriptXml: toEtdaXmlParts(transcript, institution, { documentId, issuedAt }, courses),
      transcriptJson: canonicalRecord,
    });
  };
}
