import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  concatBytes,
  equalBytes,
  latin1Bytes,
  latin1Text,
  parseBase64,
  parseBase64Url,
  parseHex,
  parseUtf8,
  toBase64,
  toBase64Url,
  toHex,
  utf8Bytes,
} from '../../src/shared/bytes.ts';

describe('bytes', () => {
  it('come back from each of their text forms', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20_000 }), (bytes) => {
        for (const copy of [
          parseHex(toHex(bytes)),
          parseBase64(toBase64(bytes)),
          parseBase64Url(toBase64Url(bytes)),
          latin1Bytes(latin1Text(bytes)),
        ]) {
          expect(equalBytes(copy, bytes)).toBe(true);
        }
      }),
    );
  });

  it('agree with what Node makes of them', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(toBase64Url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
        expect(toHex(bytes)).toBe(Buffer.from(bytes).toString('hex'));
      }),
    );
  });

  it('refuse base64 that is padded wrongly, holds left-over bits or another alphabet', () => {
    for (const text of ['A', 'AB', 'AB=', 'AB==C', 'AB-_', 'QUJ=', ' QUI=']) {
      expect(() => parseBase64(text)).toThrow(expect.objectContaining({ code: 'base64/syntax' }));
    }
    for (const text of ['A', 'QUI=', 'QUJ', 'AB+/']) {
      expect(() => parseBase64Url(text)).toThrow(
        expect.objectContaining({ code: 'base64/syntax' }),
      );
    }
  });

  it('refuse hex with an odd digit and bytes that are not UTF-8', () => {
    expect(() => parseHex('abc')).toThrow(expect.objectContaining({ code: 'hex/syntax' }));
    expect(() => parseHex('zz')).toThrow(expect.objectContaining({ code: 'hex/syntax' }));
    expect(() => parseUtf8(Uint8Array.of(0xc3, 0x28))).toThrow(
      expect.objectContaining({ code: 'utf8/invalid' }),
    );
  });

  it('keep a byte order mark and Thai text', () => {
    expect(parseUtf8(utf8Bytes('\uFEFFน้ำ'))).toBe('\uFEFFน้ำ');
  });

  it('are joined in order', () => {
    expect([...concatBytes(Uint8Array.of(1), new Uint8Array(), Uint8Array.of(2, 3))]).toEqual([
      1, 2, 3,
    ]);
  });
});
