import { parseCertificate } from '../../../../formats/x509/certificate.ts';
import { toNameText } from '../../../../formats/x509/names/distinguished-name.ts';
import { formatInstant, type Instant } from '../../../../shared/instant.ts';
import {
  findKeyWarning,
  toKeyState,
  type KeyWarning,
} from '../../../../signing/keys/key-schedule.ts';
import type { BilingualText } from '../../../../shared/app-error.ts';
import type { KeyStoreSettings, SigningKeyEntry } from '../../../keys/key-file-schema.ts';

/** One key as `parinya keys list --json` shows it. Where secrets are is shown, never a secret. */
export function toKeyJson(key: SigningKeyEntry, keys: readonly SigningKeyEntry[], now: Instant) {
  const { institutionCode, keyId, uses, algorithm, validFrom, validUntil, store } = key;
  const { subject, issuer, serial, notAfter } = parseCertificate(key.certificates[0]!);
  const warning = findKeyWarning(key, notAfter, now);
  return {
    institutionCode,
    keyId,
    state: toKeyState(key, keys, now),
    uses,
    algorithm,
    store,
    subject: toNameText(subject),
    issuer: toNameText(issuer),
    serial,
    validFrom: formatInstant(validFrom),
    validUntil: validUntil === undefined ? null : formatInstant(validUntil),
    certificateExpiresAt: formatInstant(notAfter),
    warnings: warning === undefined ? [] : [toWarningJson(warning)],
  };
}

/** A warning in JSON. */
export function toWarningJson({ code, institutionCode, keyId, expiresAt, daysLeft }: KeyWarning) {
  return { code, institutionCode, keyId, expiresAt: formatInstant(expiresAt), daysLeft };
}

/** A warning as a sentence. */
export function toWarningText(warning: KeyWarning): BilingualText {
  const { institutionCode, keyId, expiresAt, daysLeft } = warning;
  const day = formatInstant(expiresAt).slice(0, 10);
  return warning.code === 'certificate-expired'
    ? {
        th: `คำเตือน: ใบรับรองของสถาบัน ${institutionCode} (${keyId}) หมดอายุแล้วเมื่อ ${day} ลงลายมือชื่อไม่ได้`,
        en: `Warning: the certificate of institution ${institutionCode} (${keyId}) expired on ${day}; nothing can be signed with it.`,
      }
    : {
        th: `คำเตือน: ใบรับรองของสถาบัน ${institutionCode} (${keyId}) จะหมดอายุใน ${daysLeft} วัน (${day}) โปรดขอใบรับรองใหม่แล้วใช้ parinya keys rotate`,
        en: `Warning: the certificate of institution ${institutionCode} (${keyId}) expires in ${daysLeft} days (${day}). Get a new one and use: parinya keys rotate`,
      };
}

/** Two lines for people. */
export function toKeyLines(key: ReturnType<typeof toKeyJson>): string {
  const { institutionCode, keyId, state, algorithm, uses, subject, store } = key;
  const { validFrom, validUntil, certificateExpiresAt } = key;
  return [
    `${institutionCode}  ${state.padEnd(8)} ${algorithm.padEnd(5)} ${uses.join('+').padEnd(8)} ${describeStore(store)}`,
    `       ${keyId}`,
    `       ${subject}`,
    `       ${validFrom} – ${validUntil ?? '…'}   (certificate until ${certificateExpiresAt})`,
    '',
  ].join('\n');
}

function describeStore(store: KeyStoreSettings): string {
  switch (store.kind) {
    case 'pkcs12':
    case 'pem':
      return `${store.kind} ${store.file}`;
    case 'pkcs11':
      return `pkcs11 ${store.tokenLabel} / ${store.keyLabel ?? store.keyIdHex ?? ''}`;
    case 'csc':
      return `csc ${store.url} ${store.credentialId}`;
  }
}
