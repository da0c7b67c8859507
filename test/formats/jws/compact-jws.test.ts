import { describe, expect, it } from '@jest/globals';
import { CompactSign, exportSPKI, generateKeyPair } from 'jose';
import fc from 'fast-check';
import { parseCompactJws } from '../../../src/formats/jws/compact-jws.ts';
import { verifyJws } from '../../../src/formats/jws/verify-jws.ts';
import { parseBase64, toBase64Url, utf8Bytes } from '../../../src/shared/bytes.ts';
import { formatErrorCode } from '../../support/format-error-code.ts';

const part = (value: unknown) => toBase64Url(utf8Bytes(JSON.stringify(value)));
const tokenWith = (header: object) => `${part(header)}.${part({ a: 1 })}.AAAA`;
const codeOf = (text: string) => formatErrorCode(() => parseCompactJws(text, 'vc+jwt'));

async function signedWith(alg: string, more: object = {}) {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const token = await new CompactSign(utf8Bytes('{"a":1}'))
    .setProtectedHeader({ alg, typ: 'vc+jwt', ...more })
    .sign(privateKey);
  const pem = await exportSPKI(publicKey);
  const spki = parseBase64(pem.replace(/-----[^-]+-----|\s/g, ''));
  return { token, spki };
}

describe('a compact JWS', () => {
  it.each([
    'RS256',
    'RS384',
    'RS512',
    'PS256',
    'PS384',
    'PS512',
    'ES256',
    'ES384',
    'ES512',
    'EdDSA',
  ])('signed by jose with %s verifies, and no longer when one bit is changed', async (alg) => {
    const { token, spki } = await signedWith(alg);
    const jws = parseCompactJws(token, 'vc+jwt');
    expect(await verifyJws(jws, spki)).toBe('valid');

    const signature = new Uint8Array(jws.signature);
    signature[5]! ^= 1;
    expect(await verifyJws({ ...jws, signature }, spki)).toBe('invalid');
    const signingInput = new Uint8Array(jws.signingInput);
    signingInput[signingInput.length - 1]! ^= 1;
    expect(await verifyJws({ ...jws, signingInput }, spki)).toBe('invalid');
  });

  it('is not verified with a key for another algorithm', async () => {
    const { token } = await signedWith('ES256');
    const { spki } = await signedWith('ES384');
    expect(await verifyJws(parseCompactJws(token, 'vc+jwt'), spki)).toBe('invalid');
    const rsa = await signedWith('RS256');
    expect(await verifyJws(parseCompactJws(token, 'vc+jwt'), rsa.spki)).toBe('invalid');
  });

  it.each([
    [{ alg: 'none', typ: 'vc+jwt' }, 'jws/algorithm'],
    [{ alg: 'HS256', typ: 'vc+jwt' }, 'jws/algorithm'],
    [{ alg: 'rs256', typ: 'vc+jwt' }, 'jws/algorithm'],
    [{ typ: 'vc+jwt' }, 'jws/algorithm'],
    [{ alg: 'ES256' }, 'jws/type'],
    [{ alg: 'ES256', typ: 'JWT' }, 'jws/type'],
    [{ alg: 'ES256', typ: 'vc+jwt', crit: ['exp'] }, 'jws/critical'],
    [{ alg: 'ES256', typ: 'vc+jwt', b64: false }, 'jws/critical'],
    [{ alg: 'ES256', typ: 'vc+jwt', x5c: [] }, 'jws/certificates'],
    [{ alg: 'ES256', typ: 'vc+jwt', x5c: [1] }, 'jws/certificates'],
    [{ alg: 'ES256', typ: 'vc+jwt', kid: 7 }, 'jws/header'],
  ])('with the header %j is refused as %s', (header, code) => {
    expect(codeOf(tokenWith(header))).toBe(code);
  });

  it('is refused in any other spelling of base64url', () => {
    const good = tokenWith({ alg: 'ES256', typ: 'vc+jwt' });
    expect(codeOf(good)).toBeUndefined();
    expect(codeOf(`${good}=`)).toBe('jws/base64url');
    expect(codeOf(good.replace('.', '.+'))).toBe('jws/base64url');
    expect(codeOf(`${good.slice(0, -2)}B`)).toBe('jws/base64url');
    expect(codeOf(`${good}.AAAA`)).toBe('jws/syntax');
    expect(codeOf(good.slice(0, good.lastIndexOf('.')))).toBe('jws/syntax');
  });

  it('of any text is read or refused with a FormatError', () => {
    fc.assert(fc.property(fc.string(), (text) => void codeOf(text)));
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (header, payload) => {
        codeOf(`${part(header)}.${part(payload)}.AAAA`);
      }),
    );
  });
});
