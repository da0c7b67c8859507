import { describe, expect, it } from '@jest/globals';

import { parseCertificateBundle } from '../../../src/formats/x509/certificate-bundle.ts';
import { encodePem } from '../../../src/formats/x509/pem.ts';
import { toHex, utf8Bytes } from '../../../src/shared/bytes.ts';
import { certsOnly } from '../../support/certs-only.ts';
import { certify, makeParty } from '../../support/certificate-builder.ts';
import { formatErrorCode } from '../../support/format-error-code.ts';

const root = makeParty('root');
const one = certify(makeParty('one'), root);
const two = certify(makeParty('two'), root);
const encodedOf = (bytes: Uint8Array) =>
  parseCertificateBundle(bytes).map(({ encoded }) => encoded);

describe('What an authority publishes as its certificate', () => {
  it('is a certificate, a bundle of them, or PEM', () => {
    expect(encodedOf(one)).toEqual([one]);
    // A SET OF: DER decides on the order, by the bytes that random keys have.
    expect(new Set(encodedOf(certsOnly([one, two])).map(toHex))).toEqual(
      new Set([one, two].map(toHex)),
    );
    const pem = [one, two].map((each) => encodePem(each, 'CERTIFICATE')).join('');
    expect(encodedOf(utf8Bytes(pem))).toEqual([one, two]);
  });

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['a page', utf8Bytes('<html>not found</html>')],
    ['an empty bundle', certsOnly([])],
    ['a bundle without end', certsOnly(Array<Uint8Array>(33).fill(one))],
    ['a certificate that is cut off', one.subarray(0, 100)],
    ['a certificate with something behind it', Uint8Array.from([...one, 0])],
    ['a sequence of nothing', Uint8Array.of(0x30, 0)],
    ['one byte', Uint8Array.of(0x30)],
  ])('is not %s', (_what, bytes) => {
    expect(formatErrorCode(() => parseCertificateBundle(bytes))).toMatch(
      /^(x509|der|pem|cms|ber)\//,
    );
  });
});
