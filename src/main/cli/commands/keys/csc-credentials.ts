import {
  listCscCredentials,
  type ListedCredential,
} from '../../../../adapters/key-stores/csc/credentials/list-csc-credentials.ts';
import type { RsaScheme } from '../../../../formats/signature-algorithm.ts';
import { parseCertificate } from '../../../../formats/x509/certificate.ts';
import { toNameText } from '../../../../formats/x509/names/distinguished-name.ts';
import { AppError } from '../../../../shared/app-error.ts';
import { formatInstant } from '../../../../shared/instant.ts';
import { toCscConnection } from '../../../keys/csc-connection.ts';
import type { KeyOffice } from '../../../keys/manage-keys.ts';
import { writeJson, type CommandLine } from '../../command-line.ts';
import { toCscServiceSettings, type KeyStoreOptions } from './key-store-options.ts';

/** What the command line says of a signing service whose keys are looked at. */
export interface CscCredentialOptions extends KeyStoreOptions {
  readonly userId?: string;
  readonly rsaPss?: boolean;
  readonly json?: boolean;
}

/** `parinya keys csc-credentials`: the keys that an account at a signing service may use. */
export async function writeCscCredentials(
  line: CommandLine,
  office: KeyOffice,
  options: CscCredentialOptions,
): Promise<void> {
  const credentials = (await list(line, office, options)).map(toCredentialJson);
  if (options.json === true) writeJson(line, credentials);
  else for (const credential of credentials) line.writeMessage(toCredentialLines(credential));
}

/**
 * Shows what there is to choose from where nothing was chosen.
 * @throws AppError `credential-not-chosen` always; and what listing throws.
 */
export async function refuseWithoutCredential(
  line: CommandLine,
  office: KeyOffice,
  options: CscCredentialOptions,
): Promise<never> {
  const credentials = (await list(line, office, options)).map(toCredentialJson);
  for (const credential of credentials) line.writeMessage(toCredentialLines(credential));
  const ids = credentials
    .filter(({ problem }) => problem === null)
    .map(({ credentialId }) => credentialId)
    .join(', ');
  throw new AppError('credential-not-chosen', {
    th: `บริการลงลายมือชื่อมีกุญแจให้เลือก โปรดระบุด้วย --credential (ใช้ได้: ${ids || '-'})`,
    en: `Say with --credential which key of the signing service is meant (usable: ${ids || 'none'}).`,
  });
}

function list(
  line: CommandLine,
  { loaded, secrets, clock }: KeyOffice,
  options: CscCredentialOptions,
): Promise<readonly ListedCredential[]> {
  const service = toCscServiceSettings(options, line.workingFolder, loaded.dataFolder);
  const rsaScheme: RsaScheme = options.rsaPss === true ? 'pss' : 'pkcs1';
  return listCscCredentials({
    ...toCscConnection(service, secrets),
    clock,
    rsaScheme,
    ...(options.userId === undefined ? {} : { userId: options.userId }),
  });
}

function toCredentialJson({ credentialId, usable, problem }: ListedCredential) {
  if (usable === undefined) return { credentialId, problem: problem ?? null };
  const { subject, issuer, serial, notAfter } = parseCertificate(usable.certificatePath[0]!);
  const { mode, alternatives } = usable.authorization;
  return {
    credentialId,
    problem: null,
    algorithm: usable.algorithm.jwsAlg,
    subject: toNameText(subject),
    issuer: toNameText(issuer),
    serial,
    certificateExpiresAt: formatInstant(notAfter),
    /** Whether the issuers' certificates came along; otherwise they are looked for when the key is added. */
    certificates: usable.certificatePath.length,
    authorization: mode,
    secrets: alternatives,
    hashesPerCall: usable.maxSignatures,
    permissionBindsHashes: usable.bindsHashes,
  };
}

function toCredentialLines(credential: ReturnType<typeof toCredentialJson>): string {
  const { credentialId } = credential;
  if (credential.subject === undefined) return `${credentialId}  (${credential.problem})\n`;
  const { algorithm, subject, authorization, secrets, hashesPerCall } = credential;
  const wanted = secrets.map((names) => names.join('+')).join(' | ');
  return [
    `${credentialId}  ${algorithm.padEnd(5)} ${authorization} ${wanted}, ${hashesPerCall}/call`,
    `       ${subject}`,
    `       (certificate until ${credential.certificateExpiresAt})`,
    '',
  ].join('\n');
}
