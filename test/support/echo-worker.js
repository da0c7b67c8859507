/** A worker that makes no documents: it gives back what it was given, or fails as it is told. */
import { Buffer } from 'node:buffer';
import { workerData } from 'piscina';

/** The first byte of a record that no thread survives. */
const DEADLY = 0xdd;

export default function run(task) {
  return 'job' in task ? produce(task.job) : collect(task);
}

/** Gives back the first byte of each record as a repertoire of one letter each. */
function collect({ frozenTemplate, records }) {
  if (records.some(([first]) => first === DEADLY)) process.exit(1);
  if (frozenTemplate.length > 0) {
    return { failure: { code: 'glyph-missing', text: { th: 'ไม่มี', en: 'missing' } } };
  }
  const units = [...new Set(records.map(([first]) => first))].map((first) => [
    String.fromCharCode(first),
    500,
    first,
    0,
    0,
  ]);
  const face = { programDigestHex: '0'.repeat(64), units };
  const repertoires = { version: 2, en: { regular: face, bold: face } };
  return { result: new Uint8Array(Buffer.from(JSON.stringify(repertoires))) };
}

function produce({ template, issuedAt, documents }) {
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
        sidecar: new Uint8Array(Buffer.from(workerData.greeting)),
        pdfDigestHex: '',
        sidecarDigestHex: '',
      })),
    },
  };
}
