import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { openDevelopmentPki } from '../../adapters/development-pki/development-pki.ts';
import { nodeEngine } from '../../adapters/node-engine/node-engine.ts';
import { createUnlinkedFiles } from '../../adapters/scratch-files/unlinked-files.ts';
import { countBatches } from '../../adapters/sqlite/batches/count-batches.ts';
import { openSqlite, openSqliteReadOnly } from '../../adapters/sqlite/open-sqlite.ts';
import { SqliteEraser } from '../../adapters/sqlite/erasing/sqlite-eraser.ts';
import { SqliteRegistry } from '../../adapters/sqlite/sqlite-registry.ts';
import { SqliteRegistryWriter } from '../../adapters/sqlite/sqlite-registry-writer.ts';
import { createIssuerService } from '../../app/issuer-service.ts';
import type { IssuerEnvironment } from '../../app/issuer-environment.ts';
import { PrintTrial } from '../../app/issuing/intake/print-trial.ts';
import { PreviewWorkshop } from '../../app/issuing/preview/preview-workshop.ts';
import { FrozenTemplateShelf } from '../../app/issuing/production/frozen-template-shelf.ts';
import { createRetentionService } from '../../app/retention/retention-service.ts';
import type { RetentionService } from '../../app/retention/retention-service.ts';
import type { RandomSource } from '../../app/random-source.ts';
import type { RenewalEnvironment } from '../../app/renewal/renewal-environment.ts';
import type { IssuerService, ReceiptService, VerifierService } from '../../app/services.ts';
import { createVerifierService } from '../../app/verifier-service.ts';
import type { VerifierEnvironment } from '../../app/verifier-environment.ts';
import type { Registry } from '../../registry/registry.ts';
import { AppError } from '../../shared/app-error.ts';
import type { Clock } from '../../shared/instant.ts';
import { SignatureMemo } from '../../trust/signature-memo.ts';
import type { LoadedConfiguration } from '../configuration/load-configuration.ts';
import type { IssuerVitals } from '../metrics/issuer-vitals.ts';
import { templateFolders } from '../package-root.ts';
import { chooseProducer } from './choose-producer.ts';
import { databaseFile } from './database-file.ts';
import { toInstitutions } from './institutions.ts';
import { openCheckpointKey } from './open-checkpoint-key.ts';
import { dataFolderMissing, deriveInstallationKey } from './installation-secret.ts';
import { KeyFile } from '../keys/key-file.ts';
import { createSecrets } from '../keys/secrets.ts';
import { openRenewal } from '../renewal/open-renewal.ts';
import { signingKeysPath } from '../keys/signing-keys-path.ts';
import { toRetentionRules } from './retention-rules.ts';
import { openContentSeal } from './data-keys.ts';
import { openReceipts } from './receipts/open-receipts.ts';
import { createSignerSource } from './signer-source.ts';
import { createArchivalServices } from './archival/open-archival-services.ts';
import { trustListPath } from './trust-list-path.ts';
import { createTrustListFile } from './trust-list-file.ts';

/** Large enough that a transaction's fsync is shared by many, small enough that progress shows. */
const CHUNK_DOCUMENTS = 32;

export interface InstallationContext {
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly isProduction: boolean;
  /** Where secrets of key stores may be. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface OpenIssuer {
  readonly service: IssuerService;
  /** What renews documents. */
  readonly renewal: RenewalEnvironment;
  readonly retention: RetentionService;
  readonly environment: IssuerEnvironment;
  /** What an operator watches. */
  readonly vitals: IssuerVitals;
  readonly close: () => Promise<void>;
}

export interface OpenVerifier {
  readonly service: VerifierService;
  /** Where the installation has a key for receipts. */
  readonly receipts?: ReceiptService;
  readonly environment: VerifierEnvironment;
  readonly close: () => Promise<void>;
}

/**
 * Opens the issuing side of an installation: the registry to write, the institutions' keys, the threads
 * that render and sign. Keys are opened when they are first needed.
 * @throws AppError `data-dir-missing`, `database-unreadable`, `database-newer`, `development-pki-refused`
 */
