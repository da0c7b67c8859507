import type { CourseRecord, SignedRecord, TermRecord } from '../../../transcript/record.ts';

/** One place in which a record differs from the one that was issued before. */
export interface FieldDifference {
  /** `familyNameTh`, `terms[2020/1]`, `terms[2020/1].courses[ENG101].grade`. */
  readonly path: string;
  /** The same without its places: `terms.courses.grade`. */
  readonly field: string;
  /** What it was; `null` where there was nothing. */
  readonly before: string | null;
  /** What it is now; `null` where nothing is left. */
  readonly after: string | null;
}

/**
 * Compares a record with the one that an earlier document was made of: every property, every term, every
 * course. Terms are told apart by year and semester, courses by their code (and, taken twice in one term,
 * by which time).
 * @returns differences in the order of the record; none for equal records.
 */
export function compareRecords(
  before: Pick<SignedRecord, 'terms'>,
  after: Pick<SignedRecord, 'terms'>,
): readonly FieldDifference[] {
  const places: Place = { path: '', field: '' };
  return [
    ...compareValues(before, after, places, ['terms', 'computed']),
    ...compareTerms(before.terms, after.terms),
  ];
}

/** Where a value stands: with the places on the way, and without them. */
interface Place {
  readonly path: string;
  readonly field: string;
}

function compareTerms(
  before: readonly TermRecord[],
  after: readonly TermRecord[],
): readonly FieldDifference[] {
  const pairs = pairUp(
    before,
    after,
    ({ academicYear, semester }) => `${academicYear}/${semester}`,
  );
  return pairs.flatMap(([key, was, is]) => {
    const place = { path: `terms[${key}]`, field: 'terms' };
    if (was === undefined || is === undefined) {
      return [{ ...place, before: describeTerm(was), after: describeTerm(is) }];
    }
    return [
      ...compareValues(was, is, place, ['courses']),
      ...compareCourses(was.courses, is.courses, place),
    ];
  });
}

function compareCourses(
  before: readonly CourseRecord[],
  after: readonly CourseRecord[],
  { path, field }: Place,
): readonly FieldDifference[] {
  return pairUp(before, after, ({ courseCode }) => courseCode).flatMap(([key, was, is]) => {
    const place = { path: `${path}.courses[${key}]`, field: `${field}.courses` };
    if (was === undefined || is === undefined) {
      return [{ ...place, before: describeCourse(was), after: describeCourse(is) }];
    }
    return compareValues(was, is, place, []);
  });
}

/** Properties that are texts or numbers; the others are compared by those who know them. */
function compareValues<Value extends object>(
  before: Value,
  after: Value,
  { path, field }: Place,
  leftOut: readonly string[],
): readonly FieldDifference[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => {
    if (leftOut.includes(name)) return [];
    const [was, is] = [textOf(before, name), textOf(after, name)];
    if (was === is) return [];
    const lead = (text: string): string => (text === '' ? name : `${text}.${name}`);
    return [{ path: lead(path), field: lead(field), before: was, after: is }];
  });
}

function textOf(value: object, name: string): string | null {
  const found: unknown = (value as Readonly<Record<string, unknown>>)[name];
  if (found === undefined) return null;
  return typeof found === 'string' ? found : JSON.stringify(found);
}

/** Both lists by key, those of the newer one first; a key that comes again is numbered: `ENG101#2`. */
function pairUp<Item>(
  before: readonly Item[],
  after: readonly Item[],
  keyOf: (item: Item) => string,
): readonly (readonly [key: string, before: Item | undefined, after: Item | undefined])[] {
  const was = byKey(before, keyOf);
  const is = byKey(after, keyOf);
  return [...new Set([...is.keys(), ...was.keys()])].map(
    (key) => [key, was.get(key), is.get(key)] as const,
  );
}

function byKey<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): ReadonlyMap<string, Item> {
  const found = new Map<string, Item>();
  for (const item of items) {
    const key = keyOf(item);
    let name = key;
    for (let time = 2; found.has(name); time++) name = `${key}#${time}`;
    found.set(name, item);
  }
  return found;
}

function describeTerm(term: TermRecord | undefined): string | null {
  if (term === undefined) return null;
  return term.courses.map((course) => describeCourse(course)).join(', ');
}

function describeCourse(course: CourseRecord | undefined): string | null {
  if (course === undefined) return null;
  const { courseCode, credits, grade } = course;
  return `${courseCode} (${credits}) ${grade}`;
}
