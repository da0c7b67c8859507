import { setPriority } from 'node:os';
import { move, transferableSymbol, valueSymbol, workerData } from 'piscina';
import { toTransferList, toWorkerAnswer } from '../adapters/worker-pool/worker-message.ts';
import type {
  CollectTask,
  ProduceTask,
  WorkerTask,
} from '../adapters/worker-pool/document-threads.ts';
import { toRemoteServices } from '../adapters/worker-pool/remote-services.ts';
import { DocumentWorkshop } from '../app/issuing/production/document-workshop.ts';
import { FrozenTemplateShelf } from '../app/issuing/production/frozen-template-shelf.ts';
import { RepertoireWorkshop } from '../app/issuing/production/repertoire-workshop.ts';
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
const environment = {
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
};
// Shared: what was shaped to collect glyphs need not be shaped again to print.
const shelf = new FrozenTemplateShelf(environment.institutions, environment.templatesFolder);
const repertoires = new RepertoireWorkshop(
  environment.institutions,
  environment.templatesFolder,
  shelf,
);
const workshop = new DocumentWorkshop(environment, shelf);

/** Linux knows priorities of threads; elsewhere this would be the whole process. */
const LOWER_PRIORITY = 5;
if (process.platform === 'linux') setPriority(LOWER_PRIORITY);

/** One task of the pool. */
export default function run(task: WorkerTask): Promise<unknown> {
  return 'job' in task ? produce(task) : collect(task);
}

/** Documents change hands; they are not copied. */
async function produce({ job, services }: ProduceTask): Promise<unknown> {
  const archival = services === null ? undefined : toRemoteServices(services);
  const answer = await toWorkerAnswer(workshop.produce(job, archival));
  return move({ [transferableSymbol]: toTransferList(answer), [valueSymbol]: answer });
}

function collect({ frozenTemplate, records }: CollectTask): Promise<unknown> {
  return toWorkerAnswer(repertoires.collect(frozenTemplate, records));
}
