/** A worker that makes no documents: it gives back what it was given, or fails as it is told. */
import { workerData } from 'piscina';

/** The first byte of a record that no thread survives. */
const DEADLY = 0xdd;

export default function run({ job: { template, issuedAt, documents } }) {
  if (template === 'bug') return { bug: 'a bug' };
  if (template === 'always-dies') process.exit(1);
  if (template === 'dies-once' && Atomics.add(workerData.deaths, 0, 1) === 0) process.exit(1);
  if (documents.some(({ canonicalRecord }) => canonicalRecord[0] === DEADLY)) {
    Atomics.add(workerData.deaths, 0, 1);
    process.exit(1);
  }
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
