import type { VerificationReport } from '../../verification/report.ts';
import type { VerificationRequest } from '../services.ts';
import type { VerifierEnvironment } from '../verifier-environment.ts';

export function verifyRequest(
  _environment: VerifierEnvironment,
  _request: VerificationRequest,
): Promise<VerificationReport> {
  return Promise.reject(new Error('verification is not there yet'));
}
