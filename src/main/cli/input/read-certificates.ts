import { encodePem, parsePem } from '../../../formats/x509/pem.ts';
import type { PemLabel } from '../../../formats/x509/pem.ts';
import { AppError } from '../../../shared/app-error.ts';
import { latin1Text } from '../../../shared/bytes.ts';
import { readInputFile } from './read-input-files.ts';

const DER_SEQUENCE = 0x30;

/**
 * Certificates, or revocation lists, of files in PEM (any number) or DER (one).
 * @returns DER; what it says is not looked at.
 * @throws AppError `input-unreadable` naming the file that holds none.
 */
export async function readPemFiles(
  workingFolder: string,
  paths: readonly string[],
  label: PemLabel,
): Promise<readonly Uint8Array[]> {
  const all: Uint8Array[] = [];
  for (const path of paths) {
    const found = toDer(await readInputFile(workingFolder, path), label);
    if (found.length === 0) throw holdsNone(path, label);
    all.push(...found);
  }
  return all;
}

function toDer(bytes: Uint8Array, label: PemLabel): readonly Uint8Array[] {
  if (bytes[0] === DER_SEQUENCE) return [bytes];
  try {
    return parsePem(latin1Text(bytes), label);
  } catch {
    return [];
  }
}

function holdsNone(path: string, label: PemLabel): AppError {
  const what = label === 'CERTIFICATE' ? 'certificate' : 'revocation list';
  const whatThai = label === 'CERTIFICATE' ? 'ใบรับรอง' : 'รายการเพิกถอน';
  return new AppError('input-unreadable', {
    th: `ไม่พบ${whatThai}แบบ PEM หรือ DER ใน ${path}`,
    en: `${path} holds no ${what} in PEM or DER.`,
  });
}

/** Certificates one after the other, as programs that take `--trust PEM` read them. */
export function toPemFile(certificates: readonly Uint8Array[]): string {
  return certificates.map((certificate) => encodePem(certificate, 'CERTIFICATE')).join('');
}
