import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rangesOf } from '../../../src/records/zip/byte-ranges.ts';
import { parseZip, unpack } from '../../../src/records/zip/zip-archive.ts';
import { isFormatError } from '../../../src/shared/format-error.ts';
import { latin1Bytes, parseUtf8, utf8Bytes } from '../../../src/shared/bytes.ts';
import type { EndOverrides, Member } from './zip-builder.ts';
import { zip } from './zip-builder.ts';

const LIMITS = { zipEntries: 100, unpackedBytes: 8_000_000, unpackedRatio: 200 };
const ZEROS = new Uint8Array(3_000_000);

function codeOf(action: () => unknown): string {
  try {
    action();
    return 'none';
  } catch (error) {
    return isFormatError(error) ? error.code : 'no FormatError';
  }
}

function refusalOf(members: readonly Member[], end?: EndOverrides): string {
  return codeOf(() => parseZip(rangesOf(zip(members, end)), LIMITS).map((entry) => unpack(entry)));
}

describe('a zip', () => {
  it('gives its files in order, with their content, folders left out', () => {
    const bytes = zip([
      { name: 'folder/' },
      { name: 'folder/ก.txt', content: 'หนึ่ง' },
      { name: 'two', content: 'two', stored: true },
      { name: 'empty' },
    ]);
    const files = parseZip(rangesOf(bytes), LIMITS).map((entry) => [
      entry.name,
      parseUtf8(unpack(entry)),
    ]);
    expect(files).toEqual([
      ['folder/ก.txt', 'หนึ่ง'],
      ['two', 'two'],
      ['empty', ''],
    ]);
  });

  it.each<[string, Member, EndOverrides]>([
    ['writes sizes behind the data', { name: 'a', streamed: true }, {}],
    ['does so without packing', { name: 'a', streamed: true, stored: true }, {}],
    ['writes all sizes as zip64', { name: 'a', zip64: true }, {}],
    ['writes zip64 throughout', { name: 'a', streamed: true, zip64: true }, { zip64: true }],
    ['writes a zip64 end that says the same', { name: 'a' }, { zip64: true, count: 2 }],
  ])('is read from a program that %s', (_, member, end) => {
    const members = [
      { ...member, content: 'one' },
      { ...member, name: 'b', content: 'two' },
    ];
    const entries = parseZip(rangesOf(zip(members, end)), LIMITS);
    expect(entries.map((entry) => [entry.name, parseUtf8(unpack(entry))])).toEqual([
      ['a', 'one'],
      ['b', 'two'],
    ]);
  });

  it('may be empty or carry a comment', () => {
    expect(parseZip(rangesOf(zip([])), LIMITS)).toEqual([]);
    expect(
      parseZip(rangesOf(zip([{ name: 'a' }], { comment: 'PK\u0005\u0006' })), LIMITS),
    ).toHaveLength(1);
  });

  it('has names of Thai Windows read as Windows-874', () => {
    const name = latin1Bytes('\u00A1.csv');
    expect(parseZip(rangesOf(zip([{ name, flags: 0 }])), LIMITS)[0]!.name).toBe('ก.csv');
  });

  it.each<[string, readonly Member[], string]>([
    ['is encrypted', [{ name: 'a', flags: 1 }], 'zip/encrypted'],
    ['is strongly encrypted', [{ name: 'a', flags: 0x41 }], 'zip/encrypted'],
    ['is packed by another method', [{ name: 'a', method: 14 }], 'zip/not-supported'],
    ['has a size that it does not say', [{ name: 'a', unpackedBytes: 0xffffffff }], 'zip/broken'],
    ['leads out of its folder', [{ name: 'x/../../etc/passwd' }], 'zip/path'],
    ['leads out with backslashes', [{ name: '..\\evil' }], 'zip/path'],
    ['is absolute', [{ name: '/etc/passwd' }], 'zip/path'],
    ['names a drive', [{ name: 'C:evil' }], 'zip/path'],
    ['holds a NUL', [{ name: 'a\u0000.csv' }], 'zip/path'],
    ['is nameless', [{ name: '' }], 'zip/path'],
    ['is marked as UTF-8 and is not', [{ name: Uint8Array.of(0xa1) }], 'zip/path'],
    ['is a symbolic link', [{ name: 'a', externalAttributes: 0o120777 * 65536 }], 'zip/path'],
    ['comes twice', [{ name: 'a' }, { name: 'b' }, { name: 'A' }], 'zip/repeated'],
    ['says more than it holds', [{ name: 'a', content: 'abc', unpackedBytes: 4 }], 'zip/broken'],
    ['says less than it holds', [{ name: 'a', content: 'abc', unpackedBytes: 2 }], 'zip/broken'],
    ['has another checksum', [{ name: 'a', content: 'abc', crc32: 1 }], 'zip/broken'],
    ['is no DEFLATE', [{ name: 'a', packed: utf8Bytes('\u00FF\u00FF') }], 'zip/broken'],
    [
      'is stored with two sizes',
      [{ name: 'a', stored: true, unpackedBytes: 9 }],
      'zip/contradiction',
    ],
    ['has another name inside', [{ name: 'a', localName: 'b' }], 'zip/contradiction'],
    ['has a longer name inside', [{ name: 'a', localName: 'ab' }], 'zip/contradiction'],
    ['has another size inside', [{ name: 'a', localUnpackedBytes: 1 }], 'zip/contradiction'],
    ['has another checksum inside', [{ name: 'a', localCrc32: 1 }], 'zip/contradiction'],
    ['reaches into the directory', [{ name: 'a', packedBytes: 5000 }], 'zip/broken'],
    ['is packed too well', [{ name: 'a', content: ZEROS }], 'zip/ratio'],
    [
      'shares its bytes',
      [{ name: 'a' }, { name: 'b', localName: 'b', sharesBytes: true }],
      'zip/contradiction',
    ],
    ['declares too much', [{ name: 'a', unpackedBytes: 9_000_000 }], 'zip/unpacked-size'],
  ])('is refused when an entry %s', (_, members, code) => {
    expect(refusalOf(members)).toBe(code);
  });

  it.each<[string, EndOverrides, string]>([
    ['counts more entries', { count: 2 }, 'zip/broken'],
    ['counts fewer entries', { count: 0 }, 'zip/broken'],
    ['puts the directory elsewhere', { offset: 3 }, 'zip/broken'],
    ['has a larger directory', { directoryBytes: 1000 }, 'zip/broken'],
    ['is followed by something', { trailing: 'x' }, 'zip/broken'],
    ['points to zip64', { zip64Locator: true }, 'zip/broken'],
    ['counts 65,535 entries', { count: 0xffff }, 'zip/entries'],
    ['says two counts', { zip64: true, count: 3 }, 'zip/broken'],
    ['counts too many in zip64', { zip64: true, zip64Count: 0xffffffff }, 'zip/entries'],
    ['is of several volumes', { disk: 1 }, 'zip/not-supported'],
  ])('is refused when its end %s', (_, end, code) => {
    expect(refusalOf([{ name: 'a', content: 'abc' }], end)).toBe(code);
  });

  it('is refused when entries overlap', () => {
    const header = zip([{ name: 'b', content: 'inner', stored: true }]).subarray(0, 36);
    const whole = zip([
      { name: 'a', content: header, stored: true },
      { name: 'b', content: 'inner', stored: true, sharesBytes: true },
    ]);
    // The second entry of the directory now points to the header that lies in the first one's data.
    const endLength = 22;
    const entryLength = 46 + 1;
    whole[whole.length - endLength - entryLength + 42] = 30 + 1;
    expect(codeOf(() => parseZip(rangesOf(whole), LIMITS))).toBe('zip/overlap');
  });

  it('is refused when it has too many entries', () => {
    const many = Array.from({ length: 101 }, (_, index) => ({ name: `f${index}` }));
    expect(refusalOf(many)).toBe('zip/entries');
  });

  it('never unpacks more than it declares, even of a bomb that lies', () => {
    const lying = zip([{ name: 'a', content: new Uint8Array(50_000_000), unpackedBytes: 1000 }]);
    const [entry] = parseZip(rangesOf(lying), LIMITS);
    let largest = 0;
    const action = (): void => {
      for (const piece of entry!.unpackPieces()) largest = Math.max(largest, piece.length);
    };
    expect(codeOf(action)).toBe('zip/broken');
    expect(largest).toBeLessThanOrEqual(1000);
  });

  it('gives an answer for any bytes and any mutation', () => {
    const good = zip([
      { name: 'a.csv', content: 'one,two\n'.repeat(40) },
      { name: 'b/c.xml', content: '<x/>', stored: true },
    ]);
    const mutation = fc
      .tuple(fc.nat(good.length - 1), fc.uint8Array({ maxLength: 6 }), fc.nat(8))
      .map(([at, piece, cut]) =>
        Uint8Array.from([...good.subarray(0, at), ...piece, ...good.subarray(at + cut)]),
      );
    const overwritten = fc
      .tuple(fc.nat(good.length - 1), fc.nat(255))
      .map(([at, value]) => Uint8Array.from(good, (byte, index) => (index === at ? value : byte)));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), mutation, overwritten), (bytes) => {
        expect(
          codeOf(() => parseZip(rangesOf(bytes), LIMITS).map((entry) => unpack(entry))),
        ).toMatch(/^(?:none|zip\/[a-z-]+)$/);
      }),
      { numRuns: 1000 },
    );
  });
});
