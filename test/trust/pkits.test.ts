import { describe, expect, it } from '@jest/globals';
import { verifyCertificatePath } from '../../src/trust/verify-certificate-path.ts';
import { parseInstant } from '../../src/shared/instant.ts';
import { findOutsideData, readOutsideBytes, readOutsideJson } from '../support/outside-data.ts';

interface PkitsCase {
  readonly id: string;
  readonly name: string;
  readonly cert: string;
  readonly other_certs?: readonly string[];
  readonly crls?: readonly string[];
  readonly revocation?: boolean;
  readonly error?: object;
  readonly params?: {
    readonly user_initial_policy_set?: readonly string[];
    readonly initial_explicit_policy?: boolean;
    readonly initial_policy_mapping_inhibit?: boolean;
    readonly initial_any_policy_inhibit?: boolean;
  };
}

/** DSA is not accepted here: FIPS 186-5 withdrew it, and WebCrypto never had it. */
const withDsa = ['valid_dsa_signatures_test4', 'valid_dsa_parameter_inheritance_test5'];

const isPresent = findOutsideData('pkits/pkits.json') !== undefined;
const cases = isPresent ? (readOutsideJson('pkits/pkits.json') as readonly PkitsCase[]) : [];

(isPresent ? describe : describe.skip)('the path validation tests of NIST PKITS', () => {
  const certificate = (name: string) => readOutsideBytes(`pkits/certs/${name}`);

  it.each(cases.map((test) => [`${test.id} ${test.name}`, test] as const))(
    '%s',
    async (_, test) => {
      const { params = {} } = test;
      const report = await verifyCertificatePath({
        leaf: certificate(test.cert),
        anchors: [certificate('TrustAnchorRootCertificate.crt')],
        untrusted: (test.other_certs ?? []).map(certificate),
        crls: [
          readOutsideBytes('pkits/crls/TrustAnchorRootCRL.crl'),
          ...(test.crls ?? []).map((name) => readOutsideBytes(`pkits/crls/${name}`)),
        ],
        validationTime: parseInstant('2020-01-01T00:00:00Z'),
        requireRevocation: test.revocation ?? true,
        ...(params.user_initial_policy_set && { policies: params.user_initial_policy_set }),
        requireExplicitPolicy: params.initial_explicit_policy ?? false,
        inhibitPolicyMapping: params.initial_policy_mapping_inhibit ?? false,
        inhibitAnyPolicy: params.initial_any_policy_inhibit ?? false,
      });
      if (withDsa.includes(test.name)) {
        expect(report.subIndication).toBe('CRYPTO_CONSTRAINTS_FAILURE');
      } else {
        expect(report.indication === 'TOTAL-PASSED').toBe(test.error === undefined);
      }
    },
  );
});
