import { readFileSync } from 'node:fs';

import type { DocumentLanguage, TranscriptRecord } from '../src/transcript/record.ts';
import type { Institution } from '../src/transcript/institution.ts';

/** A batch as a faculty's graduation makes it: one curriculum, many students, some of them with other courses. */
export interface SampleBatch {
  readonly institution: Institution;
  readonly records: readonly TranscriptRecord[];
}

const GRADES = ['A', 'B+', 'B', 'C+', 'C', 'D+', 'D'];
const SYLLABLES_TH = ['สม', 'มติ', 'ตัว', 'อย่าง', 'น้ำ', 'ใจ', 'ดี', 'ศรี', 'ปัญญ์', 'วุฒิ', 'ภูมิ', 'ญาณ'];
const SYLLABLES_EN = [
  'Som',
  'mut',
  'Tua',
  'yang',
  'Nam',
  'jai',
  'Dee',
  'Sri',
  'Pan',
  'wut',
  'Phum',
  'yan',
];
/** Of a hundred students about this many have a list of courses of their own. */
const SHAPES_PER_HUNDRED = 9;

/**
 * Makes students that do not exist from the longest transcript of the fixtures (11 terms, 48 courses, two
 * pages): same number, same students.
 * @param language `both` alternates.
 */
export function makeSampleBatch(count: number, language: DocumentLanguage | 'both'): SampleBatch {
  return { institution: readSampleInstitution(), records: [...sampleRecords(count, language)] };
}

/** Whose students they are. */
export function readSampleInstitution(): Institution {
  return readJson('fixtures/institutions/sommut.json') as Institution;
}

/** The same students one by one: a hundred thousand of them are never in memory together. */
export function* sampleRecords(
  count: number,
  language: DocumentLanguage | 'both',
): Generator<TranscriptRecord> {
  const [first] = readJson('fixtures/records/sommut.json') as readonly [FixtureRecord];
  const random = pseudoRandom(20_261_124);
  for (let index = 0; index < count; index++) {
    const shape = random() * 100 < SHAPES_PER_HUNDRED ? index : index % 5;
    const languageOfThis = language === 'both' ? (index % 2 === 0 ? 'th' : 'en') : language;
    yield toStudent(first, index, shape, languageOfThis, random);
  }
}

type FixtureRecord = Omit<TranscriptRecord, 'documentType' | 'documentLanguage' | 'completion'>;

function toStudent(
  fixture: FixtureRecord,
  index: number,
  shape: number,
  documentLanguage: DocumentLanguage,
  random: () => number,
): TranscriptRecord {
  const pick = () => Math.floor(random() * SYLLABLES_TH.length);
  const [given, family] = [
    [pick(), pick()],
    [pick(), pick(), pick()],
  ] as const;
  const spell = (syllables: readonly string[], indexes: readonly number[]) =>
    indexes.map((each) => syllables[each]!).join('');
  const copy: { -readonly [Name in keyof FixtureRecord]: FixtureRecord[Name] } = { ...fixture };
  delete copy.gpax;
  return {
    ...copy,
    studentId: String(62_000_000 + index),
    documentType: 'transcript',
    documentLanguage,
    completion: 'complete',
    givenNameTh: spell(SYLLABLES_TH, given),
    familyNameTh: spell(SYLLABLES_TH, family),
    givenNameEn: spell(SYLLABLES_EN, given),
    familyNameEn: spell(SYLLABLES_EN, family),
    terms: fixture.terms.map(({ academicYear, semester, courses }, term) => ({
      academicYear,
      semester,
      // A bit of the shape's number says whether a term's last course was taken.
      courses: courses
        .slice(0, courses.length > 1 && (shape >> term) & 1 ? -1 : courses.length)
        .map((course) => ({ ...course, grade: toGrade(course.grade, random) })),
    })),
  };
}

/** Grades with points are dealt anew, so that averages differ; the others stay. */
function toGrade(grade: string, random: () => number): string {
  return GRADES.includes(grade) ? GRADES[Math.floor(random() ** 2 * GRADES.length)]! : grade;
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** Linear congruential (Numerical Recipes): good enough to spread grades, the same on every machine. */
function pseudoRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
