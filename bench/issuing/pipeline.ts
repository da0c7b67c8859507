/**
 * The whole way of a batch through an installation, as `parinya serve` goes it: worker threads, registry on
 * disk, audit trail, status list, while the same process answers HTTP. Runs in a process of its own, so that
 * its memory is its own.
 */
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { pino } from 'pino';

import { parseDeclaration } from '../../src/adapters/development-pki/declaration.ts';
import { createDevelopmentPki } from '../../src/adapters/development-pki/development-pki.ts';
import { loadConfiguration } from '../../src/main/configuration/load-configuration.ts';
import type { LoadedConfiguration } from '../../src/main/configuration/load-configuration.ts';
import { initialiseInstallation } from '../../src/main/installation/initialise-installation.ts';
import { openIssuer, openVerifier } from '../../src/main/installation/open-installation.ts';
import type { OpenIssuer } from '../../src/main/installation/open-installation.ts';
import { systemClock, systemRandom } from '../../src/main/installation/system-sources.ts';
import { addKey } from '../../src/main/keys/manage-keys.ts';
import { createSecrets } from '../../src/main/keys/secrets.ts';
import { startServer } from '../../src/main/server.ts';
import type { SubmittedRecord } from '../../src/registry/registry-entries.ts';
import type { DocumentId } from '../../src/shared/document-id.ts';
import { encodeCanonicalRecord, toSignedRecord } from '../../src/transcript/signed-record.ts';
import { readSampleInstitution, sampleRecords } from '../sample-batch.ts';
import { measureDatabase } from './database-size.ts';
import type { DatabaseSize } from './database-size.ts';

/** What a run is to do. */
export interface PipelineTask {
  readonly documents: number;
  readonly language: 'th' | 'en' | 'both';
  readonly key: 'RSA-2048' | 'P-256';
  /** Threads that render and sign. */
  readonly workers: number;
  /** Issued before the clock starts, as a batch of their own: threads and caches are warm. */
  readonly warmUpDocuments: number;
  /** How many of the issued documents are verified afterwards. */
  readonly samples: number;
}

/** What a run measured. */
export interface PipelineResult {
  readonly documents: number;
  readonly elapsedMs: number;
  /** Of all threads of the process, HTTP's answers included. */
  readonly processorMs: number;
  /** From the start until the first document is issued: glyphs are collected, ids and status entries reserved. */
  readonly untilFirstMs: number;
  /** Documents a second in the first and in the last tenth of the run, from the first document on. */
  readonly startPerSecond: number;
  readonly endPerSecond: number;
  /** Resident memory at a tenth of the run, at its end, and at most. */
  readonly memoryBytes: { readonly atTenth: number; readonly atEnd: number; readonly peak: number };
  readonly database: DatabaseSize;
  readonly verified: number;
}

/** What the process says while it works. */
export type PipelineMessage =
  | {
      readonly kind: 'issuing';
      readonly url: string;
      readonly registrarKey: string;
      readonly batchId: string;
      /** Issued already, to be asked for while the others are being issued. */
      readonly documentIds: readonly string[];
    }
  | { readonly kind: 'issued' }
  | { readonly kind: 'result'; readonly result: PipelineResult };

const MEMORY_INTERVAL_MS = 100;
const INSTITUTION = '99001';

