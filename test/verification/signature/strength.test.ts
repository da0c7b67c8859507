import { describe, expect, it } from '@jest/globals';

import { parseSignedData } from '../../../src/formats/cms/signed-data.ts';
import { encodeNull, encodeOid, encodeSequence } from '../../../src/formats/der/der-writer.ts';
import { parseCertificate } from '../../../src/formats/x509/certificate.ts';
import {
  findPastWeakness,
  nameAlgorithms,
} from '../../../src/formats/x509/keys/algorithm-lifetimes.ts';
import { parseInstant } from '../../../src/shared/instant.ts';
import {
  checkDigestStrength,
  checkStrength,
  type StrengthTime,
} from '../../../src/verification/signature/digest-checks.ts';
import { digestOids, writeCms } from '../../support/foreign/cms-writer.ts';
import { makeForeignPki } from '../../support/foreign/foreign-pki.ts';

const day = (date: string) => parseInstant(`${date}T00:00:00Z`);
const SHA_224 = '2.16.840.1.101.3.4.2.4';
const rsaWithSha1 = encodeSequence(encodeOid('1.2.840.113549.1.1.5'), encodeNull());

describe('what was strong enough when', () => {
  it.each([
    [['MD5'], '2004-07-31', '2004-08-01'],
    [['SHA-1'], '2012-07-31', '2012-08-01'],
    [['RIPEMD-160'], '2014-07-31', '2014-08-01'],
    [['RSA-1023', 'SHA-256'], '2010-07-31', '2010-08-01'],
    [['RSA-1024', 'SHA-256'], '2019-09-30', '2019-10-01'],
    [['RSA-1536', 'SHA-256'], '2019-09-30', '2019-10-01'],
    [['RSA-2048', 'SHA-1'], '2012-07-31', '2012-08-01'],
  ])('%j until %s, no longer on %s', (names, last, first) => {
    expect(findPastWeakness(names, day(last))).toBeUndefined();
    expect(findPastWeakness(names, day(first))).toMatchObject({ endedAt: day(first) });
  });

  it.each([[['SHA-224']], [['RSA-1900', 'SHA-256']], [['RSA-2048', 'RSA-PKCS1', 'SHA-256']]])(
    '%j still is: an end that is only foretold refuses nothing',
    (names) => {
      expect(findPastWeakness(names, day('2026-11-24'))).toBeUndefined();
      expect(findPastWeakness(names, day('2030-01-01'))).toBeUndefined();
    },
  );

  it.each([[['secp256k1', 'SHA-256']], [['RSA-785', 'SHA-256']], [[]]])('%j never was', (names) => {
    const weakness = findPastWeakness(names, day('1999-01-01'));
    expect(weakness).toBeDefined();
    expect(weakness).not.toHaveProperty('endedAt');
  });
});

describe('the strength of a signature', () => {
  const pki = makeForeignPki();
  const signer = parseCertificate(pki.signer.certificate);
  const signerInfoOf = (digestOid: string) =>
    parseSignedData(
      writeCms({
        signedBytes: new Uint8Array(3),
        signer: pki.signer,
        digestAlgorithm: encodeSequence(encodeOid(digestOid)),
      }),
    ).signerInfos[0]!;
  const judge = (digestOid: string, time?: StrengthTime) =>
    checkStrength(signerInfoOf(digestOid), signer, time).subIndication;
  const sha1 = digestOids.sha1;

  it('counts at the time when the signature is proven to have existed', () => {
    expect(judge(sha1, { at: day('2010-01-01'), isProven: true })).toBeNull();
    expect(judge(sha1, { at: day('2013-01-01'), isProven: true })).toBe(
      'CRYPTO_CONSTRAINTS_FAILURE',
    );
  });

  it('without a proof lacks just that, where the algorithm had its time', () => {
    expect(judge(sha1, { at: day('2026-11-24'), isProven: false })).toBe(
      'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
    );
  });

  it('in documents of ours is that of today, whatever is proven', () => {
    expect(judge(sha1)).toBe('CRYPTO_CONSTRAINTS_FAILURE');
    expect(judge(SHA_224)).toBe('CRYPTO_CONSTRAINTS_FAILURE');
    expect(judge(digestOids.sha256)).toBeNull();
  });

  it('needs a digest that was strong enough then, also where it stands alone', () => {
    const time = { at: day('2026-11-24'), isProven: false };
    expect(checkDigestStrength('SHA-256', time).indication).toBe('PASSED');
    expect(checkDigestStrength('SHA-1', time).subIndication).toBe(
      'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
    );
  });

  it('rests on both digests, that of the attributes and that of the signature', () => {
    const names = nameAlgorithms(signer.publicKeyInfo, rsaWithSha1, 'SHA-256');
    expect(names).toEqual(expect.arrayContaining(['SHA-1', 'SHA-256']));
  });
});
