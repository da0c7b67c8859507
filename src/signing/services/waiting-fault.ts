import type { AppErrorCode } from '../../shared/app-error.ts';
import { isEvidenceFault } from './evidence-fault.ts';

/**
 * Failures of a key store that pass without anybody's doing: it is out of reach, asks for patience, or came to
 * sign too late. Whatever a store refuses (a PIN, a one-time password, an account, a key) is not among them:
 * asking again would bring the key nearer to its lock.
 */
const passingKeyFaults: ReadonlySet<AppErrorCode> = new Set<AppErrorCode>([
  'key-store-unavailable',
  'signing-service-busy',
  'signing-permission-expired',
]);

/** Whether the key's store failed in a way that passes: then nothing else is signed with it for now. */
export function isPassingKeyFault(code: AppErrorCode): boolean {
  return passingKeyFaults.has(code);
}

/** Whether a document that met this failure waits, and is tried again by itself. */
export function isWaitingFault(code: AppErrorCode): boolean {
  return isEvidenceFault(code) || isPassingKeyFault(code);
}
