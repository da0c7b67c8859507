import type { Bytes } from '../shared/bytes.ts';
import type { DocumentId } from '../shared/document-id.ts';
import type { Instant } from '../shared/instant.ts';
import type { Transcript } from '../transcript/transcript.ts';

/** Everything that one issued PDF shows or carries. Same input and same repertoire give the same bytes. */
export interface RenderableDocument {
  readonly documentId: DocumentId;
  /** Printed as issue date (civil date in Asia/Bangkok) and written as the signature's `/M`. */
  readonly issuedAt: Instant;
  readonly transcript: Transcript;
  /** Printed and in the QR code: `<public base URL>/v/<document id>`. */
  readonly verificationUrl: string;
  /** ETDA XML, UTF-8. */
  readonly transcriptXml: Bytes;
  /** RFC 8785 JSON, UTF-8. */
  readonly transcriptJson: Uint8Array;
}
