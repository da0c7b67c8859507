import type { RenderableDocument } from '../../../rendering/renderable-document.ts';
import { toDocumentId } from '../../../shared/document-id.ts';
import { instantOf } from '../../../shared/instant.ts';
import type { Transcript } from '../../../transcript/transcript.ts';

/**
 * A document that is never issued: stands for what a transcript will have of its own when it is. Id and
 * date are ASCII, Thai digits and month names, which every repertoire holds anyway.
 */
export function toTrialDocument(transcript: Transcript): RenderableDocument {
  return {
    documentId: toDocumentId(new Uint8Array(15)),
    issuedAt: instantOf(0),
    transcript,
    verificationUrl: '',
    transcriptXml: new Uint8Array(),
    transcriptJson: new Uint8Array(),
  };
}
