import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { DocumentThreads } from '../../adapters/worker-pool/document-threads.ts';
import { PooledCollector } from '../../adapters/worker-pool/pooled-collector.ts';
import { PooledProducer } from '../../adapters/worker-pool/pooled-producer.ts';
import { DocumentWorkshop } from '../../app/issuing/production/document-workshop.ts';
import type {
  DocumentProducer,
  ProductionJob,
} from '../../app/issuing/production/document-producer.ts';
import type { RepertoireCollector } from '../../app/issuing/production/repertoire-collector.ts';
import { RepertoireWorkshop } from '../../app/issuing/production/repertoire-workshop.ts';
import type { SignerSource } from '../../app/issuer-environment.ts';
import type { ArchivalServices } from '../../signing/pades/archival-services.ts';
import type { Institution } from '../../transcript/institution.ts';
import type { LoadedConfiguration } from '../configuration/load-configuration.ts';
import { templateFolders } from '../package-root.ts';
import type { DocumentWorkerData } from '../document-worker.ts';
import { signingKeysPath } from '../keys/signing-keys-path.ts';

export interface ChosenProducer {
  readonly producer: DocumentProducer;
  readonly repertoires: RepertoireCollector;
  /** Worker threads that run, and jobs that wait for one. */
  readonly readLoad: () => { readonly threads: number; readonly queued: number };
  readonly close: () => Promise<void>;
}

/** A key in a device or behind a service is reached from this thread alone: a PIN is tried once, not in each. */
async function isKeyElsewhere(
  signers: SignerSource,
  { institutionCode, issuedAt }: ProductionJob,
): Promise<boolean> {
  const keys = [
    await signers.getSigner(institutionCode, 'pdf', issuedAt),
    await signers.getSigner(institutionCode, 'jose', issuedAt),
  ];
  return keys.some(({ signer }) => signer.isElsewhere === true);
}

/** Jobs of so few documents are done before a thread would have started. */
const SMALL_JOB_DOCUMENTS = 8;

/**
 * Small jobs in this thread, larger ones in worker threads. Threads need the compiled worker: where the
 * program runs from its sources, or with `workers` 0, everything is done in this thread.
 */
export function chooseProducer(
  { settings, dataFolder }: LoadedConfiguration,
  institutions: ReadonlyMap<string, Institution>,
  signers: SignerSource,
  archival: ArchivalServices,
): ChosenProducer {
  const { publicUrl } = settings;
  const templatesFolder = templateFolders(dataFolder);
  const workshop = new DocumentWorkshop({
    institutions,
    signers,
    archival,
    publicUrl,
    templatesFolder,
  });
  const collector = new RepertoireWorkshop(institutions, templatesFolder);
  const threads = settings.workers ?? availableParallelism();
  const workerFile = fileURLToPath(new URL('../document-worker.js', import.meta.url));
  if (threads === 0 || !existsSync(workerFile)) {
    const readLoad = () => ({ threads: 0, queued: 0 });
    const close = () => Promise.resolve();
    return { producer: workshop, repertoires: collector, readLoad, close };
  }
  const workerData: DocumentWorkerData = {
    institutions: settings.institutions,
    dataFolder,
    signingKeys: signingKeysPath({ settings, dataFolder }),
    publicUrl,
  };
  const pool = new DocumentThreads({ workerFile, workerData, threads });
  const pooled = new PooledProducer(pool, archival);
  return {
    repertoires: new PooledCollector(pool, collector),
    producer: {
      parallelJobs: threads,
      produce: async (job) => {
        const isSmall = job.documents.length <= SMALL_JOB_DOCUMENTS;
        return (isSmall || (await isKeyElsewhere(signers, job)) ? workshop : pooled).produce(job);
      },
      release: (documents) => pooled.release(documents),
    },
    readLoad: () => pool.load,
    close: () => pool.close(),
  };
}
