import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeText } from '../../../src/records/encoding/decode-text.ts';
import { concatBytes, utf8Bytes } from '../../../src/shared/bytes.ts';

const thai874 = Uint8Array.from([0xb9, 0xe9, 0xd3, 0x2c, 0xb7, 0xd3]); // น้ำ,ทำ

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 * text.length));
  for (let index = 0; index < text.length; index++) {
    view.setUint16(2 * index, text.charCodeAt(index), littleEndian);
  }
  return new Uint8Array(view.buffer);
}

describe('decodeText', () => {
  it('reads UTF-8 with and without a byte order mark', () => {
    const expected = { text: 'น้ำ', encoding: 'utf-8', brokenLines: [] };
    expect(decodeText(utf8Bytes('น้ำ'))).toEqual(expected);
    expect(decodeText(utf8Bytes('\uFEFFน้ำ'))).toEqual(expected);
  });

  it('reads UTF-16 with a byte order mark', () => {
    expect(decodeText(utf16('\uFEFFน้ำ', true))).toMatchObject({
      text: 'น้ำ',
      encoding: 'utf-16le',
    });
    expect(decodeText(utf16('\uFEFFน้ำ', false))).toMatchObject({
      text: 'น้ำ',
      encoding: 'utf-16be',
    });
  });

  it('reads Windows-874 and names it', () => {
    expect(decodeText(thai874)).toMatchObject({ text: 'น้ำ,ทำ', encoding: 'windows-874' });
  });

  it('recognises Windows-874 even where three of its letters look like a UTF-8 sequence', () => {
    const net = Uint8Array.from([0xe0, 0xb9, 0xb5, 0x2c, ...thai874, ...thai874]); // เนต
    expect(decodeText(net)).toMatchObject({ encoding: 'windows-874' });
  });

  it('names the line of broken bytes and never takes the file for another encoding', () => {
    const bytes = concatBytes(utf8Bytes('ก,ข\r\nค,'), Uint8Array.of(0xb9), utf8Bytes('\rง,จ'));
    expect(decodeText(bytes)).toMatchObject({ encoding: 'utf-8', brokenLines: [2] });
    const cut = concatBytes(utf8Bytes('กข\n'), utf8Bytes('ก').subarray(0, 2));
    expect(decodeText(cut)).toMatchObject({ encoding: 'utf-8', brokenLines: [2] });
  });

  it('gives up on what no encoding fits', () => {
    expect(decodeText(Uint8Array.of(0xff, 0xfb, 0xfc, 0x80, 0x81))).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void decodeText(bytes)));
  });

  it('takes any well-formed text back that has a Thai name in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (any) => {
        const text = `สมชาย ใจดี,${any}`;
        expect(decodeText(utf8Bytes(text))).toMatchObject({ encoding: 'utf-8', text });
      }),
      { numRuns: 1000 },
    );
  });

  it('takes any text of ASCII back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
        expect(decodeText(utf8Bytes(text))?.text).toBe(text);
      }),
    );
  });
});
