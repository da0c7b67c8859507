/** Every way in which an operation of ours can fail for a known reason. Codes are added, never renamed. */
export type AppErrorCode =
  | 'usage'
  | 'input-unreadable'
  | 'input-empty'
  | 'input-too-large'
  | 'unsupported-media-type'
  | 'records-invalid'
  | 'institution-unknown'
  | 'template-invalid'
  | 'template-changed'
  | 'glyph-missing'
  | 'text-does-not-fit'
  | 'record-ends-worker'
  | 'workers-unavailable'
  | 'key-unreadable'
  | 'key-certificate-mismatch'
  | 'certificate-not-usable'
  | 'certificate-expired'
  | 'certificate-not-yet-valid'
  | 'certificate-key-usage'
  | 'key-too-weak'
  | 'passphrase-wrong'
  | 'pin-wrong'
  | 'pin-locked'
  | 'otp-wrong'
  | 'secret-missing'
  | 'key-store-missing'
  | 'key-store-unavailable'
  | 'key-not-in-store'
  | 'key-not-configured'
  | 'key-exists'
  | 'signing-failed'
  | 'signature-wrong'
  | 'signing-service-unauthorized'
  | 'signing-service-busy'
  | 'signing-service-answer'
  | 'credential-disabled'
  | 'credential-algorithm'
  | 'credential-needs-person'
  | 'credential-not-chosen'
  | 'signing-permission-expired'
  | 'keys-in-use'
  | 'development-pki-refused'
  | 'development-pki-missing'
  | 'configuration-invalid'
  | 'data-dir-missing'
  | 'database-newer'
  | 'database-unreadable'
  | 'database-read-only'
  | 'database-in-use'
  | 'database-busy'
  | 'disk-full'
  | 'disk-failed'
  | 'clock-went-back'
  | 'backup-exists'
  | 'backup-damaged'
  | 'port-in-use'
  | 'not-found'
  | 'unauthorized'
  | 'forbidden'
  | 'illegal-transition'
  | 'changed-meanwhile'
  | 'approval-outdated'
  | 'approval-digest-missing'
  | 'batch-cancelled'
  | 'reason-unknown'
  | 'successor-refused'
  | 'erasure-refused'
  | 'retention-not-over'
  | 'document-erased'
  | 'data-key-missing'
  | 'data-key-wrong'
  | 'time-not-possible'
  | 'idempotency-conflict'
  | 'claim-refused'
  | 'rate-limited'
  | 'level-not-available'
  | 'renewal-under-way'
  | 'renewal-too-late'
  | 'renewal-not-verified'
  | 'time-stamping-not-configured'
  | 'time-stamp-unreachable'
  | 'time-stamp-timeout'
  | 'time-stamp-unauthorized'
  | 'time-stamp-refused'
  | 'time-stamp-malformed'
  | 'time-stamp-wrong-nonce'
  | 'time-stamp-wrong-imprint'
  | 'time-stamp-wrong-policy'
  | 'time-stamp-wrong-purpose'
  | 'time-stamp-bad-signature'
  | 'time-stamp-untrusted'
  | 'time-stamp-expired'
  | 'time-stamp-wrong-time'
  | 'time-stamp-too-large'
  | 'revocation-not-published'
  | 'revocation-host-refused'
  | 'revocation-unreachable'
  | 'revocation-timeout'
  | 'revocation-too-large'
  | 'revocation-malformed'
  | 'revocation-wrong-responder'
  | 'revocation-wrong-nonce'
  | 'revocation-stale'
  | 'revocation-unknown'
  | 'certificate-revoked'
  | 'certificate-path-incomplete'
  | 'issuer-host-refused'
  | 'issuer-unreachable'
  | 'issuer-timeout'
  | 'issuer-too-large'
  | 'issuer-malformed';

/** One sentence in both languages that says what happened and what to do. Never a secret or personal data. */
export interface BilingualText {
  readonly th: string;
  readonly en: string;
}

/** What else is known of a failure. */
export interface AppErrorOptions extends ErrorOptions {
  readonly retryAfterMs?: number | undefined;
}

/** An operation failed for a reason we know. Mapped once to an HTTP problem and once to an exit code. */
export class AppError extends Error {
  override readonly name = 'AppError';

  readonly code: AppErrorCode;
  readonly text: BilingualText;
  /** How long whoever failed asks to be left alone; `undefined` where nothing was said. */
  readonly retryAfterMs: number | undefined;

  constructor(code: AppErrorCode, text: BilingualText, options?: AppErrorOptions) {
    super(text.en, options);
    this.code = code;
    this.text = text;
    this.retryAfterMs = options?.retryAfterMs;
  }
}

/** Recognises our own errors by shape: `instanceof` fails across realms (worker threads, Jest). */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === 'AppError' && 'code' in error && 'text' in error;
}
