/** A worker that makes no documents: it gives back what it was given, or fails as it is told. */
import { workerData } from 'piscina';

export default function run({ job: { template, issuedAt, documents } }) {
  if (template === 'bug') throw new Error('a bug');
  if (template === 'known-failure') {
    return { failure: { code: 'signing-failed', text: { th: 'ไม่สำเร็จ', en: 'failed' } } };
  }
  return {
    result: {
      refused: [],
      waiting: [],
      finished: documents.map(({ documentId, canonicalRecord }) => ({
        documentId,
        issuedAt,
        pdf: canonicalRecord,
        sidecar: workerData.greeting,
        pdfDigestHex: '',
        sidecarDigestHex: '',
      })),
    },
  };
}
