import { csv } from '../support.ts';
import { oneSheet, table } from '../xlsx/workbook-builder.ts';
import type { Member } from '../zip/zip-builder.ts';
import { zip } from '../zip/zip-builder.ts';
import { chapter, error, file, refused, says, warning } from './collection-case.ts';
import type { CollectionCase, Expectation } from './collection-case.ts';
import { jsonRecord, XML, xml } from './samples.ts';

function packed(
  title: string,
  members: readonly Member[],
  expected: Partial<Expectation> = {},
): CollectionCase {
  return file(title, 'records.zip', zip(members), {
    format: 'zip',
    encoding: null,
    records: 1,
    ...expected,
  });
}

function refusedZip(
  title: string,
  bytes: Uint8Array,
  code: string | undefined,
  expected: Partial<Expectation> = {},
): CollectionCase {
  return refused(title, 'records.zip', bytes, {
    format: 'zip',
    encoding: null,
    issues: [error(code)],
    ...expected,
  });
}

const A = { name: 'a.xml', content: XML };
const B = { name: 'b.xml', content: xml(['66900007', '66900008']) };
const two = { records: 2, courses: 2 };

export const ZIP_CHAPTER = chapter('zip', [
  says('a .zip of them; a zip’s member is in file', [
    packed('one message', [A]),
    packed('two messages', [A, B], two),
    packed('stored instead of packed', [{ ...A, stored: true }, B], two),
    packed(
      'in folders',
      [
        { name: 'x/', content: '' },
        { ...A, name: 'x/a.xml' },
        { ...B, name: 'x/y/b.xml' },
      ],
      two,
    ),
    packed('Thai names', [{ ...A, name: 'นักศึกษา.xml' }]),
    packed(
      'an error in the second',
      [
        A,
        { name: 'b.xml', content: xml(['66900007', '66900008'], ['GradeText>B<', 'GradeText>X<']) },
      ],
      { ...two, accepted: 1, issues: [error('grade-unknown', { file: 'b.xml' })] },
    ),
    packed('the same message twice', [A, { ...A, name: 'copy.xml' }], {
      courses: 2,
      issues: [warning('record-repeated', { file: 'copy.xml' })],
    }),
    packed(
      'CSV, JSON and a workbook',
      [
        { name: 'a.csv', content: csv({}) },
        { name: 'b.json', content: jsonRecord({ studentId: '2' }) },
        { name: 'c.xlsx', content: oneSheet(table([{ student_id: '3' }])) },
      ],
      { records: 6, courses: 3 },
    ),
    file('named .xml', 'records.xml', zip([A]), { format: 'zip', encoding: null, records: 1 }),
  ]),
  says('operating-system litter is ignored', [
    packed('what a Mac leaves', [
      A,
      { name: '__MACOSX/._a.xml', content: 'x' },
      { name: '.DS_Store', content: 'x' },
      { name: 'x/._b.xml', content: 'x' },
    ]),
    packed('what Windows leaves', [
      A,
      { name: 'Thumbs.db', content: 'x' },
      { name: 'desktop.ini', content: 'x' },
    ]),
    refusedZip('litter alone', zip([{ name: '.DS_Store', content: 'x' }]), 'file-empty'),
  ]),
  says('a zip inside refused', [
    packed('a zip beside a message', [A, { name: 'in.zip', content: zip([B]) }], {
      accepted: 1,
      issues: [error('zip-nested', { file: 'in.zip' })],
    }),
    packed('a zip by another name', [A, { name: 'in.xml', content: zip([B]) }], {
      accepted: 1,
      issues: [error('zip-nested', { file: 'in.xml' })],
    }),
  ]),
  says('an empty zip: error', [
    refusedZip('no entries', zip([]), 'file-empty'),
    refusedZip('folders alone', zip([{ name: 'x/', content: '' }]), 'file-empty'),
    packed('an empty file beside a message', [A, { name: 'b.xml', content: '' }], {
      accepted: 1,
      issues: [error('file-empty', { file: 'b.xml' })],
    }),
    packed(
      'a picture beside a message',
      [
        A,
        {
          name: 'b.jpg',
          content: Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0),
        },
      ],
      { accepted: 1, issues: [error(undefined, { file: 'b.jpg' })] },
    ),
  ]),
  says(
    'Compressed bombs are refused with a clear error: 500 MB unpacked, ratio 200 per entry over 1 MB',
    [
      refusedZip(
        'two megabytes of one letter',
        zip([{ name: 'a.csv', content: 'a'.repeat(2_100_000) }]),
        'zip-bomb',
      ),
      refusedZip(
        'a declared gigabyte',
        zip([{ ...A, unpackedBytes: 1_000_000_000 }]),
        'zip-too-large',
      ),
      refusedZip(
        'entries of the same bytes by two names',
        zip([A, { ...A, name: 'b.xml', sharesBytes: true }]),
        undefined,
      ),
      packed('an entry larger than it says', [A, { ...B, unpackedBytes: 100 }], {
        records: 1,
        courses: 1,
        accepted: 1,
        issues: [error('zip-broken', { file: 'b.xml' })],
      }),
      packed(
        'a small file that packs well',
        [{ name: 'a.csv', content: `${csv({})}\n${',\n'.repeat(200_000)}` }],
        { records: 2, courses: 1 },
      ),
    ],
  ),
  says('what is dangerous is refused', [
    refusedZip('a name that leads out', zip([{ ...A, name: '../a.xml' }]), 'zip-path'),
    refusedZip(
      'a name that leads out by Windows’ strokes',
      zip([{ ...A, name: '..\\a.xml' }]),
      'zip-path',
    ),
    refusedZip('a name from the root', zip([{ ...A, name: '/etc/a.xml' }]), 'zip-path'),
    refusedZip('a name with a drive', zip([{ ...A, name: 'C:/a.xml' }]), 'zip-path'),
    refusedZip('a link', zip([{ ...A, externalAttributes: 0xa1ff0000 }]), 'zip-path'),
    refusedZip('a name with NUL', zip([{ ...A, name: 'a.xml\u0000.txt' }]), 'zip-path'),
    refusedZip('an encrypted entry', zip([{ ...A, flags: 0x801 }]), 'zip-encrypted'),
    refusedZip('the same name twice', zip([A, { ...B, name: 'a.xml' }]), 'zip-entry-repeated'),
    refusedZip(
      'the same name in another case',
      zip([A, { ...B, name: 'A.XML' }]),
      'zip-entry-repeated',
    ),
    refusedZip('two directories that differ', zip([{ ...A, localName: 'b.xml' }]), undefined),
    refusedZip('an unknown method', zip([{ ...A, method: 14 }]), 'zip-not-supported'),
    refusedZip('a zip that ends early', zip([A, B]).subarray(0, 1000), 'zip-broken'),
    refusedZip('a wrong checksum', zip([{ ...A, crc32: 1 }]), 'zip-broken', { records: 0 }),
    refusedZip('bytes behind the end', zip([A], { trailing: 'x' }), 'zip-broken'),
  ]),
]);
