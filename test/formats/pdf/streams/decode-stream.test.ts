import { deflateSync } from 'node:zlib';

import { describe, expect, it } from '@jest/globals';

import { startReading } from '../../../../src/formats/pdf/pdf-limits.ts';
import type { PdfResolver, PdfStream, PdfValue } from '../../../../src/formats/pdf/pdf-value.ts';
import { decodeStream } from '../../../../src/formats/pdf/streams/decode-stream.ts';
import { inflateBounded } from '../../../../src/formats/pdf/streams/inflate.ts';
import { undoPngPrediction } from '../../../../src/formats/pdf/streams/predictor.ts';
import { Lexer } from '../../../../src/formats/pdf/syntax/lexer.ts';
import { ObjectParser } from '../../../../src/formats/pdf/syntax/object-parser.ts';
import { concatBytes, equalBytes, latin1Bytes, utf8Bytes } from '../../../../src/shared/bytes.ts';
import { formatErrorCode } from '../../../support/format-error-code.ts';

const direct: PdfResolver = { resolve: (value) => value ?? null };

function decode(dict: string, data: Uint8Array, maxBytes = 1000): Uint8Array {
  const parsed = new ObjectParser(new Lexer(latin1Bytes(dict)), startReading()).readDict();
  const stream: PdfStream = { type: 'stream', dict: parsed, start: 0, end: data.length };
  return decodeStream(data, stream, direct, maxBytes, inflateBounded);
}

describe('inflateBounded', () => {
  it('inflates what zlib deflated, in one step or many', () => {
    const short = utf8Bytes('ใบแสดงผลการศึกษา');
    const long = Uint8Array.from({ length: 300_000 }, (_, index) => (index * index) >> 7);
    expect(inflateBounded(deflateSync(short), 1000)).toEqual(short);
    for (const level of [0, 6]) {
      const inflated = inflateBounded(deflateSync(long, { level }), 300_000);
      expect(equalBytes(inflated, long)).toBe(true);
    }
  });

  it('stops at the limit, however well the data compresses', () => {
    const bomb = deflateSync(new Uint8Array(50_000_000), { level: 9 });
    expect(formatErrorCode(() => inflateBounded(bomb, 1_000_000))).toBe('pdf/limit');
  });

  it('refuses data that is cut, damaged, of another kind or hidden behind the end', () => {
    const good = deflateSync(utf8Bytes('transcript '.repeat(100)));
    const hidden = concatBytes(good, new Uint8Array(200_000));
    for (const bad of [good.subarray(0, 20), good.subarray(2), new Uint8Array(0), hidden]) {
      expect(formatErrorCode(() => inflateBounded(bad, 10_000))).toBe('pdf/stream');
    }
  });
});

describe('undoPngPrediction', () => {
  it('undoes each of the five filters', () => {
    const rows = [
      [0, 1, 2, 3],
      [1, 1, 1, 1],
      [2, 1, 1, 1],
      [3, 1, 1, 1],
      [4, 1, 1, 1],
    ];
    const data = Uint8Array.from(rows.flat());
    expect([...undoPngPrediction(data, { bytesPerRow: 3, bytesPerPixel: 1 })]).toEqual([
      1, 2, 3, 1, 2, 3, 2, 3, 4, 2, 3, 4, 3, 4, 5,
    ]);
  });

  it('refuses an unknown filter and an unfinished row', () => {
    const parameters = { bytesPerRow: 2, bytesPerPixel: 1 };
    const undo = (...bytes: number[]): string | undefined =>
      formatErrorCode(() => undoPngPrediction(Uint8Array.from(bytes), parameters));
    expect(undo(5, 0, 0)).toBe('pdf/stream');
    expect(undo(0, 0)).toBe('pdf/stream');
  });
});

describe('decodeStream', () => {
  const data = utf8Bytes('1234');
  const deflated = deflateSync(data);

  it.each<[string, Uint8Array]>([
    ['<<>>', data],
    ['<< /Filter /FlateDecode >>', deflated],
    ['<< /Filter [/FlateDecode] /DecodeParms [null] >>', deflated],
    ['<< /Filter [] >>', data],
    ['<< /Filter /FlateDecode /DecodeParms << /Predictor 1 >> >>', deflated],
  ])('decodes with %s', (dict, encoded) => {
    expect(decode(dict, encoded)).toEqual(data);
  });

  it('undoes prediction as the parameters say', () => {
    const predicted = deflateSync(Uint8Array.of(2, 1, 1, 2, 1, 1));
    const dict = '<< /Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 2 >> >>';
    expect([...decode(dict, predicted)]).toEqual([1, 1, 2, 2]);
  });

  it.each([
    ['<< /Filter /DCTDecode >>', 'pdf/filter'],
    ['<< /Filter [/FlateDecode /FlateDecode] >>', 'pdf/stream'],
    ['<< /Filter [/FlateDecode 5] >>', 'pdf/filter'],
    ['<< /Filter /ASCIIHexDecode >>', 'pdf/stream'],
    ['<< /Filter /ASCII85Decode >>', 'pdf/stream'],
    [`<< /Filter [${'/FlateDecode '.repeat(9)}] >>`, 'pdf/limit'],
    ['<< /F (other.bin) >>', 'pdf/filter'],
    ['<< /Filter /FlateDecode /DecodeParms << /Predictor 2 >> >>', 'pdf/filter'],
    ['<< /Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 0 >> >>', 'pdf/stream'],
  ])('refuses %s', (dict, code) => {
    expect(formatErrorCode(() => decode(dict, deflated))).toBe(code);
  });

  it.each<[string, string, Uint8Array]>([
    ['ASCIIHexDecode', '31 32\n333>rest', utf8Bytes('1230')],
    ['ASCII85Decode', '0etOAz0e~>', concatBytes(data, new Uint8Array(4), utf8Bytes('1'))],
    ['RunLengthDecode', '\x031234\xfd9\x80rest', utf8Bytes('12349999')],
    [
      'LZWDecode',
      '\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01',
      Uint8Array.of(45, 45, 45, 45, 45, 65, 45, 45, 45, 66),
    ],
  ])('undoes %s', (name, encoded, expected) => {
    expect([...decode(`<< /Filter /${name} >>`, latin1Bytes(encoded))]).toEqual([...expected]);
    expect(formatErrorCode(() => decode(`<< /Filter /${name} >>`, latin1Bytes(encoded), 2))).toBe(
      'pdf/limit',
    );
  });

  it('undoes filters one after the other, each with its own parameters', () => {
    const hex = latin1Bytes(Buffer.from(deflateSync(Uint8Array.of(2, 1, 1))).toString('hex'));
    const dict =
      '<< /Filter [/ASCIIHexDecode /FlateDecode] /DecodeParms [null << /Predictor 12 /Columns 2 >>] >>';
    expect([...decode(dict, hex)]).toEqual([1, 1]);
  });

  it('holds unfiltered data to the limit as well', () => {
    expect(formatErrorCode(() => decode('<<>>', new Uint8Array(11), 10))).toBe('pdf/limit');
  });

  it('takes any value for a filter without crashing', () => {
    const values: PdfValue[] = [1, true, [1], [[]]];
    for (const value of values) {
      const entries = new Map([['Filter', value]]);
      const dict = { type: 'dict', entries, duplicateKeys: [] } as const;
      const stream: PdfStream = { type: 'stream', dict, start: 0, end: 4 };
      expect(formatErrorCode(() => decodeStream(data, stream, direct, 100, inflateBounded))).toBe(
        'pdf/filter',
      );
    }
  });
});
