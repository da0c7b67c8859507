/**
 * Verification alone, for browsers and for programs that only verify: no key, no clock, no network, no
 * database. `import { verifyDocument } from 'parinya/verify'`.
 */
export { instantOf, parseInstant, type Instant } from './shared/instant.ts';
export { FormatError } from './shared/format-error.ts';
export { parseCertificate, type Certificate } from './formats/x509/certificate.ts';
export { parsePem } from './formats/x509/pem.ts';
export { parseTrustList, type TrustList } from './trust/parse-trust-list.ts';
export {
  verifyCertificatePath,
  type PathReport,
  type PathValidationRequest,
} from './trust/verify-certificate-path.ts';
export type { Evidence, StatusEvidence, TrustSource } from './verification/evidence.ts';
export type * from './verification/report.ts';
export { verifyFile, type FileQuestion } from './verification/verify-file.ts';
export { findNamedDocumentId } from './verification/open-document.ts';
export { parsePublicKeySet, type PublicJwk } from './formats/jws/public-jwk.ts';
export {
  checkReceipt,
  type ReceiptQuestion,
  type ReceiptReport,
} from './verification/receipt/check-receipt.ts';
export { verifyDocument } from './verification/verify-document.ts';
export { SignatureMemo } from './trust/signature-memo.ts';
export { toCheckSentence } from './verification/sentences/check-sentences.ts';
export { toAnswer, type AnswerText } from './verification/sentences/to-answer.ts';
