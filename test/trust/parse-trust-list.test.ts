import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instantOf, parseInstant } from '../../src/shared/instant.ts';
import { findInstitutionOf, parseTrustList } from '../../src/trust/parse-trust-list.ts';
import { formatErrorCode } from '../support/format-error-code.ts';
import { makeTestPki, type TestPki } from '../support/test-pki.ts';

let pki: TestPki;
let text: string;
beforeAll(async () => {
  pki = await makeTestPki();
  text = JSON.stringify(pki.trustList);
});

const codeOf = (trustList: string) => formatErrorCode(() => parseTrustList(trustList));

describe('a trust list', () => {
  it('ties each signer to its institution, for its time', () => {
    const list = parseTrustList(text);
    const of = (name: string, at = pki.now) =>
      findInstitutionOf(list, pki.certificates.get(name)!, at)?.code;

    expect(of('signer-99001')).toBe('99001');
    expect(of('signer-99002')).toBe('99002');
    expect(of('root')).toBeUndefined();
    expect(of('signer-99001-expired')).toBeUndefined();
    expect(of('signer-99001-expired', instantOf(pki.now - 400 * 86_400_000))).toBe('99001');
    expect(of('signer-99001', parseInstant('2001-01-01T00:00:00Z'))).toBeUndefined();
  });

  it('is refused as a whole when anything in it is wrong', () => {
    const changed = (change: (list: Record<string, unknown>) => void) => {
      const list = JSON.parse(text) as Record<string, unknown>;
      change(list);
      return codeOf(JSON.stringify(list));
    };
    expect(codeOf(text)).toBeUndefined();
    expect(codeOf('[]')).toBe('trust-list/invalid');
    expect(codeOf('{')).toBe('trust-list/json');
    for (const property of Object.keys(JSON.parse(text) as object)) {
      expect(changed((list) => (list[property] = undefined))).toBe('trust-list/invalid');
    }
    expect(changed((list) => (list['format'] = 'parinya-trust-list/2'))).toBe('trust-list/invalid');
    expect(changed((list) => (list['crls'] = ['AAAA']))).toBe('trust-list/invalid');
    expect(changed((list) => (list['intermediates'] = ['!']))).toBe('trust-list/invalid');
    expect(
      changed((list) => (list['anchors'] = [{ certificate: 'AAAA', services: ['everything'] }])),
    ).toBe('trust-list/invalid');
    expect(changed((list) => (list['issuedAt'] = 'yesterday'))).toBe('trust-list/invalid');
  });

  it('of any JSON is read or refused with a FormatError', () => {
    fc.assert(fc.property(fc.json(), (json) => void codeOf(json)));
  });
});
