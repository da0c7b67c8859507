import { describe, expect, it } from '@jest/globals';

import { toRfc3339 } from '../../../src/formats/pdf/pdf-date.ts';
import { findText, toText } from '../../../src/formats/pdf/text-string.ts';
import { latin1Bytes, parseHex } from '../../../src/shared/bytes.ts';

describe('toRfc3339', () => {
  it.each([
    ["D:20261124100000+07'00'", '2026-11-24T03:00:00Z'],
    ["D:20261124100000-03'30", '2026-11-24T13:30:00Z'],
    ['D:20190521105845Z', '2019-05-21T10:58:45Z'],
    ["D:20190521105845Z00'00'", '2019-05-21T10:58:45Z'],
    ['D:20261124Z', '2026-11-24T00:00:00Z'],
    ['D:2026Z', '2026-01-01T00:00:00Z'],
  ])('reads %s', (text, expected) => {
    expect(toRfc3339(text)).toBe(expected);
  });

  it.each([
    '',
    'D:',
    '20261124100000Z',
    'D:20261124100000',
    'D:20260230100000Z',
    'D:20261324100000Z',
    'D:20261124250000Z',
    "D:20261124100000+25'00'",
    'D:00501124100000Z',
    '2026-11-24T10:00:00Z',
  ])('names no instant for %j', (text) => {
    expect(toRfc3339(text)).toBeNull();
  });
});

describe('toText', () => {
  it('reads the three encodings', () => {
    expect(toText(parseHex('feff0e010e02'))).toBe('กข');
    expect(toText(parseHex('efbbbfe0b881'))).toBe('ก');
    expect(toText(latin1Bytes('A\x18\x80\xa0\xe9'))).toBe('A˘•€é');
    expect(toText(latin1Bytes('\x1f\x7f\x9e\x9f\xad'))).toBe('˜\ufffdž\ufffd\ufffd');
  });

  it('is null for what is no string', () => {
    expect(findText(1)).toBeNull();
  });
});
