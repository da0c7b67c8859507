import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createUnlinkedFiles } from '../../../src/adapters/scratch-files/unlinked-files.ts';
import { SubmissionSpool } from '../../../src/app/converting/submission-spool.ts';
import type { ScratchFile } from '../../../src/app/scratch.ts';
import { checkRecordsStreaming } from '../../../src/records/check-records.ts';
import {
  encodeRecordsCsv,
  encodeRecordsJson,
  streamRecordsCsv,
  streamRecordsJson,
  UsedColumns,
} from '../../../src/records/convert/encode-records.ts';
import { parseUtf8, utf8Bytes } from '../../../src/shared/bytes.ts';
import { check, checkFixture, csv, OPTIONS } from '../../records/support.ts';

describe('records waiting to be converted', () => {
  let file: ScratchFile;
  beforeEach(async () => {
    file = await createUnlinkedFiles().open();
  });
  afterEach(() => file.close());

  const spoolOf = async (content: string | Uint8Array): Promise<SubmissionSpool> => {
    const spool = new SubmissionSpool(file);
    const bytes = typeof content === 'string' ? utf8Bytes(content) : content;
    await checkRecordsStreaming([{ name: 'input', pieces: [bytes] }], OPTIONS, spool);
    return spool;
  };
  const all = async <Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> => {
    const list: Item[] = [];
    for await (const item of items) list.push(item);
    return list;
  };

  it('become the same files as when they are all in memory', async () => {
    const records = checkFixture('sommut.json').records.map(({ record }) => record);
    const spool = await spoolOf(encodeRecordsJson(records));
    expect(spool.recordCount).toBe(records.length);
    expect(await all(spool.records())).toEqual(records);
    const json = (await all(streamRecordsJson(spool.submissions()))).join('');
    expect(json).toBe(parseUtf8(encodeRecordsJson(records)));
    const columns = new UsedColumns();
    for (const submission of await all(spool.submissions())) columns.add(submission);
    const table = (await all(streamRecordsCsv(spool.submissions(), columns.list()))).join('');
    expect(Buffer.from(table)).toEqual(Buffer.from(encodeRecordsCsv(records)));
  });

  it('are one for both languages wherever the second stands, unless they differ', async () => {
    const th = { document_language: 'th' };
    const en = { document_language: 'en' };
    const text = csv(
      { ...th, student_id: '1' },
      { ...th, student_id: '2' },
      { ...en, student_id: '1' },
      { ...en, student_id: '2', major_en: 'Another' },
    );
    const spool = await spoolOf(text);
    const submissions = await all(spool.submissions());
    expect(submissions.map((each) => `${each.studentId} ${each.documentLanguage}`)).toEqual([
      '1 both',
      '2 th',
      '2 en',
    ]);
    const json = (await all(streamRecordsJson(spool.submissions()))).join('');
    expect(check(json).report).toMatchObject({ accepted: 4, errorCount: 0 });
  });

  it('leave no trace when a later record contradicts them', async () => {
    const spool = new SubmissionSpool(file);
    const sources = [
      { name: 'a', pieces: [utf8Bytes(csv({}, { student_id: '2' }))] },
      { name: 'b', pieces: [utf8Bytes(csv({ grade: 'A', document_language: 'th' }))] },
    ];
    await checkRecordsStreaming(sources, OPTIONS, spool);
    const left = (await all(spool.submissions())).map(
      (each) => `${each.studentId} ${each.documentLanguage}`,
    );
    expect(left).toEqual(['66010001 en', '2 both']);
  });
});
