import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { clearContent, createContentSeal } from '../../adapters/sqlite/sealing/content-seal.ts';
import type { ContentSeal, DataKey } from '../../adapters/sqlite/sealing/content-seal.ts';
import { AppError } from '../../shared/app-error.ts';
import { parseBase64Url } from '../../shared/bytes.ts';
import { unlessMalformed } from '../../shared/format-error.ts';
import type { LoadedConfiguration } from '../configuration/load-configuration.ts';

const KEY_BYTES = 32;

/**
 * How the installation keeps contents of its database: sealed with the data key of its settings, or clear
 * where there is none.
 * @throws AppError `data-key-missing` for a file that is not there, `data-key-wrong` for what is no key.
 */
export function openContentSeal(loaded: LoadedConfiguration): ContentSeal {
  const [newest, ...older] = readDataKeys(loaded);
  return newest === undefined ? clearContent : createContentSeal([newest, ...older]);
}

/** The data keys of the settings, the one that seals first. @throws AppError as {@link openContentSeal} */
export function readDataKeys({ settings, dataFolder }: LoadedConfiguration): readonly DataKey[] {
  const { dataKey, dataKeyFile } = settings;
  if (dataKey === undefined && dataKeyFile === undefined) return [];
  const text = dataKey ?? readKeyFile(resolve(dataFolder, dataKeyFile!));
  const lines = text.split(/\s+/).filter((line) => line !== '');
  const keys = lines.map((line) => unlessMalformed(() => parseBase64Url(line)));
  if (keys.length > 0 && keys.every((key) => key?.length === KEY_BYTES)) return keys as DataKey[];
  throw new AppError('data-key-wrong', {
    th: 'กุญแจข้อมูลต้องเป็น 32 ไบต์ แบบ base64url บรรทัดละหนึ่งดอก (สร้างด้วย parinya data-key new)',
    en: 'A data key is 32 bytes in base64url, one on a line (parinya data-key new makes one).',
  });
}

function readKeyFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new AppError(
      'data-key-missing',
      {
        th: 'อ่านไฟล์กุญแจข้อมูลไม่ได้ (dataKeyFile)',
        en: 'The file of the data key cannot be read (dataKeyFile).',
      },
      { cause },
    );
  }
}
