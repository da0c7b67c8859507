import { generateKeyPairSync, sign, verify } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import { parseHex, toHex, utf8Bytes } from '../../../src/shared/bytes.ts';
import { toRawEcdsaSignature } from '../../../src/signing/jose/raw-ecdsa-signature.ts';

describe('An ECDSA signature rewritten for JOSE', () => {
  it.each([
    ['P-256', 'sha256', 32],
    ['P-384', 'sha384', 48],
  ] as const)('verifies in its new form, a hundred times on %s', (namedCurve, digest, bytes) => {
    const { privateKey, publicKey: key } = generateKeyPairSync('ec', { namedCurve });
    for (let round = 0; round < 100; round++) {
      const data = utf8Bytes(`document ${round}`);
      const raw = toRawEcdsaSignature(sign(digest, data, privateKey), bytes);
      expect(raw).toHaveLength(2 * bytes);
      expect(verify(digest, data, { key, dsaEncoding: 'ieee-p1363' }, raw)).toBe(true);
    }
  });

  it('fills short numbers with zeros and drops the sign octet of long ones', () => {
    const der = parseHex(`3026020101022100ff${'11'.repeat(31)}`);
    expect(toHex(toRawEcdsaSignature(der, 32))).toBe(`${'00'.repeat(31)}01ff${'11'.repeat(31)}`);
  });

  it.each([
    ['nothing', ''],
    ['a third number', '3009020101020101020101'],
    ['a negative number', '3006020181020101'],
    [
      'a number of another curve',
      `3026022100ff${'11'.repeat(31)}020101`.replace('22100', '22200ff'),
    ],
    ['bytes after its end', '300602010102010100'],
  ])('is refused when it has %s', (_, hex) => {
    let code: unknown;
    try {
      toRawEcdsaSignature(parseHex(hex), 32);
    } catch (error) {
      code = (error as { code?: unknown }).code;
    }
    expect(code).toBe('signing-failed');
  });

  it('is refused when a number is longer than the curve', () => {
    const der = parseHex(`3026020101022101${'11'.repeat(33)}`.replace('3026', '3026'));
    expect(() => toRawEcdsaSignature(der, 32)).toThrow();
  });
});
