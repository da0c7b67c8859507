import type { AppErrorCode } from '../../shared/app-error.ts';

/** What the program's exit code says, everywhere alike. */
export const exitCodes = {
  done: 0,
  /** The data or the document is bad. */
  bad: 1,
  /** It could not be determined. */
  undetermined: 2,
  usage: 64,
  inputUnreadable: 66,
  unavailable: 69,
  /** A bug of ours. */
  bug: 70,
  tryLater: 75,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Every known failure and its exit code; a new code without a row does not compile. */
export const exitCodeOf: Readonly<Record<AppErrorCode, ExitCode>> = {
  usage: exitCodes.usage,
  'input-unreadable': exitCodes.inputUnreadable,
  'input-empty': exitCodes.inputUnreadable,
  'input-too-large': exitCodes.bad,
  'unsupported-media-type': exitCodes.bad,
  'records-invalid': exitCodes.bad,
  'institution-unknown': exitCodes.usage,
  'template-invalid': exitCodes.bad,
  'glyph-missing': exitCodes.bad,
  'text-does-not-fit': exitCodes.bad,
  'key-unreadable': exitCodes.inputUnreadable,
  'key-certificate-mismatch': exitCodes.bad,
  'certificate-not-usable': exitCodes.bad,
  'signing-failed': exitCodes.unavailable,
  'development-pki-refused': exitCodes.usage,
  'development-pki-missing': exitCodes.inputUnreadable,
  'configuration-invalid': exitCodes.usage,
  'data-dir-missing': exitCodes.inputUnreadable,
  'database-newer': exitCodes.inputUnreadable,
  'database-unreadable': exitCodes.inputUnreadable,
  'database-read-only': exitCodes.unavailable,
  'port-in-use': exitCodes.unavailable,
  'not-found': exitCodes.bad,
  unauthorized: exitCodes.bad,
  forbidden: exitCodes.bad,
  'illegal-transition': exitCodes.bad,
  'reason-unknown': exitCodes.usage,
  'idempotency-conflict': exitCodes.bad,
  'claim-refused': exitCodes.bad,
  'rate-limited': exitCodes.tryLater,
  'level-not-available': exitCodes.unavailable,
};
