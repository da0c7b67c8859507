import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { openPkcs12Signer } from '../../adapters/key-stores/files/pkcs12-signer.ts';
import type { SignerSource } from '../../app/issuer-environment.ts';
import { AppError } from '../../shared/app-error.ts';
import type { Clock } from '../../shared/instant.ts';
import { prepareSigner } from '../../signing/prepared-signer.ts';
import type { PreparedSigner } from '../../signing/prepared-signer.ts';
import type { ConfiguredInstitution } from '../configuration/configuration-schema.ts';

/**
 * Opens the institutions' keys as they are configured. Each key is opened once and kept; one that cannot
 * be opened is tried again the next time.
 */
export function createSignerSource(
  institutions: readonly ConfiguredInstitution[],
  dataFolder: string,
  clock: Clock,
): SignerSource {
  const opened = new Map<string, Promise<PreparedSigner>>();
  return {
    getSigner(institutionCode) {
      const kept = opened.get(institutionCode);
      if (kept !== undefined) return kept;
      const opening = openSigner(institutions, institutionCode, dataFolder, clock);
      opened.set(institutionCode, opening);
      opening.catch(() => opened.delete(institutionCode));
      return opening;
    },
  };
}

async function openSigner(
  institutions: readonly ConfiguredInstitution[],
  institutionCode: string,
  dataFolder: string,
  clock: Clock,
): Promise<PreparedSigner> {
  const settings = institutions.find(({ code }) => code === institutionCode)?.signer;
  if (settings === undefined) {
    throw new AppError('key-unreadable', {
      th: `ยังไม่ได้ตั้งค่ากุญแจของสถาบัน ${institutionCode} (institutions.signer)`,
      en: `No signing key is configured for institution ${institutionCode} (institutions.signer).`,
    });
  }
  const pkcs12 = await readKeyFile(resolve(dataFolder, settings.pkcs12));
  const passphrase =
    settings.passphrase ??
    (await readKeyFile(resolve(dataFolder, settings.passphraseFile!)))
      .toString('utf8')
      .replace(/\r?\n$/, '');
  return prepareSigner(openPkcs12Signer({ pkcs12, passphrase, at: clock.now() }));
}

async function readKeyFile(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new AppError(
      'key-unreadable',
      { th: `อ่านไฟล์กุญแจ ${file} ไม่ได้`, en: `The key file ${file} cannot be read.` },
      { cause },
    );
  }
}
