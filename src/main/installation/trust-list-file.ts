import { readFile } from 'node:fs/promises';
import type { TrustListSource } from '../../app/verifier-environment.ts';
import { AppError } from '../../shared/app-error.ts';

/**
 * The trust list as a file; read at every question, because the issuing side renews its revocation lists.
 * @param isProduction a list that the development PKI made is then refused.
 */
export function createTrustListFile(file: string, isProduction: boolean): TrustListSource {
  return {
    async read() {
      let text: string;
      try {
        text = await readFile(file, 'utf8');
      } catch (cause) {
        throw new AppError(
          'input-unreadable',
          {
            th: `อ่านรายชื่อผู้ที่เชื่อถือ ${file} ไม่ได้ (trustList)`,
            en: `The trust list ${file} cannot be read (setting trustList).`,
          },
          { cause },
        );
      }
      if (isProduction && /"developmentOnly"\s*:\s*true/.test(text)) {
        throw new AppError('development-pki-refused', {
          th: 'รายชื่อผู้ที่เชื่อถือนี้ทำขึ้นเพื่อพัฒนา ใช้กับ NODE_ENV=production ไม่ได้',
          en: 'This trust list was made for development and is refused with NODE_ENV=production.',
        });
      }
      return text;
    },
  };
}
