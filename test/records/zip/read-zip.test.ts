import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { checkRecords } from '../../../src/records/check-records.ts';
import { utf8Bytes } from '../../../src/shared/bytes.ts';
import { check, checkFixture, codesOf, csv, issuesOf, OPTIONS } from '../support.ts';
import { zip } from './zip-builder.ts';

const ETDA = readdirSync('fixtures/records/etda').map((name) => ({
  name: `batch/${name}`,
  content: readFileSync(`fixtures/records/etda/${name}`),
}));

describe('a zip of records', () => {
  it('gives the records that its files give', () => {
    const { report } = check(zip([{ name: 'batch/' }, ...ETDA]));
    const alone = checkRecords(
      ETDA.map(({ name, content }) => ({ name, bytes: content })),
      OPTIONS,
    ).report;
    expect(alone.accepted).toBe(12);
    expect(report).toEqual({ ...alone, format: 'zip', encoding: null });
  });

  it('may hold any format, told apart by content', () => {
    const json = readFileSync('fixtures/records/sommut.json');
    expect(check(zip([{ name: 'a.xml', content: json }])).report).toMatchObject({
      format: 'zip',
      accepted: checkFixture('sommut.json').report.accepted,
      errorCount: 0,
    });
  });

  it('names the file of an error, and reads the others', () => {
    const { report } = check(
      zip([
        { name: 'good.csv', content: csv({}) },
        { name: 'x/bad.csv', content: csv({ student_id: '2', grade: 'Q' }) },
      ]),
    );
    expect(report).toMatchObject({ records: 4, accepted: 2, errorCount: 1 });
    expect(report.errors).toMatchObject([{ file: 'x/bad.csv', line: 2, code: 'grade-unknown' }]);
  });

  it('passes over what operating systems leave behind', () => {
    const litter = ['__MACOSX/._a.csv', '.DS_Store', 'x/Thumbs.db', 'x/desktop.ini', '._a.csv'];
    const files = litter.map((name) => ({ name, content: 'litter' }));
    expect(issuesOf(check(zip([...files, { name: 'a.csv', content: csv({}) }])))).toEqual([]);
    expect(codesOf(check(zip(files)))).toEqual(['file-empty']);
  });

  it('is an error when it holds nothing, or a file that holds nothing', () => {
    expect(codesOf(check(zip([])))).toEqual(['file-empty']);
    const { report } = check(zip([{ name: 'a.csv', content: csv({}) }, { name: 'b.csv' }]));
    expect(report.errors).toMatchObject([{ file: 'b.csv', code: 'file-empty' }]);
  });

  it('may not hold another zip', () => {
    const inner = zip([{ name: 'a.csv', content: csv({}) }]);
    const { report } = check(zip([{ name: 'inner.csv', content: inner }]));
    expect(report.errors).toMatchObject([{ file: 'inner.csv', code: 'zip-nested' }]);
  });

  it('lists findings of several zips by zip, file and line', () => {
    const bad = (id: string): string => csv({ student_id: id, grade: 'Q' });
    const files = [
      {
        name: 'one.zip',
        bytes: zip([
          { name: 'b', content: bad('1') },
          { name: 'a', content: bad('2') },
        ]),
      },
      { name: 'two.csv', bytes: utf8Bytes(bad('3')) },
      { name: 'three.zip', bytes: zip([{ name: 'c', content: bad('4') }]) },
    ];
    const { report } = checkRecords(files, OPTIONS);
    expect(report.errors.map(({ file }) => file)).toEqual(['b', 'a', 'two.csv', 'c']);
  });

  it.each([
    ['entries', { zipEntries: 1 }, 'zip-too-many-entries'],
    ['unpacked size', { unpackedBytes: 100 }, 'zip-too-large'],
    ['size', { fileBytes: 100 }, 'file-too-large'],
  ])('is refused over its limit of %s', (_, limits, code) => {
    expect(codesOf(check(zip(ETDA), { limits }))).toEqual([code]);
  });

  it('is refused with one error for what is wrong with it as a zip', () => {
    const bomb = { name: 'bomb', content: new Uint8Array(2_000_000) };
    expect(codesOf(check(zip([...ETDA, bomb])))).toEqual(['zip-bomb']);
    expect(codesOf(check(zip([{ name: '../a' }])))).toEqual(['zip-path']);
    expect(codesOf(check(zip([{ name: 'a', flags: 1 }])))).toEqual(['zip-encrypted']);
    expect(codesOf(check(zip([{ name: 'a' }, { name: 'a' }])))).toEqual(['zip-entry-repeated']);
    expect(codesOf(check(zip(ETDA).subarray(0, 3000)))).toEqual(['zip-broken']);
    expect(codesOf(check(zip([{ name: 'a', method: 9 }])))).toEqual(['zip-not-supported']);
  });
});

describe('other containers', () => {
  it('are named, with what to do', () => {
    const old = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);
    expect(codesOf(check(old))).toEqual(['workbook-old']);
    const name = Array.from('EncryptedPackage', (letter) => `${letter}\u0000`).join('');
    const encrypted = Uint8Array.from([...old, ...utf8Bytes(name)]);
    expect(codesOf(check(encrypted))).toEqual(['workbook-encrypted']);
    const types = { name: '[Content_Types].xml', content: '<Types/>' };
    expect(codesOf(check(zip([types, { name: 'xl/workbook.bin' }])))).toEqual(['workbook-old']);
    expect(codesOf(check(zip([types, { name: 'word/document.xml' }])))).toEqual(['format-unknown']);
    const openDocument = [{ name: 'mimetype' }, { name: 'content.xml' }];
    expect(codesOf(check(zip(openDocument)))).toEqual(['format-not-supported']);
  });
});
