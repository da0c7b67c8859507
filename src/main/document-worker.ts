import { setPriority } from 'node:os';
import { move, transferableSymbol, valueSymbol, workerData } from 'piscina';
import { toTransferList, toWorkerAnswer } from '../adapters/worker-pool/worker-message.ts';
import type { WorkerAnswer } from '../adapters/worker-pool/worker-message.ts';
import type { WorkerTask } from '../adapters/worker-pool/pooled-producer.ts';
import { toRemoteServices } from '../adapters/worker-pool/remote-services.ts';
import { DocumentWorkshop } from '../app/issuing/production/document-workshop.ts';
import type { ConfiguredInstitution } from './configuration/configuration-schema.ts';
import { toInstitutions } from './installation/institutions.ts';
import { KeyFile } from './keys/key-file.ts';
import { createSecrets } from './keys/secrets.ts';
import { createSignerSource } from './installation/signer-source.ts';
import { templateFolders } from './package-root.ts';
import { systemClock } from './installation/system-sources.ts';

/** What a worker thread is started with. It opens the keys itself: they never travel. */
export interface DocumentWorkerData {
  readonly institutions: readonly ConfiguredInstitution[];
  readonly dataFolder: string;
  /** The file of signing keys. */
  readonly signingKeys: string;
  readonly publicUrl: string;
}

const { institutions, dataFolder, signingKeys, publicUrl } = workerData as DocumentWorkerData;
const workshop = new DocumentWorkshop({
  institutions: toInstitutions(institutions, dataFolder),
  signers: createSignerSource({
    institutions,
    dataFolder,
    keyFile: new KeyFile(signingKeys),
    secrets: createSecrets(dataFolder, process.env),
    clock: systemClock,
  }),
  publicUrl,
  templatesFolder: templateFolders(dataFolder),
});

/** Linux knows priorities of threads; elsewhere this would be the whole process. */
const LOWER_PRIORITY = 5;
if (process.platform === 'linux') setPriority(LOWER_PRIORITY);

/** One job of the pool. Documents change hands; they are not copied. */
export default async function run({ job, services }: WorkerTask): Promise<unknown> {
  const archival = services === null ? undefined : toRemoteServices(services);
  const answer: WorkerAnswer = await toWorkerAnswer(workshop.produce(job, archival));
  return move({ [transferableSymbol]: toTransferList(answer), [valueSymbol]: answer });
}
