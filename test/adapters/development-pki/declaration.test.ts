import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import { parseDeclaration } from '../../../src/adapters/development-pki/declaration.ts';

const shipped = readFileSync(
  new URL('../../../certs/development-pki.json', import.meta.url),
  'utf8',
);
type Changeable = Record<string, unknown> & {
  institutions: Record<string, unknown>[];
  authorities: Record<string, unknown>[];
  certificates: Record<string, unknown>[];
};

function codeOf(text: string): unknown {
  try {
    parseDeclaration(text);
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
  return undefined;
}

describe('The declaration of the development PKI', () => {
  it('is read as shipped: RSA-2048 unless said otherwise, institutions as the fixtures name them', () => {
    const { authorities, certificates, institutions } = parseDeclaration(shipped);
    expect(authorities.every(({ key }) => key === 'RSA-2048')).toBe(true);
    expect(certificates.filter(({ role }) => role === 'institution-signer')).toHaveLength(4);
    for (const [index, file] of ['sommut', 'sommuttithan'].entries()) {
      const fixture = readFileSync(
        new URL(`../../../fixtures/institutions/${file}.json`, import.meta.url),
        'utf8',
      );
      const { code, nameTh, nameEn } = JSON.parse(fixture);
      expect(institutions[index]).toEqual({ code, nameTh, nameEn });
    }
  });

  it.each<[string, (declaration: Changeable) => void]>([
    ['another format', (each) => (each['format'] = 'x/1')],
    ['a property that nobody knows', (each) => (each['surprise'] = 1)],
    ['an issuer that is not declared', (each) => (each.certificates[0]!['issuer'] = 'nobody')],
    ['an issuer that comes later', (each) => each.authorities.reverse()],
    [
      'an issuer that is no authority',
      (each) => (each.certificates[1]!['issuer'] = 'signer-99001'),
    ],
    ['a name twice', (each) => (each.certificates[1]!['name'] = 'root')],
    ['a name that is a path', (each) => (each.certificates[0]!['name'] = '../escape')],
    ['a signer without institution', (each) => delete each.certificates[0]!['institutionCode']],
    ['a signer of an unknown institution', (each) => each.institutions.shift()],
    [
      'a time-stamp authority with an institution',
      (each) => {
        each.certificates.find(({ role }) => role === 'time-stamping')!['institutionCode'] =
          '99001';
      },
    ],
    [
      'a common name that has no room for the mark',
      (each) => (each.certificates[0]!['commonName'] = 'x'.repeat(46)),
    ],
    ['a kind of key that we do not make', (each) => (each.authorities[0]!['key'] = 'RSA-1024')],
  ])('is refused with %s', (_, change) => {
    const declaration = JSON.parse(shipped) as Changeable;
    change(declaration);
    expect(codeOf(JSON.stringify(declaration))).toBe('configuration-invalid');
  });

  it('is refused when it is not JSON', () => {
    expect(codeOf('{')).toBe('configuration-invalid');
  });
});
