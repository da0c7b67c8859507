import { describe, expect, it } from '@jest/globals';
import type { AppErrorCode } from '../../../src/shared/app-error.ts';
import { isPassingKeyFault, isWaitingFault } from '../../../src/signing/services/waiting-fault.ts';

describe('What a batch waits for', () => {
  it.each<AppErrorCode>([
    'key-store-unavailable',
    'signing-service-busy',
    'signing-permission-expired',
  ])('is a key store that failed for now: %s', (code) => {
    expect([isWaitingFault(code), isPassingKeyFault(code)]).toEqual([true, true]);
  });

  it.each<AppErrorCode>(['time-stamp-timeout', 'revocation-stale', 'issuer-unreachable'])(
    'is a service that gives no evidence for now: %s',
    (code) => {
      expect([isWaitingFault(code), isPassingKeyFault(code)]).toEqual([true, false]);
    },
  );

  it.each<AppErrorCode>([
    'pin-wrong',
    'pin-locked',
    'otp-wrong',
    'passphrase-wrong',
    'signing-service-unauthorized',
    'credential-disabled',
    'credential-needs-person',
    'certificate-expired',
    'key-certificate-mismatch',
    'signature-wrong',
    'signing-service-answer',
    'text-does-not-fit',
    'batch-cancelled',
  ])('is nothing that was refused or needs a person: %s', (code) => {
    expect([isWaitingFault(code), isPassingKeyFault(code)]).toEqual([false, false]);
  });
});
