/**
 * Where the time and the bytes of a document go. Rendering alone and the whole of issuing (without the
 * registry) over a batch of different students, in turns with the bare key operation and the usual way,
 * because only ratios mean anything on a machine that does other things too.
 */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { parseArgs } from 'node:util';

import { signatureContentsBytes } from '../src/signing/pades/sign-pdf.ts';
import { prepareSigner } from '../src/signing/prepared-signer.ts';
import {
  clock,
  readKeyFile,
  withDevelopmentSigner,
  type DevelopmentSigner,
} from './development-signer.ts';
import { openOurWay } from './our-way.ts';
import { openRendering } from './rendering/open-rendering.ts';
import { sizesByPart } from './rendering/parts-of-size.ts';
import { sharesOfTime } from './rendering/parts-of-time.ts';
import { toRenderReport } from './rendering/render-report.ts';
import { makeSampleBatch } from './sample-batch.ts';

const { values: options } = parseArgs({
  options: {
    documents: { type: 'string', default: '2000' },
    'usual-documents': { type: 'string', default: '30' },
    language: { type: 'string', default: 'both' },
    smoke: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

const documents = options.smoke ? 24 : Math.max(1, Number(options.documents));
const usualDocuments = options.smoke ? 2 : Math.max(1, Number(options['usual-documents']));
const rounds = options.smoke ? 2 : 10;
const warmUpDocuments = options.smoke ? 10 : Math.min(400, documents);

console.log(toRenderReport(await withDevelopmentSigner(measure), options.json));

async function measure({ pki, signer }: DevelopmentSigner) {
  const language =
    options.language === 'th' || options.language === 'en' ? options.language : 'both';
  const batch = makeSampleBatch(warmUpDocuments + 2 * documents, language);
  const issuedAt = clock.now();
  const render = openRendering(batch, signatureContentsBytes(prepareSigner(signer)), issuedAt);
  const ours = await openOurWay(batch, signer, issuedAt);
  const { openUsualWay } = await import('./usual-way.ts');
  const { keyFile, passphrase } = await readKeyFile(pki);
  const usual = openUsualWay(batch, keyFile, passphrase);
  const bare = openBareKeyOperation();

  const renderAll = (start: number, count: number): void => {
    for (let index = start; index < start + count; index++) render(index);
  };
  // The rest of a batch must find the caches as a long batch leaves them, not as they begin.
  renderAll(0, warmUpDocuments);
  const pdf = await ours.issue(0, warmUpDocuments);
  await usual.issue(0, 2);
  bare(50);

  const times = {
    rendering: [] as number[],
    issuing: [] as number[],
    usual: [] as number[],
    bare: [] as number[],
  };
  const each = Math.floor(documents / rounds);
  const eachUsual = Math.max(1, Math.floor(usualDocuments / rounds));
  for (let round = 0; round < rounds; round++) {
    // Students whom no cache has met: what is remembered is what a batch shares.
    const start = warmUpDocuments + round * each;
    times.rendering.push(await processorMs(each, () => renderAll(start, each)));
    times.bare.push(await processorMs(each, () => bare(each)));
    times.issuing.push(await processorMs(each, () => ours.issue(start, each)));
    times.usual.push(await processorMs(eachUsual, () => usual.issue(start, eachUsual)));
  }
  const start = warmUpDocuments + documents;
  const elapsed: number[] = [];
  const shares = {
    rendering: await sharesOfTime(() => {
      for (let index = start; index < start + documents; index++) {
        const begin = performance.now();
        render(index);
        elapsed.push(performance.now() - begin);
      }
    }),
    issuing: await sharesOfTime(async () => {
      await ours.issue(start, documents);
    }),
  };
  return { documents, times, shares, elapsed, pdfBytes: pdf.length, sizes: sizesByPart(pdf) };
}

/** Of all processors together, for one document; what other programs take does not count. */
async function processorMs(count: number, work: () => unknown): Promise<number> {
  const begin = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1000 / count;
}

/** RSA-2048 over as many bytes as CMS signed attributes have. */
function openBareKeyOperation(): (count: number) => void {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const data = randomBytes(300);
  return (count) => {
    for (let done = 0; done < count; done++) sign('sha256', data, privateKey);
  };
}
