import { readFile, stat } from 'node:fs/promises';

import { AppError } from '../../shared/app-error.ts';
import { toBase64 } from '../../shared/bytes.ts';
import { formatInstant } from '../../shared/instant.ts';
import { writeFileWhole } from '../installation/write-file-whole.ts';
import { keyFileSchema, type SigningKeyEntry } from './key-file-schema.ts';

const PRIVATE_MODE = 0o600;

/** The plan of an installation's keys as a file; read again when it has changed, so that a server follows. */
export class KeyFile {
  readonly path: string;
  #read: { readonly stamp: string; readonly keys: readonly SigningKeyEntry[] } | undefined;

  constructor(path: string) {
    this.path = path;
  }

  /** Every key, in the order in which they were added; none where there is no file. @throws AppError `configuration-invalid` */
  async read(): Promise<readonly SigningKeyEntry[]> {
    const stamp = await this.#stamp();
    if (stamp === undefined) return [];
    if (this.#read?.stamp !== stamp) this.#read = { stamp, keys: await this.#parse() };
    return this.#read.keys;
  }

  /** Replaces the plan. */
  async write(keys: readonly SigningKeyEntry[]): Promise<void> {
    const file = {
      format: 'parinya-signing-keys/1',
      keys: keys.map((key) => ({
        ...key,
        validFrom: formatInstant(key.validFrom),
        ...(key.validUntil === undefined ? {} : { validUntil: formatInstant(key.validUntil) }),
        certificates: key.certificates.map(toBase64),
      })),
    };
    await writeFileWhole(this.path, `${JSON.stringify(file, null, 2)}\n`, PRIVATE_MODE);
    this.#read = undefined;
  }

  async #stamp(): Promise<string | undefined> {
    try {
      const { mtimeMs, size, ino } = await stat(this.path);
      return `${mtimeMs} ${size} ${ino}`;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw this.#invalid('cannot be read');
    }
  }

  async #parse(): Promise<readonly SigningKeyEntry[]> {
    let json: unknown;
    try {
      json = JSON.parse(await readFile(this.path, 'utf8'));
    } catch {
      // Neither the parser's words nor the system's are shown: they may quote the file.
      throw this.#invalid('is no JSON that can be read');
    }
    const result = keyFileSchema.safeParse(json);
    if (!result.success) {
      const { path = [], message = 'invalid' } = result.error.issues[0] ?? {};
      throw this.#invalid(`${path.join('.')}: ${message}`);
    }
    const ids = result.data.keys.map(({ keyId }) => keyId);
    const twice = ids.find((id, index) => ids.indexOf(id) !== index);
    if (twice !== undefined) throw this.#invalid(`key ${twice} stands in it twice`);
    return result.data.keys;
  }

  #invalid(problem: string): AppError {
    return new AppError('configuration-invalid', {
      th: `ไฟล์รายการกุญแจ ${this.path} ไม่ถูกต้อง: ${problem}`,
      en: `The file of signing keys ${this.path} is not valid: ${problem}`,
    });
  }
}
