import { createHash } from 'node:crypto';

import { beforeAll, describe, expect, it } from '@jest/globals';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';

import { prepareSigner } from '../../../src/signing/prepared-signer.ts';
import { signatureContentsBytes, signPdf } from '../../../src/signing/pades/sign-pdf.ts';
import type { Signer } from '../../../src/signing/signer.ts';
import { toUnsignedPdf } from '../../support/minimal-pdf.ts';
import { makeTestPki, type TestPki } from '../../support/test-pki.ts';

/** `/Contents` and the bytes that it signs, found the way the standard says. */
function takeApart(pdf: Uint8Array) {
  const text = Buffer.from(pdf).toString('latin1');
  const numbers = /\/ByteRange \[0 (\d+) (\d+) (\d+)\]/.exec(text)!.slice(1).map(Number);
  const [gapStart, gapEnd, tail] = numbers as [number, number, number];
  const contents = Buffer.from(text.slice(gapStart + 1, gapEnd - 1), 'hex');
  const signedBytes = Buffer.concat([pdf.subarray(0, gapStart), pdf.subarray(gapEnd)]);
  return { text, gapStart, gapEnd, tail, contents, signedBytes };
}

function parseCms(contents: Uint8Array) {
  const { result, offset } = asn1js.fromBER(contents);
  const contentInfo = new pkijs.ContentInfo({ schema: result });
  const signedData = new pkijs.SignedData({ schema: contentInfo.content });
  return { signedData, bytes: contents.subarray(0, offset) };
}

async function sign(signer: Signer) {
  const prepared = prepareSigner(signer);
  const contentsBytes = signatureContentsBytes(prepared);
  const { pdf } = await signPdf(toUnsignedPdf(contentsBytes), prepared);
  return { pdf, contentsBytes, ...takeApart(pdf) };
}

const kinds = [
  { title: 'RSA PKCS#1 v1.5', key: 'RSA-2048', rsaScheme: 'pkcs1', oid: '1.2.840.113549.1.1.11' },
  { title: 'RSA-PSS', key: 'RSA-2048', rsaScheme: 'pss', oid: '1.2.840.113549.1.1.10' },
  { title: 'ECDSA P-256', key: 'P-256', rsaScheme: 'pkcs1', oid: '1.2.840.10045.4.3.2' },
  { title: 'ECDSA P-384', key: 'P-384', rsaScheme: 'pkcs1', oid: '1.2.840.10045.4.3.3' },
] as const;

describe.each(kinds)('A PDF signed with $title', ({ key, rsaScheme, oid }) => {
  let pki: TestPki;
  let signer: Signer;
  beforeAll(async () => {
    pki = await makeTestPki({ key });
    signer = pki.getSigner('signer-99001', { rsaScheme });
  });

  it('is found valid by pkijs over the bytes of its byte range', async () => {
    const { contents, signedBytes } = await sign(signer);
    const { signedData } = parseCms(contents);
    const verdict = await signedData.verify({
      signer: 0,
      data: Uint8Array.from(signedBytes).buffer,
      extendedMode: true,
    });
    expect(verdict.signatureVerified).toBe(true);
  });

  it('carries a SignedData of version 1 with one SignerInfo and no content', async () => {
    const { contents } = await sign(signer);
    const { signedData } = parseCms(contents);
    expect(signedData.version).toBe(1);
    expect(signedData.encapContentInfo.eContentType).toBe('1.2.840.113549.1.7.1');
    expect(signedData.encapContentInfo.eContent).toBeUndefined();
    expect(signedData.signerInfos).toHaveLength(1);
    expect(signedData.signerInfos[0]!.version).toBe(1);
    expect(signedData.signerInfos[0]!.signatureAlgorithm.algorithmId).toBe(oid);
    expect(signedData.signerInfos[0]!.unsignedAttrs).toBeUndefined();
    expect(signedData.certificates).toHaveLength(2);
  });

  it('signs content-type, message-digest and signing-certificate-v2 and nothing else, in DER order', async () => {
    const { contents } = await sign(signer);
    const { signedData } = parseCms(contents);
    const { attributes } = signedData.signerInfos[0]!.signedAttrs!;
    const encodings = attributes.map((each) => Buffer.from(each.toSchema().toBER()));
    expect(attributes.map(({ type }) => type).sort()).toEqual([
      '1.2.840.113549.1.9.16.2.47',
      '1.2.840.113549.1.9.3',
      '1.2.840.113549.1.9.4',
    ]);
    expect([...encodings].sort((left, right) => left.compare(right))).toEqual(encodings);
  });

  it('names the signing certificate by its digest, issuer and serial number', async () => {
    const { contents } = await sign(signer);
    const { signedData } = parseCms(contents);
    const attribute = signedData.signerInfos[0]!.signedAttrs!.attributes.find(
      ({ type }) => type === '1.2.840.113549.1.9.16.2.47',
    );
    const certificates: asn1js.Sequence = attribute!.values[0].valueBlock.value[0];
    const [digest, issuerSerial] = (certificates.valueBlock.value[0] as asn1js.Sequence).valueBlock
      .value as [asn1js.OctetString, asn1js.Sequence];
    const leaf = signer.certificatePath[0]!;
    expect(Buffer.from(digest.getValue())).toEqual(createHash('sha256').update(leaf).digest());
    const serial = issuerSerial.valueBlock.value[1] as asn1js.Integer;
    expect(serial.isEqual(signedData.signerInfos[0]!.sid.serialNumber)).toBe(true);
  });

  it('covers everything but one hex string, whose unused rest is zeros', async () => {
    const { pdf, contents, contentsBytes, gapStart, gapEnd, tail, text } = await sign(signer);
    expect(gapEnd + tail).toBe(pdf.length);
    expect(text[gapStart]).toBe('<');
    expect(text[gapEnd - 1]).toBe('>');
    expect(contents).toHaveLength(contentsBytes);
    const { bytes } = parseCms(contents);
    expect(contents.subarray(bytes.length).every((byte) => byte === 0)).toBe(true);
  });

  it('needs no more room than the placeholder size says, and hardly less', async () => {
    const { contents, contentsBytes } = await sign(signer);
    const { bytes } = parseCms(contents);
    expect(contentsBytes - bytes.length).toBeGreaterThanOrEqual(0);
    expect(contentsBytes - bytes.length).toBeLessThan(12);
  });
});
