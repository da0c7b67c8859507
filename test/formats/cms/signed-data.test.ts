import { createHash, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import forge from 'node-forge';
import { attributeTypes, findOnlyValue } from '../../../src/formats/cms/attribute.ts';
import { parseSignedData } from '../../../src/formats/cms/signed-data.ts';
import { parseDer } from '../../../src/formats/der/der-element.ts';
import { DerReader } from '../../../src/formats/der/der-reader.ts';
import { concatBytes, latin1Bytes, toHex } from '../../../src/shared/bytes.ts';
import { verifySignature } from '../../../src/formats/x509/keys/verify-signature.ts';
import { formatErrorCode } from '../../support/format-error-code.ts';

const content = 'what is signed';

/** A detached signature that another library makes, and the certificate it brings. */
function signWithForge() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = forge.pki.privateKeyFromPem(
    privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  );
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(
    publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  );
  certificate.serialNumber = '07';
  certificate.setSubject([{ name: 'commonName', value: 'Signer' }]);
  certificate.setIssuer([{ name: 'commonName', value: 'Signer' }]);
  certificate.sign(key, forge.md.sha256.create());
  const message = forge.pkcs7.createSignedData();
  message.content = forge.util.createBuffer(content);
  message.addCertificate(certificate);
  message.addSigner({
    key,
    certificate,
    digestAlgorithm: forge.pki.oids['sha256']!,
    authenticatedAttributes: [
      { type: forge.pki.oids['contentType']!, value: forge.pki.oids['data']! },
      { type: forge.pki.oids['messageDigest']! },
    ],
  });
  message.sign({ detached: true });
  const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }));
  return { der: latin1Bytes(forge.asn1.toDer(message.toAsn1()).getBytes()), spki };
}

/** The same value with indefinite lengths wherever BER allows them. */
function toIndefinite(bytes: Uint8Array): Uint8Array {
  const { tag, content: inner, encoded } = parseDer(bytes);
  if ((tag & 0x20) === 0) return encoded;
  const children = DerReader.ofBytes(bytes, tag).takeAll();
  if (inner.length === 0) return encoded;
  const parts = children.map((child) => toIndefinite(child.encoded));
  return concatBytes(Uint8Array.of(tag, 0x80), ...parts, Uint8Array.of(0, 0));
}

const { der, spki } = signWithForge();

describe('a CMS signature', () => {
  it('of another library is read and verifies', async () => {
    const { signerInfos, certificates, content: own, isDer, byteLength } = parseSignedData(der);
    const [signer] = signerInfos;

    expect([signerInfos.length, certificates.length, own, isDer]).toEqual([1, 1, undefined, true]);
    expect(byteLength).toBe(der.length);
    expect(signer?.signerIdentifier).toMatchObject({ kind: 'issuer-serial', serial: '07' });
    const { attributes, encodedSet } = signer!.signedAttributes!;
    const digest = findOnlyValue(attributes, attributeTypes.messageDigest)!;
    expect(toHex(digest.content)).toBe(createHash('sha256').update(content).digest('hex'));
    expect(
      await verifySignature(
        spki,
        signer!.signatureAlgorithm,
        signer!.signature,
        encodedSet,
        'SHA-256',
      ),
    ).toBe('valid');
  });

  it('in BER means the same', () => {
    const ber = toIndefinite(der);
    const read = parseSignedData(concatBytes(ber, new Uint8Array(10)));

    expect(read.isDer).toBe(false);
    expect(read.byteLength).toBe(ber.length);
    expect({ ...read, isDer: true, byteLength: der.length }).toEqual(parseSignedData(der));
  });

  it('of any bytes near one is read or refused with a FormatError', () => {
    fc.assert(
      fc.property(fc.nat(der.length - 1), fc.nat(255), (offset, value) => {
        const changed = new Uint8Array(der);
        changed[offset] = value;
        formatErrorCode(() => parseSignedData(changed));
        const ber = toIndefinite(der);
        ber[offset] = value;
        formatErrorCode(() => parseSignedData(ber));
      }),
      { numRuns: 500 },
    );
  });
});
