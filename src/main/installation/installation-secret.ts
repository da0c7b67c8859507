import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/app-error.ts';

const SECRET_FILE = 'secret';
const SECRET_BYTES = 32;

/**
 * Makes the one secret of an installation: 32 random bytes, base64url, readable by its owner only. Claim
 * codes and sessions are derived from it, so it belongs into the backup; an existing one stays.
 */
export async function ensureInstallationSecret(dataFolder: string): Promise<void> {
  const text = `${randomBytes(SECRET_BYTES).toString('base64url')}\n`;
  try {
    await writeFile(join(dataFolder, SECRET_FILE), text, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/**
 * A key for one purpose, derived from the installation's secret (HMAC-SHA-256); keys of different purposes
 * tell nothing of each other.
 * @throws AppError `data-dir-missing`
 */
export function deriveInstallationKey(dataFolder: string, purpose: string): Uint8Array {
  const secret = readSecret(dataFolder);
  return new Uint8Array(createHmac('sha256', secret).update(purpose).digest());
}

function readSecret(dataFolder: string): Buffer {
  try {
    const secret = Buffer.from(
      readFileSync(join(dataFolder, SECRET_FILE), 'utf8').trim(),
      'base64url',
    );
    if (secret.length >= SECRET_BYTES) return secret;
  } catch {
    // Missing, unreadable and too short are one finding: this is no whole data folder.
  }
  throw dataFolderMissing(dataFolder);
}

/** What to say where a data folder was expected and is none. */
export function dataFolderMissing(dataFolder: string): AppError {
  return new AppError('data-dir-missing', {
    th: `ไม่พบโฟลเดอร์ข้อมูลที่สมบูรณ์ที่ ${dataFolder} สร้างเพื่อทดลองใช้ได้ด้วยคำสั่ง parinya init --development หรือระบุด้วย PARINYA_DATA_DIR`,
    en: `There is no complete data folder at ${dataFolder}. To try Parinya out, make one with: parinya init --development. Or name another with PARINYA_DATA_DIR.`,
  });
}