/** Does it all in a new folder that is gone afterwards. */
export async function runPipeline(
  task: PipelineTask,
  say: (message: PipelineMessage) => void,
): Promise<PipelineResult> {
  const folder = await mkdtemp(join(tmpdir(), 'parinya-bench-'));
  try {
    const loaded = await makeInstallation(folder, task);
    const context = { clock: systemClock, random: systemRandom, isProduction: false };
    const issuer = await openIssuer(loaded, { ...context, environment: {} });
    const verifier = await openVerifier(loaded, { ...context, environment: {} });
    const server = await startServer({
      role: 'all',
      port: 0,
      issuer: issuer.service,
      verifier: verifier.service,
      config: { registrarKeys: loaded.settings.registrarKeys },
      logger: pino({ level: 'silent' }),
    });
    try {
      const warmUp = await store(issuer, 'b-warm-up', task.warmUpDocuments, task);
      const documentIds: DocumentId[] = [];
      for await (const { documentId } of issuer.service.issueBatch(warmUp)) {
        documentIds.push(documentId);
      }
      const batchId = await store(issuer, 'b-measured', task.documents, task);
      const { key } = loaded.settings.registrarKeys.find(
        ({ institutionCode }) => institutionCode === INSTITUTION,
      )!;
      say({ kind: 'issuing', url: server.url, registrarKey: key, batchId, documentIds });
      const { sample, ...measured } = await measureIssuing(issuer, batchId, task);
      say({ kind: 'issued' });
      for (const documentId of sample) {
        const pdf = await issuer.service.getPdf(documentId);
        const sidecar = await issuer.service.getSidecar(documentId);
        const { indication } = await verifier.service.verify({ pdf, sidecar });
        if (indication !== 'TOTAL-PASSED') throw new Error(`${documentId} is ${indication}`);
      }
      return {
        documents: task.documents,
        ...measured,
        database: measureDatabase(join(folder, 'data', 'registry.sqlite')),
        verified: sample.length,
      };
    } finally {
      await server.close();
      await verifier.close();
      await issuer.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A development installation whose institution signs with the key that is asked for. */
async function makeInstallation(
  folder: string,
  { key, workers }: PipelineTask,
): Promise<LoadedConfiguration> {
  const dataFolder = join(folder, 'data');
  const declared = JSON.parse(await readFile('certs/development-pki.json', 'utf8')) as {
    readonly certificates: { readonly name: string; key?: string }[];
  };
  for (const certificate of declared.certificates) {
    if (certificate.name === `signer-${INSTITUTION}`) certificate.key = key;
  }
  await createDevelopmentPki({
    declaration: parseDeclaration(JSON.stringify(declared)),
    folder: join(dataFolder, 'development-pki'),
    clock: systemClock,
    isProduction: false,
  });
  await initialiseInstallation({
    dataFolder,
    development: true,
    isProduction: false,
    clock: systemClock,
  });
  const loaded = loadConfiguration({
    environment: {},
    flags: { dataDir: dataFolder, workers },
    workingFolder: folder,
  });
  if (key !== 'RSA-2048') await enterKey(loaded);
  return loaded;
}

/** A key that is no PKCS#12 file has to be entered in the file of keys. */
async function enterKey(loaded: LoadedConfiguration): Promise<void> {
  const { dataFolder } = loaded;
  const file = (name: string) => join('development-pki', name);
  await addKey(
    {
      loaded,
      secrets: createSecrets(dataFolder, {}),
      clock: systemClock,
      issuers: { findMissing: () => Promise.resolve([]) },
    },
    {
      institutionCode: INSTITUTION,
      store: {
        kind: 'pem',
        file: file(`signer-${INSTITUTION}.key.pem`),
        certificateFiles: [file(`signer-${INSTITUTION}.pem`), file('public-universities.pem')],
        passphrase: { file: file('passphrase') },
      },
      rsaScheme: 'pkcs1',
      anchors: [],
    },
  );
}

/** Keeps an approved batch of students that no other batch has. */
async function store(
  { environment }: OpenIssuer,
  batchId: string,
  count: number,
  { language, warmUpDocuments }: PipelineTask,
): Promise<string> {
  const isWarmUp = batchId === 'b-warm-up';
  const { code, template } = readSampleInstitution();
  const skipped = isWarmUp ? 0 : warmUpDocuments;
  await environment.registry.storeBatch({
    batchId,
    institutionCode: code,
    template,
    level: 'B-B',
    state: 'approved',
    submittedBy: 'bench',
    submittedAt: systemClock.now(),
    counts: { records: count, accepted: count, errors: 0, warnings: 0 },
    reportJson: '{}',
    idempotency: null,
    records: submittedRecords(skipped, skipped + count, language),
  });
  return batchId;
}

function* submittedRecords(
  from: number,
  to: number,
  language: PipelineTask['language'],
): Generator<SubmittedRecord> {
  let row = 0;
  for (const record of sampleRecords(to, language)) {
    row++;
    if (row <= from) continue;
    const canonicalRecord = encodeCanonicalRecord(toSignedRecord(record));
    yield {
      file: 'sample.json',
      row,
      studentId: record.studentId,
      documentType: 'transcript',
      language: record.documentLanguage,
      canonicalRecord,
      recordDigestHex: createHash('sha256').update(canonicalRecord).digest('hex'),
    };
  }
}

async function measureIssuing(
  { service }: OpenIssuer,
  batchId: string,
  { documents, samples }: PipelineTask,
) {
  const memory: number[] = [];
  const watch = setInterval(() => memory.push(process.memoryUsage.rss()), MEMORY_INTERVAL_MS);
  const sampleEvery = Math.max(1, Math.floor(documents / Math.max(1, samples)));
  const sample: DocumentId[] = [];
  const times: number[] = [];
  let memoryAtTenth = 0;
  const begin = performance.now();
  const processor = process.cpuUsage();
  for await (const { documentId } of service.runBatch(batchId)) {
    if (times.length % sampleEvery === 0) sample.push(documentId);
    times.push(performance.now());
    if (times.length === Math.ceil(documents / 10)) memoryAtTenth = process.memoryUsage.rss();
  }
  const elapsedMs = performance.now() - begin;
  const { user, system } = process.cpuUsage(processor);
  clearInterval(watch);
  if (times.length !== documents) throw new Error(`${times.length} documents are issued`);
  const atEnd = process.memoryUsage.rss();
  const tenth = Math.max(1, Math.floor(documents / 10));
  return {
    sample: sample.slice(0, samples),
    elapsedMs,
    processorMs: (user + system) / 1000,
    untilFirstMs: times[0]! - begin,
    startPerSecond: rate(times, 0, tenth),
    endPerSecond: rate(times, documents - tenth, documents),
    memoryBytes: { atTenth: memoryAtTenth, atEnd, peak: Math.max(atEnd, ...memory) },
  };
}

/** Documents a second between two documents of the run. */
function rate(times: readonly number[], from: number, to: number): number {
  const elapsedMs = times[to - 1]! - times[from]!;
  return elapsedMs > 0 ? ((to - 1 - from) * 1000) / elapsedMs : 0;
}