export async function openIssuer(
  loaded: LoadedConfiguration,
  context: InstallationContext,
): Promise<OpenIssuer> {
  const { settings, dataFolder } = loaded;
  await prepare(loaded, context);
  const claimSecret = deriveInstallationKey(dataFolder, 'parinya claims 1');
  const database = await openSqlite(databaseFile(loaded), context.clock);
  const seal = openContentSeal(loaded);
  const institutions = toInstitutions(settings.institutions, dataFolder);
  const signers = createSignerSource({
    institutions: settings.institutions,
    dataFolder,
    keyFile: new KeyFile(signingKeysPath(loaded)),
    secrets: createSecrets(dataFolder, context.environment),
    clock: context.clock,
  });
  const archival = createArchivalServices(loaded, context);
  const { producer, repertoires, readLoad, close } = chooseProducer(
    loaded,
    institutions,
    signers,
    archival,
  );
  const environment: IssuerEnvironment = {
    clock: context.clock,
    random: context.random,
    registry: new SqliteRegistryWriter(database, seal),
    institutions,
    signers,
    producer,
    templates: new FrozenTemplateShelf(institutions, templateFolders(dataFolder)),
    repertoires,
    printTrial: new PrintTrial(institutions, templateFolders(dataFolder)),
    previews: new PreviewWorkshop(institutions, templateFolders(dataFolder)),
    scratch: createUnlinkedFiles(),
    chunkDocuments: CHUNK_DOCUMENTS,
    publicUrl: settings.publicUrl,
    statusLists: settings.statusLists,
    claimSecret,
    checkpointKey: openCheckpointKey(dataFolder),
  };
  return {
    service: createIssuerService(environment),
    renewal: openRenewal({
      loaded,
      isProduction: context.isProduction,
      environment,
      database,
      archival,
    }),
    retention: createRetentionService({
      ...environment,
      eraser: new SqliteEraser(database),
      rules: toRetentionRules(settings.institutions),
    }),
    environment,
    vitals: {
      findCertificateEnds: signers.findCertificateEnds,
      countBatches: () => countBatches(database),
      findServiceStandings: archival.findStandings,
      readWorkers: readLoad,
    },
    close: async () => {
      await close();
      await archival.close();
      await signers.close();
      await database.destroy();
    },
  };
}

/**
 * Opens the verifying side: the registry read-only, the trust list, the verifier's own key, no institution's.
 * @throws AppError `data-dir-missing`, `database-unreadable`, `database-newer`, `development-pki-refused`
 */
export async function openVerifier(
  loaded: LoadedConfiguration,
  context: InstallationContext,
): Promise<OpenVerifier> {
  refuseInProduction(loaded, context);
  if (!existsSync(databaseFile(loaded))) throw dataFolderMissing(loaded.dataFolder);
  const receipts = openReceipts(loaded, context);
  const database = await openSqliteReadOnly(databaseFile(loaded));
  const environment: VerifierEnvironment = {
    clock: context.clock,
    registry: new SqliteRegistry(database),
    trustList: createTrustListFile(trustListPath(loaded), context.isProduction),
    publicUrl: loaded.settings.publicUrl,
    statusListTtlSeconds: loaded.settings.statusLists.ttlSeconds,
    signatures: new SignatureMemo(nodeEngine),
  };
  return {
    service: createVerifierService(environment),
    ...(receipts === undefined ? {} : { receipts }),
    environment,
    close: () => database.destroy(),
  };
}

/**
 * Opens the registry alone, read-only, where the installation has one already.
 * @throws AppError `database-unreadable`, `database-newer`
 */
export async function openRegistryToRead(
  loaded: LoadedConfiguration,
): Promise<{ readonly registry: Registry; readonly close: () => Promise<void> } | undefined> {
  if (!existsSync(databaseFile(loaded))) return undefined;
  const database = await openSqliteReadOnly(databaseFile(loaded));
  return { registry: new SqliteRegistry(database), close: () => database.destroy() };
}

/** A development PKI keeps its revocation lists fresh whenever the issuing side is opened. */
async function prepare(loaded: LoadedConfiguration, context: InstallationContext): Promise<void> {
  refuseInProduction(loaded, context);
  if (loaded.file === null) throw dataFolderMissing(loaded.dataFolder);
  const { developmentPki } = loaded.settings;
  if (developmentPki === undefined) return;
  await openDevelopmentPki(resolve(loaded.dataFolder, developmentPki), context.clock);
}

function refuseInProduction(
  { settings }: LoadedConfiguration,
  { isProduction }: InstallationContext,
): void {
  if (!isProduction || settings.developmentPki === undefined) return;
  throw new AppError('development-pki-refused', {
    th: 'NODE_ENV=production ใช้กับโฟลเดอร์ข้อมูลสำหรับพัฒนาไม่ได้ ให้ตั้งค่ากุญแจและรายชื่อที่เชื่อถือของจริง',
    en: 'With NODE_ENV=production a development data folder is refused: configure real keys and a real trust list.',
  });
}
