import type { Command } from 'commander';

import { toNameText } from '../../../../formats/x509/names/distinguished-name.ts';
import { AppError } from '../../../../shared/app-error.ts';
import { formatInstant } from '../../../../shared/instant.ts';
import type { TrustService } from '../../../../trust/parse-trust-list.ts';
import { openIssuerSource } from '../../../installation/archival/revocation-sources.ts';
import { addTrust, type AddedTrust, type NewTrust } from '../../../trust/add-trust.ts';
import { writeJson, writeText, type CommandLine } from '../../command-line.ts';
import { exitCodes, type ExitCode } from '../../exit-codes.ts';
import { readPemFiles } from '../../input/read-certificates.ts';
import { readTime } from '../../input/read-time.ts';
import { configurationOf } from '../installation-options.ts';

interface AddOptions {
  readonly service?: readonly string[];
  readonly institution?: string;
  readonly nameTh?: string;
  readonly nameEn?: string;
  readonly rsaPss?: boolean;
  readonly from?: string;
  readonly until?: string;
  readonly development?: boolean;
  readonly json?: boolean;
}

/** `parinya trust add`: whom to believe from now on, and for what. */
export function addTrustAddVerb(
  trust: Command,
  line: CommandLine,
  finish: (exitCode: ExitCode) => void,
): void {
  trust
    .command('add')
    .description('believe an authority, or tie a signer to its institution')
    .argument('<file...>', 'certificates, PEM or DER; all of them are added, or none')
    .option('--service <service...>', 'authorities to believe: institution-signer, time-stamping')
    .option('--institution <code>', 'a signer of this institution')
    .option('--name-th <name>', 'of an institution that is not known yet')
    .option('--name-en <name>', 'of an institution that is not known yet')
    .option('--rsa-pss', 'an RSA key signs sidecars with PSS (PS256)')
    .option('--from <time>', 'RFC 3339, since when it signs; as its certificate when left out')
    .option('--until <time>', 'RFC 3339, until when it signs; as its certificate when left out')
    .option('--development', 'certificates that were made for development are meant')
    .option('--json', 'one JSON value')
    .action(async (paths: string[], options: AddOptions, command: Command) => {
      const loaded = configurationOf(line, command);
      const { clock, random, environment, workingFolder } = line;
      const added = await addTrust(
        {
          loaded,
          clock,
          issuers: openIssuerSource(loaded.settings.revocation, clock, random),
          isProduction: environment['NODE_ENV'] === 'production',
        },
        {
          ...toNewTrust(options),
          certificates: await readPemFiles(workingFolder, paths, 'CERTIFICATE'),
        },
      );
      if (options.json === true) writeJson(line, added.map(toJson));
      else for (const each of added) writeAdded(line, each);
      finish(exitCodes.done);
    });
}

function toNewTrust(options: AddOptions): Omit<NewTrust, 'certificates'> {
  const { institution, nameTh, nameEn, service = [], from, until } = options;
  const rsaScheme = options.rsaPss === true ? 'pss' : 'pkcs1';
  return {
    services: service.map(toService),
    mayBeDevelopment: options.development === true,
    ...(institution === undefined
      ? {}
      : {
          signer: {
            institutionCode: toCode(institution),
            rsaScheme,
            ...(nameTh === undefined || nameEn === undefined ? {} : { names: { nameTh, nameEn } }),
            ...(from === undefined ? {} : { validFrom: readTime(from) }),
            ...(until === undefined ? {} : { validUntil: readTime(until) }),
          },
        }),
  };
}

function toService(word: string): TrustService {
  if (word === 'institution-signer' || word === 'time-stamping') return word;
  throw new AppError('usage', {
    th: `--service ต้องเป็น institution-signer หรือ time-stamping ไม่ใช่ ${word}`,
    en: `--service is institution-signer or time-stamping, not ${word}.`,
  });
}

function toCode(word: string): string {
  if (/^\d{5}$/.test(word)) return word;
  throw new AppError('usage', {
    th: `รหัสสถาบันมีห้าหลัก ไม่ใช่ ${word}`,
    en: `An institution's code has five digits, unlike ${word}.`,
  });
}

function toJson(added: AddedTrust) {
  const { kind, services, institutionCode, wasThere, fingerprint, certificate } = added;
  const { subject, issuer, serial, notBefore, notAfter } = certificate;
  return {
    kind,
    services,
    institutionCode,
    wasThere,
    subject: toNameText(subject),
    issuer: toNameText(issuer),
    serial,
    sha256: fingerprint,
    notBefore: formatInstant(notBefore),
    notAfter: formatInstant(notAfter),
    isSelfSigned: added.isSelfSigned,
    isDevelopment: added.isDevelopment,
  };
}

const kinds = {
  anchor: { th: 'เชื่อถือผู้ออกใบรับรอง', en: 'Believed authority' },
  intermediate: { th: 'ผู้ออกใบรับรองระหว่างทาง', en: 'Authority on the way' },
  signer: { th: 'ผู้ลงลายมือชื่อของสถาบัน', en: 'Signer of institution' },
} as const;

function writeAdded(line: CommandLine, added: AddedTrust): void {
  const { kind, services, institutionCode, name, fingerprint, certificate } = added;
  const purpose = institutionCode ?? services.join(', ');
  const { th, en } = kinds[kind];
  const before = added.wasThere ? { th: ' (มีอยู่แล้ว)', en: ' (there already)' } : noNote;
  const mark = added.isDevelopment
    ? { th: ' (เพื่อพัฒนาเท่านั้น)', en: ' (for development only)' }
    : noNote;
  const issuedBy =
    kind === 'anchor' && !added.isSelfSigned
      ? {
          th: ` (ออกโดย ${toNameText(certificate.issuer)} ไม่ได้ลงนามตนเอง)`,
          en: ` (issued by ${toNameText(certificate.issuer)}, not self-signed)`,
        }
      : noNote;
  const head = (label: string) => `${label}${purpose === '' ? '' : ` ${purpose}`}: ${name}`;
  writeText(line, {
    th: `${head(th)}${before.th}${mark.th}${issuedBy.th}`,
    en: `${head(en)}${before.en}${mark.en}${issuedBy.en}`,
  });
  const until = formatInstant(certificate.notAfter).slice(0, 10);
  writeText(line, {
    th: `  ลายพิมพ์ SHA-256 ${fingerprint} ใช้ได้ถึง ${until} โปรดเทียบกับที่ผู้ออกประกาศไว้`,
    en: `  SHA-256 ${fingerprint}, valid until ${until}: compare it with what its owner publishes`,
  });
}

const noNote = { th: '', en: '' };
