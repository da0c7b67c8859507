import type { DocumentView } from '../../../src/app/services.ts';
import { formatInstant } from '../../../src/shared/instant.ts';
import type { CheckResult, VerificationReport } from '../../../src/verification/report.ts';
import { fakeNow, institutions } from './fake-world.ts';

/** A report with what pages and answers of HTTP look at. */
export function toReport(
  indication: VerificationReport['indication'],
  subIndication: VerificationReport['subIndication'],
  document: DocumentView | undefined,
): VerificationReport {
  const institution = institutions.find(({ code }) => code === document?.institutionCode);
  const isIntact = subIndication !== 'HASH_FAILURE';
  return {
    developmentOnly: false,
    indication,
    subIndication,
    validationTime: formatInstant(fakeNow),
    document:
      document === undefined
        ? null
        : {
            documentId: document.documentId,
            institution: institution ?? null,
            kind: document.kind,
            language: document.language,
            issuedAt: formatInstant(document.issuedAt ?? fakeNow),
          },
    registry: {
      state: document?.state === undefined ? 'not-checked' : asRegistryState(document.state),
      since: document === undefined ? null : formatInstant(document.since),
      reason: document?.reason ?? null,
      supersededBy: document?.supersededBy ?? null,
    },
    signatures:
      subIndication === 'FORMAT_FAILURE'
        ? []
        : [
            {
              field: 'Institution',
              integrity: isIntact ? 'INTACT' : 'BROKEN',
              coverage: 'WHOLE_FILE',
              changesAfter: 'NONE',
              docMdp: 1,
              level: 'B-T',
              signedAt: formatInstant(fakeNow),
              bestSignatureTime: formatInstant(fakeNow),
              signer: {
                subject: `CN=${institution?.nameEn ?? 'Unknown'}`,
                issuer: 'CN=Example CA',
                serial: '01',
                institutionCode: document?.institutionCode ?? null,
              },
              trustAnchor: 'CN=Example Root',
              indication: isIntact ? 'TOTAL-PASSED' : indication,
              subIndication: isIntact ? null : subIndication,
            },
          ],
    sidecar: null,
    checks: toChecks(indication, subIndication),
  };
}

/** The checks that people's sentences look at. */
function toChecks(
  indication: VerificationReport['indication'],
  subIndication: VerificationReport['subIndication'],
): readonly CheckResult[] {
  if (subIndication === 'FORMAT_FAILURE') {
    return [toCheck('document/format', 'FAILED', 'FORMAT_FAILURE')];
  }
  const isChanged = subIndication === 'HASH_FAILURE';
  return [
    toCheck('document/format', 'PASSED', null),
    isChanged
      ? toCheck('signature/digest', 'FAILED', 'HASH_FAILURE')
      : toCheck('signature/digest', 'PASSED', null),
    toCheck('signature/mathematics', isChanged ? 'SKIPPED' : 'PASSED', null),
    toCheck('path/chain', 'PASSED', null),
    toCheck('document/institution', 'PASSED', null),
    indication === 'INDETERMINATE'
      ? toCheck('registry/state', 'INDETERMINATE', 'TRY_LATER')
      : toCheck('registry/state', 'PASSED', null),
  ];
}

function toCheck(
  check: string,
  indication: CheckResult['indication'],
  subIndication: CheckResult['subIndication'],
): CheckResult {
  return { check, indication, subIndication, found: 'what was found', because: 'RFC 5652 §5.4' };
}

function asRegistryState(state: DocumentView['state']): VerificationReport['registry']['state'] {
  return state === 'reserved' ? 'unknown' : state;
}
