import { describe, expect, it } from '@jest/globals';
import { PrintTrial } from '../../../../src/app/issuing/intake/print-trial.ts';
import { FrozenTemplateShelf } from '../../../../src/app/issuing/production/frozen-template-shelf.ts';
import type { TranscriptRecord } from '../../../../src/transcript/record.ts';
import { fixtureRecords, readInstitutions } from '../../../support/issuing-world.ts';

const trial = new PrintTrial(readInstitutions(), 'templates/transcripts');
const { content } = new FrozenTemplateShelf(readInstitutions(), 'templates/transcripts').freeze(
  '99001',
  'classic',
);
const [record] = fixtureRecords(1, 'en') as [TranscriptRecord];
const problemsOf = (...records: TranscriptRecord[]) => trial.findProblems(content, records);

describe('trying whether records can be printed', () => {
  it('has nothing to say of the shipped records', async () => {
    expect(await problemsOf(...fixtureRecords(12, 'th'), ...fixtureRecords(12, 'en'))).toEqual([]);
  });

  it('names the property and the characters that the typeface does not have', async () => {
    const unusual = { ...record, givenNameEn: 'Somm李ut李', familyNameTh: 'สมมติ😀' };
    expect(await problemsOf(record, unusual)).toEqual([
      {
        recordIndex: 1,
        code: 'character-not-printable',
        property: expect.stringMatching(/^(givenNameEn|familyNameTh)$/),
        characters: expect.stringMatching(/^(李|😀)$/u),
      },
      expect.objectContaining({ recordIndex: 1, code: 'character-not-printable' }),
    ]);
  });

  it('looks into courses too', async () => {
    const [term] = record.terms;
    const [course] = term!.courses;
    const terms = [{ ...term!, courses: [{ ...course!, courseTitleEn: '数学' }] }];
    expect(await problemsOf({ ...record, terms })).toEqual([
      {
        recordIndex: 0,
        code: 'character-not-printable',
        property: 'courseTitleEn',
        characters: '数学',
      },
    ]);
  });

  it('does not mind what is never printed', async () => {
    expect(await problemsOf({ ...record, email: '李@example.com' })).toEqual([]);
  });

  it('finds a text that is longer than its place, and lets a long one pass that fits', async () => {
    const long = (length: number) => 'Wonderful words '.repeat(300).slice(0, length).trim();
    const problems = await problemsOf(
      { ...record, thesisTitleEn: long(200) },
      { ...record, thesisTitleEn: long(4000) },
      { ...record, givenNameEn: long(300) },
    );
    expect(
      problems.map(({ recordIndex, code, property }) => [recordIndex, code, property]),
    ).toEqual([
      [1, 'text-does-not-fit', 'thesisTitleEn'],
      [2, 'text-does-not-fit', 'givenNameEn'],
    ]);
  });

  it('names each of several texts that are too long, and none that is long and fits', async () => {
    const long = (length: number) => 'Wonderful words '.repeat(400).slice(0, length).trim();
    const [term] = record.terms;
    const [course] = term!.courses;
    const terms = [{ ...term!, courses: [{ ...course!, courseTitleEn: long(5000) }] }];
    const problems = await problemsOf({
      ...record,
      terms,
      degreeEn: long(110),
      facultyEn: long(2000),
    });
    expect(problems.map(({ property }) => property).sort()).toEqual(['courseTitleEn', 'facultyEn']);
  });
});
