import type { CourseRecord, TermRecord, TranscriptRecord } from './record.ts';

/** Courses remembered, each with its grade; then all are forgotten. Some five megabytes. */
const MOST_COURSES = 10_000;

const COURSES_START = '"courses":[';
/** A course ends with the value of its last member, a text (RFC 8785 sorts `grade` and `note` last). */
const COURSE_END = '"}';

/** A record while its courses are put in. */
type OpenRecord = Omit<TranscriptRecord, 'terms'> & {
  readonly terms: readonly { -readonly [Name in keyof TermRecord]: TermRecord[Name] }[];
};

/**
 * Reads the canonical records of a batch. A course that students share, with the same grade, is the same object
 * in all of their records: it is parsed once, and who works on courses finds again by the object what was made
 * of it before.
 */
export class CanonicalRecordReader {
  readonly #courses = new Map<string, CourseRecord>();

  /**
   * @param json a record that `encodeCanonicalRecord` has written, as text.
   * @throws SyntaxError for what is no JSON.
   */
  read(json: string): TranscriptRecord {
    // Where nothing is escaped, each quote begins or ends a text, and courses are found without parsing.
    return (json.includes('\\') ? undefined : this.#readShared(json)) ?? parse(json);
  }

  /** `undefined` for text that is not laid out as ours: whatever it is, the ordinary parser says it. */
  #readShared(json: string): TranscriptRecord | undefined {
    const courses: CourseRecord[][] = [];
    let rest = '';
    let copied = 0;
    let at = json.indexOf(COURSES_START);
    while (at >= 0) {
      at += COURSES_START.length;
      rest += json.slice(copied, at);
      const list: CourseRecord[] = [];
      while (json[at] === '{') {
        const end = json.indexOf(COURSE_END, at) + COURSE_END.length;
        const course = this.#course(json.slice(at, end));
        if (course === undefined) return undefined;
        list.push(course);
        at = json[end] === ',' ? end + 1 : end;
      }
      courses.push(list);
      copied = at;
      at = json.indexOf(COURSES_START, at);
    }
    const record = parse(rest + json.slice(copied)) as OpenRecord;
    if (record.terms.length !== courses.length) return undefined;
    record.terms.forEach((term, index) => {
      term.courses = courses[index]!;
    });
    return record;
  }

  #course(json: string): CourseRecord | undefined {
    const known = this.#courses.get(json);
    if (known !== undefined) return known;
    let course: CourseRecord;
    try {
      course = JSON.parse(json) as CourseRecord;
    } catch {
      return undefined;
    }
    if (this.#courses.size >= MOST_COURSES) this.#courses.clear();
    this.#courses.set(json, course);
    return course;
  }
}

function parse(json: string): TranscriptRecord {
  return JSON.parse(json) as TranscriptRecord;
}
