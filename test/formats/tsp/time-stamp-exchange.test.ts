import { describe, expect, it } from '@jest/globals';

import { derTags } from '../../../src/formats/der/der-element.ts';
import {
  encodeElement,
  encodeInteger,
  encodeSequence,
  encodeUtf8String,
} from '../../../src/formats/der/der-writer.ts';
import {
  encodeTimeStampRequest,
  parseTimeStampRequest,
} from '../../../src/formats/tsp/time-stamp-request.ts';
import { parseTimeStampResponse } from '../../../src/formats/tsp/time-stamp-response.ts';
import { toHex } from '../../../src/shared/bytes.ts';
import { formatErrorCode } from '../../support/format-error-code.ts';

const request = {
  digestName: 'SHA-256',
  digest: new Uint8Array(32).fill(7),
  policy: '1.3.6.1.4.1.99999.2',
  nonce: 0x8123456789abcdefn,
  wantsCertificates: true,
} as const;

describe('A time-stamp request', () => {
  it('comes back as it was written', () => {
    expect(parseTimeStampRequest(encodeTimeStampRequest(request))).toEqual(request);
  });

  it('leaves out what it does not ask for', () => {
    const { digestName, digest } = request;
    const bytes = encodeTimeStampRequest({ digestName, digest, wantsCertificates: false });
    expect(toHex(bytes)).toBe(`3034020101302f300b06096086480165030402010420${'07'.repeat(32)}`);
  });
});

describe('A time-stamp response', () => {
  const status = (number: number, ...more: readonly Uint8Array[]) =>
    encodeSequence(encodeSequence(encodeInteger(number), ...more));

  it('that is a refusal says why, by the name of the failure', () => {
    const words = encodeSequence(encodeUtf8String('no'));
    const bit15 = encodeElement(derTags.bitString, Uint8Array.of(0, 0, 1));
    expect(parseTimeStampResponse(status(2, words, bit15))).toEqual({
      kind: 'refused',
      status: 2,
      failure: 'unacceptedPolicy',
    });
  });

  it('that is granted without a token is refused', () => {
    expect(formatErrorCode(() => parseTimeStampResponse(status(0)))).toBe('tsp/token');
  });

  it('hands on the token as it stands', () => {
    const token = encodeSequence(encodeInteger(5));
    const granted = encodeSequence(encodeSequence(encodeInteger(0)), token);
    expect(parseTimeStampResponse(granted)).toEqual({ kind: 'granted', token });
  });
});
