import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import { configurationSchema, environmentNames } from './configuration-schema.ts';
import type { Configuration, ConfigurationInput } from './configuration-schema.ts';

export const CONFIGURATION_FILE = 'parinya.config.json';

/** Where settings come from. */
export interface ConfigurationSources {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What the command line said; wins over everything else. */
  readonly flags: Partial<ConfigurationInput>;
  readonly workingFolder: string;
}

export interface LoadedConfiguration {
  readonly settings: Configuration;
  /** The data folder as an absolute path; every relative path in the settings is meant from it. */
  readonly dataFolder: string;
  /** The file that was read; `null` where there is none. */
  readonly file: string | null;
}

/**
 * Works out what is in force: defaults, then `parinya.config.json`, then the environment, then flags. The
 * file is the one that `PARINYA_CONFIG` names, or else the one in the data folder.
 * @throws AppError `configuration-invalid` naming the setting, `input-unreadable` for a file that cannot be read.
 */
export function loadConfiguration(sources: ConfigurationSources): LoadedConfiguration {
  const fromEnvironment = readEnvironment(sources.environment);
  const dataDir = sources.flags.dataDir ?? fromEnvironment['dataDir'] ?? './parinya-data';
  const dataFolder = resolve(sources.workingFolder, dataDir);
  const file = findFile(sources, dataFolder);
  const settings = parseSettings({
    ...(file === null ? {} : readFile(file)),
    ...fromEnvironment,
    ...definedOnly(sources.flags),
    dataDir,
  });
  return { settings, dataFolder, file };
}

function findFile(sources: ConfigurationSources, dataFolder: string): string | null {
  const named = sources.environment['PARINYA_CONFIG'];
  if (named !== undefined) return resolve(sources.workingFolder, named);
  const inDataFolder = join(dataFolder, CONFIGURATION_FILE);
  return existsSync(inDataFolder) ? inDataFolder : null;
}

function readFile(file: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new AppError(
      'input-unreadable',
      { th: `อ่านไฟล์ตั้งค่า ${file} ไม่ได้`, en: `The configuration file ${file} cannot be read.` },
      { cause },
    );
  }
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) {
      return json as Record<string, unknown>;
    }
  } catch {
    // The parser's message may quote the file, and so a secret: ours does not.
  }
  throw invalid(file, 'must be a JSON object', 'ต้องเป็นออบเจกต์ JSON');
}

/** `PARINYA_X`, or the content of the file that `PARINYA_X_FILE` names. */
function readEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [setting, name] of Object.entries(environmentNames)) {
    const value = environment[name] ?? readSecretFile(`${name}_FILE`, environment);
    if (value !== undefined) values[setting] = value;
  }
  return values;
}

function readSecretFile(
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const file = environment[name];
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw invalid(name, 'names a file that cannot be read', 'ระบุไฟล์ที่อ่านไม่ได้');
  }
}

function parseSettings(input: Record<string, unknown>): Configuration {
  const result = configurationSchema.safeParse(input);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message, code, ...rest }) => {
    const unknown = code === 'unrecognized_keys' && 'keys' in rest ? rest.keys : [];
    const at = [...path, ...(unknown.length === 1 ? unknown : [])].join('.');
    return unknown.length === 1 ? `${at}: unknown setting` : `${at || 'settings'}: ${message}`;
  });
  throw new AppError('configuration-invalid', {
    th: `การตั้งค่าไม่ถูกต้อง: ${problems.join('; ')}`,
    en: `The configuration is not valid: ${problems.join('; ')}`,
  });
}

function invalid(setting: string, en: string, th: string): AppError {
  return new AppError('configuration-invalid', {
    th: `การตั้งค่าไม่ถูกต้อง: ${setting} ${th}`,
    en: `The configuration is not valid: ${setting} ${en}.`,
  });
}

function definedOnly(flags: Partial<ConfigurationInput>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined));
}
