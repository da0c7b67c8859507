import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { DocumentThreads } from '../../src/adapters/worker-pool/document-threads.ts';
import { PooledCollector } from '../../src/adapters/worker-pool/pooled-collector.ts';
import { PooledProducer } from '../../src/adapters/worker-pool/pooled-producer.ts';
import { issueBatch } from '../../src/app/issuing/issue-batch.ts';
import type { IssuerEnvironment } from '../../src/app/issuer-environment.ts';
import type { DocumentProducer } from '../../src/app/issuing/production/document-producer.ts';
import { loadConfiguration } from '../../src/main/configuration/load-configuration.ts';
import type { LoadedConfiguration } from '../../src/main/configuration/load-configuration.ts';
import type { DocumentWorkerData } from '../../src/main/document-worker.ts';
import { initialiseInstallation } from '../../src/main/installation/initialise-installation.ts';
import { openIssuer } from '../../src/main/installation/open-installation.ts';
import { signingKeysPath } from '../../src/main/keys/signing-keys-path.ts';
import { instantOf } from '../../src/shared/instant.ts';
import type { TranscriptRecord } from '../../src/transcript/record.ts';
import { withCrash } from '../support/failing-registry.ts';
import { fixtureRecords, seededRandom } from '../support/issuing-world.ts';

const INSTITUTION = '99001';
const RECORDS = 26;

/** What there is of a document. */
interface MadeDocument {
  readonly documentId: string;
  readonly pdf: Buffer;
  readonly sidecar: string;
}

/** How a batch is worked on. */
interface Way {
  readonly threads?: number;
  readonly chunkDocuments: number;
  /** Before which of its writes the process dies, for the first time and then again. */
  readonly crashes?: readonly number[];
}

describe('the same batch', () => {
  let folder: string;
  let base: string;
  let batchId: string;
  let workerFile: string;
  let expected: ReadonlyMap<number, MadeDocument>;
  // The key has to be valid for the worker's own clock too.
  const now = instantOf(Math.floor(Date.now() / 1000) * 1000);
  const clock = { now: () => now };

  function load(dataFolder: string): LoadedConfiguration {
    const flags = { dataDir: dataFolder, workers: 0 };
    return loadConfiguration({ environment: {}, flags, workingFolder: process.cwd() });
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parinya-same-'));
    base = join(folder, 'base');
    workerFile = join(folder, 'document-worker.mjs');
    await build({
      entryPoints: ['src/main/document-worker.ts'],
      bundle: true,
      format: 'esm',
      platform: 'node',
      // Below the checkout, so that packages and templates are found.
      outfile: workerFile,
      packages: 'external',
      logLevel: 'error',
    });
    await initialiseInstallation({
      dataFolder: base,
      development: true,
      isProduction: false,
      clock,
    });
    batchId = await submit();
    expected = await make('expected', { chunkDocuments: 64 });
    expect(expected.size).toBe(RECORDS);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  const contextOf = (seed: number) => ({
    clock,
    random: seededRandom(seed),
    isProduction: false,
    environment: {},
  });

  async function submit(): Promise<string> {
    const { service, close } = await openIssuer(load(base), contextOf(1));
    const records: readonly TranscriptRecord[] = [
      ...fixtureRecords(RECORDS / 2, 'th'),
      ...fixtureRecords(RECORDS / 2, 'en'),
    ];
    const bytes = new TextEncoder().encode(JSON.stringify(records));
    const batch = await service.submitBatch({
      institutionCode: INSTITUTION,
      files: [{ name: 'records.json', bytes }],
      actor: 'registrar',
    });
    const { digest } = await service.summariseBatch(batch.batchId);
    await service.approveBatch(batch.batchId, 'dean', digest);
    await close();
    return batch.batchId;
  }

  function openPool(loaded: LoadedConfiguration, threads: number): DocumentThreads {
    const { settings, dataFolder } = loaded;
    const workerData: DocumentWorkerData = {
      institutions: settings.institutions,
      dataFolder,
      signingKeys: signingKeysPath(loaded),
      publicUrl: settings.publicUrl,
    };
    return new DocumentThreads({ workerFile, workerData, threads });
  }

  /** Issues a copy of the approved batch; ids are drawn from the same numbers each time. @returns documents in their order. */
  async function make(name: string, way: Way): Promise<ReadonlyMap<number, MadeDocument>> {
    const dataFolder = join(folder, name);
    cpSync(base, dataFolder, { recursive: true });
    const loaded = load(dataFolder);
    for (const write of way.crashes ?? []) {
      await expect(issueIn(loaded, way, write)).rejects.toThrow('the process died here');
    }
    return issueIn(loaded, way);
  }

  async function issueIn(
    loaded: LoadedConfiguration,
    { threads, chunkDocuments }: Way,
    crashBefore?: number,
  ): Promise<ReadonlyMap<number, MadeDocument>> {
    const { environment, close } = await openIssuer(loaded, contextOf(2));
    const pool = threads === undefined ? undefined : openPool(loaded, threads);
    const producer: DocumentProducer =
      pool === undefined ? environment.producer : new PooledProducer(pool);
    const repertoires =
      pool === undefined
        ? environment.repertoires
        : new PooledCollector(pool, environment.repertoires, {
            partRecords: 8,
            smallBatchRecords: 0,
          });
    const point =
      crashBefore === undefined ? undefined : { write: crashBefore, when: 'before' as const };
    const { registry } = withCrash(environment.registry, point);
    const issuing: IssuerEnvironment = {
      ...environment,
      registry,
      producer,
      repertoires,
      chunkDocuments,
    };
    const made = new Map<number, MadeDocument>();
    try {
      for await (const { documentId, pdf, sidecar } of issueBatch(issuing, batchId)) {
        made.set(made.size + 1, { documentId, pdf: Buffer.from(pdf), sidecar });
      }
      return made;
    } finally {
      await pool?.close();
      await close();
    }
  }

  it.each<[string, Way]>([
    ['in one worker thread', { threads: 1, chunkDocuments: 9 }],
    ['in two worker threads', { threads: 2, chunkDocuments: 4 }],
    ['in three worker threads', { threads: 3, chunkDocuments: 3 }],
    ['in single documents', { chunkDocuments: 1 }],
    ['through two crashes', { chunkDocuments: 5, crashes: [4, 5] }],
    ['through a crash, in two worker threads', { threads: 2, chunkDocuments: 5, crashes: [5] }],
  ])('comes out byte for byte the same, signatures too, %s', async (name, way) => {
    const made = await make(name.replaceAll(/\W+/g, '-'), way);
    expect([...made.keys()]).toEqual([...expected.keys()]);
    for (const [at, document] of made) {
      const same = expected.get(at)!;
      expect(document.documentId).toBe(same.documentId);
      expect(document.pdf.equals(same.pdf)).toBe(true);
      expect(document.sidecar).toBe(same.sidecar);
    }
  });

  it('is signed with a key whose signatures are the same each time', () => {
    const header = JSON.parse(
      Buffer.from(expected.get(1)!.sidecar.split('.')[0]!, 'base64url').toString(),
    ) as { alg: string };
    expect(header.alg).toBe('RS256');
  });
});
