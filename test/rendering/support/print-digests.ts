/**
 * Renders the fixtures' students in every template and language and prints the digest of each file:
 * `node print-digests.mjs forward|backward`. Run by `test/rendering/determinism.test.ts` in processes of its own.
 */
import { createHash } from 'node:crypto';

import { compileFor, TEMPLATES } from './render-samples.ts';
import { sampleInstitution, sampleRecords, toSampleDocument } from './sample-documents.ts';

const isBackward = process.argv[2] === 'backward';
const inOrder = <Value>(values: readonly Value[]): Value[] =>
  isBackward ? [...values].reverse() : [...values];

const digests: Record<string, string> = {};
for (const template of inOrder(TEMPLATES)) {
  for (const language of inOrder(['th', 'en'] as const)) {
    const documents = sampleRecords().map((record) => toSampleDocument(record, language));
    const compiled = compileFor(inOrder(documents), language, sampleInstitution(), template);
    for (const [index, document] of inOrder([...documents.entries()])) {
      const digest = createHash('sha256').update(compiled.render(document)).digest('hex');
      digests[`${template} ${language} ${index}`] = digest;
    }
  }
}
process.stdout.write(JSON.stringify(digests));
