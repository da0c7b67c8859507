import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import { HttpTimeStampTransport } from '../../../adapters/time-stamp-authority/http-time-stamp-transport.ts';
import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/instant.ts';
import { RequestingAuthority } from '../../../signing/time-stamps/requesting-authority.ts';
import type { TrustedAuthorities } from '../../../signing/time-stamps/trusted-authorities.ts';
import type {
  ConfiguredAuthority,
  TimeStampingSettings,
} from '../../configuration/archival-schema.ts';

/** What configured authorities are opened with. */
interface AuthoritySources extends Pick<
  TimeStampingSettings,
  'concurrency' | 'maxClockDifferenceSeconds'
> {
  /** Relative paths in the settings are meant from it. */
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly randomBytes: (length: number) => Uint8Array;
  readonly trusted: TrustedAuthorities;
}

/**
 * Makes authorities to ask out of the settings, in their order.
 * @throws AppError `input-unreadable` for a file of secrets or certificates that cannot be read, `key-unreadable`
 *   for one that does not open.
 */
export function openAuthorities(
  authorities: readonly ConfiguredAuthority[],
  sources: AuthoritySources,
): { readonly authorities: readonly RequestingAuthority[]; readonly close: () => void } {
  const { dataFolder, clock, randomBytes, trusted, concurrency } = sources;
  const transports: HttpTimeStampTransport[] = [];
  return {
    authorities: authorities.map((settings) => {
      const url = new URL(settings.url);
      const name = settings.name ?? url.host;
      const tls = toTls(settings, dataFolder);
      const credentials = toCredentials(settings, dataFolder);
      const transport = new HttpTimeStampTransport({
        name,
        url,
        timeoutMs: settings.timeoutMs,
        connections: concurrency,
        ...(credentials && { credentials }),
        ...(tls && { tls }),
      });
      transports.push(transport);
      return new RequestingAuthority({
        name,
        transport,
        trusted,
        maxClockDifferenceMs: sources.maxClockDifferenceSeconds * 1000,
        clock,
        randomBytes,
        ...(settings.policy === undefined ? {} : { policy: settings.policy }),
        ...(settings.tokenBytes === undefined ? {} : { tokenBytes: settings.tokenBytes }),
      });
    }),
    close: () => transports.forEach((transport) => transport.close()),
  };
}

function toCredentials({ username, password, passwordFile }: ConfiguredAuthority, folder: string) {
  if (username === undefined) return undefined;
  return { username, password: password ?? readSecret(resolve(folder, passwordFile!)) };
}

function toTls(
  { clientCertificate, certificateAuthorities }: ConfiguredAuthority,
  folder: string,
): SecureContextOptions | undefined {
  if (clientCertificate === undefined && certificateAuthorities === undefined) return undefined;
  const passphrase =
    clientCertificate?.passphrase ??
    (clientCertificate?.passphraseFile === undefined
      ? undefined
      : readSecret(resolve(folder, clientCertificate.passphraseFile)));
  const tls = {
    ...(clientCertificate && { pfx: readFile(resolve(folder, clientCertificate.pkcs12)) }),
    ...(passphrase !== undefined && { passphrase }),
    ...(certificateAuthorities && { ca: readFile(resolve(folder, certificateAuthorities)) }),
  };
  checkOpens(tls, [clientCertificate?.pkcs12, certificateAuthorities]);
  return tls;
}

/** A file that does not open is found out here, and not as a connection that fails with every document. */
function checkOpens(tls: SecureContextOptions, files: readonly (string | undefined)[]): void {
  try {
    createSecureContext(tls);
  } catch {
    // What the library says is not repeated: it has seen the passphrase.
    const names = files.filter((file) => file !== undefined).join(', ');
    throw new AppError('key-unreadable', {
      th: `เปิดใบรับรองสำหรับเชื่อมต่อผู้ให้บริการประทับเวลา (${names}) ไม่ได้ โปรดตรวจสอบไฟล์และรหัสผ่าน`,
      en: `The certificates for the connection to a time-stamp authority (${names}) cannot be opened. Check the file and its passphrase.`,
    });
  }
}

function readSecret(file: string): string {
  return readFile(file)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}

function readFile(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new AppError(
      'input-unreadable',
      {
        th: `อ่านไฟล์ ${file} ที่การตั้งค่า timeStamping ระบุไว้ไม่ได้`,
        en: `The file ${file}, which the setting timeStamping names, cannot be read.`,
      },
      { cause },
    );
  }
}
