import { describe, expect, it } from '@jest/globals';
import * as asn1js from 'asn1js';
import fc from 'fast-check';
import { toDerFromBer } from '../../../src/formats/der/ber-to-der.ts';
import { contextTag, derTags, parseDer } from '../../../src/formats/der/der-element.ts';
import { DerReader } from '../../../src/formats/der/der-reader.ts';
import { encodeTime, parseTime } from '../../../src/formats/der/der-time.ts';
import {
  parseBoolean,
  parseInteger,
  parseNamedBits,
  parseOid,
  parseText,
} from '../../../src/formats/der/der-values.ts';
import {
  encodeElement,
  encodeExplicit,
  encodeImplicit,
  encodeInteger,
  encodeNamedBits,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  encodeSetOf,
  encodeUnsignedInteger,
  encodeUtf8String,
} from '../../../src/formats/der/der-writer.ts';
import { equalBytes, parseHex, toHex } from '../../../src/shared/bytes.ts';
import { formatInstant, parseInstant } from '../../../src/shared/instant.ts';
import { formatErrorCode } from '../../support/format-error-code.ts';

const codeOfHex = (hex: string) => formatErrorCode(() => parseDer(parseHex(hex)));

describe('strict DER', () => {
  it.each([
    ['', 'der/truncated'],
    ['30', 'der/truncated'],
    ['3003020101ff', 'der/trailing-bytes'],
    ['3005020101', 'der/truncated'],
    ['308003020101', 'der/length'],
    ['30810302010100', 'der/length'],
    ['3082000302010100', 'der/length'],
    ['30850000000003020101', 'der/length'],
    ['1f8101020101', 'der/tag'],
    ['0000', 'der/tag'],
  ])('refuses %s as %s', (hex, code) => {
    expect(codeOfHex(hex)).toBe(code);
  });

  it('refuses integers that are padded or empty', () => {
    for (const hex of ['0200', '02020001', '0202ff80']) {
      expect(formatErrorCode(() => parseInteger(parseDer(parseHex(hex))))).toBe('der/integer');
    }
  });

  it('refuses truth values other than 00 and ff', () => {
    expect(formatErrorCode(() => parseBoolean(parseDer(parseHex('010101'))))).toBe('der/boolean');
  });

  it('refuses object identifiers that are padded, cut off or empty', () => {
    for (const hex of ['0600', '06028001', '06022a86']) {
      expect(formatErrorCode(() => parseOid(parseDer(parseHex(hex))))).toBe('der/oid');
    }
  });

  it('answers or throws FormatError for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        formatErrorCode(() => {
          const reader = DerReader.ofBytes(bytes, derTags.sequence);
          reader.takeAll().forEach((element) => {
            parseOid(element);
            parseText(element);
          });
        });
      }),
    );
  });
});

describe('the DER writer', () => {
  it('is read back as the same integer, and as asn1js reads it', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 130n), max: 2n ** 130n }), (value) => {
        const encoded = encodeInteger(value);
        expect(parseInteger(parseDer(encoded))).toBe(value);
        const judged = asn1js.fromBER(encoded.buffer).result as asn1js.Integer;
        expect(judged.toBigInt()).toBe(value);
      }),
    );
  });

  it('writes an unsigned number with a sign octet only where one is needed', () => {
    expect(toHex(encodeUnsignedInteger(Uint8Array.of(0, 0, 0x80)))).toBe('02020080');
    expect(toHex(encodeUnsignedInteger(Uint8Array.of(0, 0)))).toBe('020100');
  });

  it('writes object identifiers that read back, also with arcs beyond 64 bits', () => {
    for (const oid of ['1.2.840.113549.1.7.2', '2.5.29.15', '2.999.1', `2.25.${2n ** 127n}`]) {
      expect(parseOid(parseDer(encodeOid(oid)))).toBe(oid);
    }
  });

  it('sorts SET OF by encoding, shorter first when one begins the other', () => {
    const set = encodeSetOf(
      encodeInteger(300),
      encodeInteger(2),
      encodeOctetString(Uint8Array.of()),
    );
    expect(toHex(set)).toBe('3109' + '020102' + '0202012c' + '0400');
  });

  it('writes named bits without trailing zeros', () => {
    expect(toHex(encodeNamedBits([5, 6]))).toBe('03020106');
    expect([...parseNamedBits(parseDer(parseHex('03020106')))]).toEqual([5, 6]);
    expect([...parseNamedBits(parseDer(encodeNamedBits([8])))]).toEqual([8]);
  });

  it('uses long lengths from 128 bytes on', () => {
    for (const size of [127, 128, 255, 256, 65536]) {
      const encoded = encodeOctetString(new Uint8Array(size));
      expect(parseDer(encoded).content).toHaveLength(size);
    }
  });

  it('tags explicitly and implicitly', () => {
    expect(toHex(encodeExplicit(0, encodeInteger(1)))).toBe('a003020101');
    expect(toHex(encodeImplicit(0, encodeSequence(encodeInteger(1))))).toBe('a003020101');
    expect(toHex(encodeImplicit(1, encodeInteger(1)))).toBe('810101');
    expect(contextTag(1, 'primitive')).toBe(0x81);
  });

  it('round-trips text in every script', () => {
    expect(parseText(parseDer(encodeUtf8String('ปริญญา น้ำ')))).toBe('ปริญญา น้ำ');
  });
});

describe('times', () => {
  it.each([
    '1950-01-01T00:00:00Z',
    '2026-11-22T10:00:00Z',
    '2049-12-31T23:59:59Z',
    '2050-01-01T00:00:00Z',
  ])('writes %s as RFC 5280 wants and reads it back', (text) => {
    const element = parseDer(encodeTime(parseInstant(text)));
    expect(element.tag).toBe(text >= '2050' ? derTags.generalizedTime : derTags.utcTime);
    expect(formatInstant(parseTime(element))).toBe(text);
  });

  it.each(['260230000000Z', '261122100000+0700', '2611221000Z', '261122240000Z', '261122106000Z'])(
    'refuses the UTCTime %s',
    (text) => {
      const element = parseDer(encodeElement(derTags.utcTime, new TextEncoder().encode(text)));
      expect(formatErrorCode(() => parseTime(element))).toBe('der/time');
    },
  );

  it('reads the fraction of a time-stamp', () => {
    const bytes = new TextEncoder().encode('20261122100000.125Z');
    const element = parseDer(encodeElement(derTags.generalizedTime, bytes));
    expect(parseTime(element) % 1000).toBe(125);
  });
});

describe('BER', () => {
  it('rewrites indefinite lengths and strings in pieces', () => {
    const ber = parseHex('3080' + '2480' + '04021122' + '040133' + '0000' + '0201050000');
    expect(toHex(toDerFromBer(ber).der)).toBe('3008' + '0403112233' + '020105');
  });

  it('leaves DER as it is', () => {
    const der = encodeSequence(
      encodeInteger(7),
      encodeExplicit(0, encodeOctetString(new Uint8Array(200))),
    );
    expect(equalBytes(toDerFromBer(der).der, der)).toBe(true);
  });

  it('refuses nesting without end', () => {
    expect(formatErrorCode(() => toDerFromBer(parseHex('3080'.repeat(100))))).toBe('ber/depth');
  });

  it('answers or throws FormatError for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        formatErrorCode(() => toDerFromBer(bytes));
      }),
    );
  });
});
