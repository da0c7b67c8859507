import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteReadOnly } from '../../adapters/sqlite/open-sqlite.ts';
import { SqliteRegistry } from '../../adapters/sqlite/sqlite-registry.ts';
import type { AuditEnvironment } from '../../app/audit/audit-environment.ts';
import { parseCheckpointFile } from '../../app/audit/checkpoint-file.ts';
import type { KeptCheckpoints } from '../../app/audit/checkpoint-file.ts';
import { nodeEngine } from '../../adapters/node-engine/node-engine.ts';
import { TrustListReader } from '../../app/verifying/trust-list-reader.ts';
import { AppError } from '../../shared/app-error.ts';
import { isFormatError } from '../../shared/format-error.ts';
import { SignatureMemo } from '../../trust/signature-memo.ts';
import type { LoadedConfiguration } from '../configuration/load-configuration.ts';
import { databaseFile } from './database-file.ts';
import { dataFolderMissing } from './installation-secret.ts';
import type { InstallationContext } from './open-installation.ts';
import { openContentSeal } from './data-keys.ts';
import { openCheckpointKey } from './open-checkpoint-key.ts';
import { createTrustListFile } from './trust-list-file.ts';
import { trustListPath } from './trust-list-path.ts';

/** What an auditor brings along instead of what the installation has. Paths are absolute. */
export interface AuditSources {
  /** A copy of the database, or a backup: then nothing else of the installation is read. */
  readonly database?: string;
  readonly trustList?: string;
  readonly publicUrl?: string;
  /** Files of checkpoints that were kept elsewhere. */
  readonly against: readonly string[];
}

export interface OpenAudit {
  readonly environment: AuditEnvironment;
  readonly close: () => Promise<void>;
}

/**
 * Opens what an audit looks at: the installation, or only what an auditor was given (a copy of the database,
 * the trust list, checkpoints that were kept). Reads only, and needs no secret.
 * @throws AppError `data-dir-missing`, `input-unreadable`, `database-unreadable`, `database-newer`
 */
export async function openAudit(
  loaded: LoadedConfiguration,
  { clock, isProduction }: InstallationContext,
  sources: AuditSources,
): Promise<OpenAudit> {
  const { dataFolder, settings } = loaded;
  const file = sources.database ?? databaseFile(loaded);
  if (!existsSync(file)) throw dataFolderMissing(sources.database ?? dataFolder);
  const keptCheckpoints = sources.against.map(readCheckpointFile);
  const trustList = createTrustListFile(sources.trustList ?? trustListPath(loaded), isProduction);
  const list = await new TrustListReader(trustList).read();
  const publicUrl = sources.publicUrl ?? keptCheckpoints[0]?.publicUrl ?? settings.publicUrl;
  const holdsSecret = sources.database === undefined && existsSync(join(dataFolder, 'secret'));
  const database = await openSqliteReadOnly(file);
  const registry = new SqliteRegistry(database, openContentSeal(loaded));
  return {
    environment: {
      clock,
      registry,
      publicUrl,
      trust: { kind: 'trust-list', list },
      keptCheckpoints,
      signatures: new SignatureMemo(nodeEngine),
      atOneMoment: (use) => registry.atOneMoment(use),
      ...(holdsSecret ? { checkpointKey: openCheckpointKey(dataFolder) } : {}),
    },
    close: () => database.destroy(),
  };
}

function readCheckpointFile(path: string): KeptCheckpoints {
  try {
    return parseCheckpointFile(readFileSync(path, 'utf8'));
  } catch (cause) {
    const why = isFormatError(cause) ? cause.code : (cause as NodeJS.ErrnoException).code;
    throw new AppError(
      'input-unreadable',
      {
        th: `อ่านไฟล์จุดตรวจสอบ ${path} ไม่ได้ (${String(why)})`,
        en: `The file of checkpoints ${path} cannot be used (${String(why)}).`,
      },
      { cause },
    );
  }
}
