/**
 * How fast signed transcripts are made. First in one thread: Parinya's way, the usual way and the bare key
 * operation, measured in turns in one run, because only their ratio means anything on a machine that does
 * other things too. Then the whole way of a batch through an installation, with the registry, on all
 * processors, while it answers HTTP: `--documents` of it, with RSA and with P-256 keys.
 */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

import {
  clock,
  readKeyFile,
  withDevelopmentSigner,
  type DevelopmentSigner,
} from './development-signer.ts';
import {
  observePipeline,
  runIfPipelineProcess,
  type ObservedPipeline,
} from './issuing/pipeline-process.ts';
import { openOurWay } from './our-way.ts';
import { toReport, type Measurements, type Timing } from './report.ts';
import { makeSampleBatch } from './sample-batch.ts';
import type { Way } from './way.ts';

const { values: options } = parseArgs({
  options: {
    documents: { type: 'string', default: '5000' },
    'compared-documents': { type: 'string', default: '300' },
    'p256-documents': { type: 'string', default: '2000' },
    workers: { type: 'string', default: String(availableParallelism()) },
    'usual-documents': { type: 'string', default: '30' },
    language: { type: 'string', default: 'both' },
    rounds: { type: 'string', default: '5' },
    smoke: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

const documents = options.smoke ? 20 : toCount(options['compared-documents']);
const usualDocuments = options.smoke ? 2 : toCount(options['usual-documents']);
const rounds = options.smoke ? 1 : Math.min(toCount(options.rounds), documents, usualDocuments);
const warmUpDocuments = options.smoke ? 5 : 200;

if (!(await runIfPipelineProcess())) await report();

async function report(): Promise<void> {
  const compared = await withDevelopmentSigner(measure);
  const pipelines = {
    rsa2048: await observe('RSA-2048', options.documents),
    p256: await observe('P-256', options['p256-documents']),
  };
  console.log(toReport(compared, pipelines, options.json));
}

function observe(key: 'RSA-2048' | 'P-256', count: string): Promise<ObservedPipeline> {
  return observePipeline({
    documents: options.smoke ? 40 : toCount(count),
    language: toLanguage(options.language),
    key,
    workers: toCount(options.workers),
    warmUpDocuments: options.smoke ? 10 : 1000,
    samples: options.smoke ? 4 : 50,
  });
}

async function measure({ pki, signer }: DevelopmentSigner): Promise<Measurements> {
  const batch = makeSampleBatch(
    Math.max(documents, usualDocuments, warmUpDocuments),
    toLanguage(options.language),
  );
  const ours = await openOurWay(batch, signer, clock.now());
  await ours.issue(0, warmUpDocuments);
  // Before pdf-lib comes into memory.
  const peakMemoryBytes = process.resourceUsage().maxRSS * 1024;

  const { openUsualWay } = await import('./usual-way.ts');
  const { keyFile, passphrase } = await readKeyFile(pki);
  const usual = openUsualWay(batch, keyFile, passphrase);
  const bare = openBareKeyOperation();
  await usual.issue(0, options.smoke ? 1 : 3);
  await bare.issue(0, 20);

  const timings = { ours: [] as Timing[], usual: [] as Timing[], bare: [] as Timing[] };
  let pdfBytes = { ours: 0, usual: 0 };
  for (let round = 0; round < rounds; round++) {
    const ourRound = await time(ours, shareOf(documents, round));
    const usualRound = await time(usual, shareOf(usualDocuments, round));
    const bareRound = await time(bare, shareOf(documents, round));
    timings.ours.push(ourRound.timing);
    timings.usual.push(usualRound.timing);
    timings.bare.push(bareRound.timing);
    pdfBytes = { ours: ourRound.pdf.length, usual: usualRound.pdf.length };
  }
  return { timings, pdfBytes, peakMemoryBytes, documents, usualDocuments };
}

/** The part of a batch that a round makes. */
function shareOf(total: number, round: number): Share {
  const start = Math.floor((round * total) / rounds);
  return { start, count: Math.floor(((round + 1) * total) / rounds) - start };
}

interface Share {
  readonly start: number;
  readonly count: number;
}

async function time(way: Way, { start, count }: Share) {
  const begin = performance.now();
  const processorBegin = process.cpuUsage();
  const pdf = await way.issue(start, count);
  const { user, system } = process.cpuUsage(processorBegin);
  return {
    pdf,
    timing: {
      elapsedMs: (performance.now() - begin) / count,
      processorMs: (user + system) / 1000 / count,
    },
  };
}

/** RSA-2048 over as many bytes as CMS signed attributes have. */
function openBareKeyOperation(): Way {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const data = randomBytes(300);
  return {
    name: 'RSA-2048 key operation',
    issue(_start, count) {
      for (let done = 0; done < count; done++) sign('sha256', data, privateKey);
      return Promise.resolve(createHash('sha256').digest());
    },
  };
}

function toCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1)
    throw new RangeError(`not a number of documents: ${text}`);
  return count;
}

function toLanguage(text: string): 'th' | 'en' | 'both' {
  if (text === 'th' || text === 'en' || text === 'both') return text;
  throw new RangeError('--language is th, en or both');
}
