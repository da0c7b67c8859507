import {
  courseNoteSubject,
  guessLanguage,
  SINGLE_LANGUAGE_FIELDS,
} from '../../transcript/etda/etda-names.ts';
import type { ColumnName } from '../columns.ts';
import { findColumn } from '../columns.ts';
import type {
  Place,
  RawCell,
  RawCourse,
  RawRecord,
  RawTerm,
  StatedSums,
  SumName,
} from '../raw/raw-record.ts';
import type { Reading } from '../raw/reading.ts';
import {
  CITIZEN_ID_SCHEMES,
  COMPLETIONS,
  COURSE_ELEMENTS,
  findLanguage,
  NAME_ELEMENTS,
  NOT_REQUIRED_OF_ETDA,
  NOTE_ELEMENTS,
  SEMESTER_NAMES,
  STUDENT_ELEMENTS,
  STUDENT_ID_SCHEMES,
  TERM_ELEMENTS,
  TERM_SUMS,
  TOTAL_SUMS,
} from './element-columns.ts';
import type { XmlElement } from './xml-tree.ts';

type Fields = Map<ColumnName, RawCell>;

/** Elements of which a message has one. Of a second one, nobody could say which is meant. */
const SINGLE_ELEMENTS = ['TranscriptContext', 'Organization', 'Student', 'AcademicSummary'];

/** Reads the tree of one message. Nationality, gender, address, logo and registrar are not of the record. */
export class MessageReader {
  readonly #reading: Reading;
  readonly #fields: Fields = new Map();
  readonly #courseNotes = new Map<string, RawCell>();
  /** In which element a value stands. */
  readonly #sources = new Map<RawCell, string>();
  #computed: readonly string[] = [];

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  read(root: XmlElement): RawRecord {
    for (const name of SINGLE_ELEMENTS) {
      for (const other of children(root, name).slice(1)) this.#reportRepeated(other);
    }
    const context = child(root, 'TranscriptContext');
    const student = child(root, 'Student');
    const summary = child(root, 'AcademicSummary');
    const organizationCode = child(child(root, 'Organization'), 'OrganizationID');
    this.#readContext(context);
    if (student !== undefined) this.#readStudent(student);
    this.#take('gpax', child(summary, 'TotalGPAX'));
    for (const information of children(root, 'AdditionalInformation')) {
      this.#readInformation(information);
    }
    const terms = [
      ...children(root, 'Course').map((course) => this.#courseOf(course)),
      ...children(summary, 'SemesterSummary').map((term) => this.#termOf(term)),
    ];
    const statedSums = summary === undefined ? undefined : this.#sumsOf(summary, TOTAL_SUMS);
    const institutionCode = organizationCode && this.#cellOf(organizationCode);
    return {
      place: this.#at(student ?? root),
      row: 1,
      fields: this.#fields,
      terms,
      isDamaged: false,
      termsAreOrdered: false,
      notRequired: NOT_REQUIRED_OF_ETDA,
      ...(institutionCode !== undefined && { institutionCode }),
      ...(statedSums !== undefined && { statedSums }),
      ...(this.#computed.length > 0 && { computed: this.#computed }),
    };
  }

  #readContext(context: XmlElement | undefined): void {
    const language = child(context, 'Language');
    const status = child(context, 'Status');
    this.#take('document_language', language, findLanguage(language?.text));
    this.#take('completion', status, COMPLETIONS.get(status?.text.toLowerCase() ?? ''));
  }

  #readStudent(student: XmlElement): void {
    for (const element of student.children) {
      const column = STUDENT_ELEMENTS[element.name];
      const name = NAME_ELEMENTS[element.name];
      if (column !== undefined) this.#take(column, element);
      else if (name !== undefined) this.#take(languageColumn(name, element), element);
      else if (element.name === 'DataSubjectID') this.#readIdentifier(element);
      else if (element.name === 'ProgramContext') this.#readSingleLanguage(element);
    }
    this.#readSingleLanguage(student);
  }

  #readIdentifier(element: XmlElement): void {
    const scheme = (element.attributes.get('schemeID') ?? '').toLowerCase();
    if (STUDENT_ID_SCHEMES.has(scheme)) this.#take('student_id', element);
    else if (CITIZEN_ID_SCHEMES.has(scheme)) this.#take('citizen_id', element);
  }

  #readInformation(information: XmlElement): void {
    this.#readSingleLanguage(information);
    for (const note of information.children) {
      if (!NOTE_ELEMENTS.includes(note.name)) continue;
      const subject = child(note, 'Subject')?.text ?? '';
      const content = child(note, 'Content');
      const column = findColumn(subject);
      if (content === undefined) continue;
      if (column?.scope === 'record') this.#take(column.name, content);
      else if (subject === 'computed') this.#computed = content.text.split(/\s+/);
      else if (subject.startsWith('course_note ')) {
        const cell = this.#cellOf(content);
        if (cell !== undefined) this.#courseNotes.set(subject, cell);
      }
    }
  }

  #readSingleLanguage(parent: XmlElement): void {
    for (const { element: name, column } of SINGLE_LANGUAGE_FIELDS) {
      for (const element of children(parent, name)) {
        this.#take(languageColumn(column, element), element);
      }
    }
  }

  #courseOf(element: XmlElement): RawTerm {
    const fields: Fields = new Map();
    let statedPoints: RawCell | undefined;
    for (const part of element.children) {
      const column = COURSE_ELEMENTS[part.name];
      if (column !== undefined) this.#take(column, part, undefined, fields);
      if (part.name === 'CourseTitle') {
        this.#take(languageColumn('course_title', part), part, undefined, fields);
      }
      if (part.name === 'CourseAcademicGrade') statedPoints = this.#cellOf(part);
    }
    const term = this.#termFields(element);
    const note = this.#courseNotes.get(
      courseNoteSubject(
        Number(term.get('academic_year')?.text),
        term.get('semester')?.text ?? '',
        fields.get('course_code')?.text ?? '',
      ),
    );
    if (note !== undefined) fields.set('course_note', note);
    const place = this.#at(element);
    const course: RawCourse = {
      place,
      fields,
      ...(statedPoints !== undefined && { statedPoints }),
    };
    return { place, fields: term, courses: [course] };
  }

  #termOf(element: XmlElement): RawTerm {
    const fields = this.#termFields(element);
    for (const part of element.children) {
      const column = TERM_ELEMENTS[part.name];
      if (column !== undefined) this.#take(column, part, undefined, fields);
    }
    return {
      place: this.#at(element),
      fields,
      courses: [],
      statedSums: this.#sumsOf(element, TERM_SUMS),
    };
  }

  #termFields(element: XmlElement): Fields {
    const fields: Fields = new Map();
    const name = child(element, 'SemesterName');
    const semester = SEMESTER_NAMES.get(name?.text.replace(/\s/g, '').toLowerCase() ?? '');
    this.#take('semester', name, semester, fields);
    this.#take('academic_year', child(element, 'Year'), undefined, fields);
    return fields;
  }

  #sumsOf(element: XmlElement, names: Readonly<Record<string, SumName>>): StatedSums {
    const sums = new Map<SumName, RawCell>();
    for (const part of element.children) {
      const sum = names[part.name];
      const cell = this.#cellOf(part);
      if (sum !== undefined && cell !== undefined) sums.set(sum, cell);
    }
    return sums;
  }

  /**
   * What stands in its own element counts before what a note says. Elements of one kind that say different
   * things are an error; the first of those that agree is taken.
   */
  #take(
    column: ColumnName,
    element: XmlElement | undefined,
    meaning?: string,
    fields: Fields = this.#fields,
  ): void {
    if (element === undefined) return;
    const cell = this.#cellOf(element);
    if (cell === undefined) return;
    const taken = meaning === undefined ? cell : { ...cell, text: meaning };
    const known = fields.get(column);
    if (known === undefined) {
      fields.set(column, taken);
      this.#sources.set(taken, element.name);
    } else if (known.text !== taken.text && this.#sources.get(known) === element.name) {
      this.#reportRepeated(element);
    }
  }

  #reportRepeated(element: XmlElement): void {
    this.#reading.issues.add({
      code: 'xml-element-repeated',
      place: this.#at(element),
      value: element.name,
    });
  }

  #cellOf(element: XmlElement): RawCell | undefined {
    return element.text === '' ? undefined : { text: element.text, place: this.#at(element) };
  }

  #at(element: XmlElement): Place {
    return { file: this.#reading.file, line: element.line, path: element.path };
  }
}

/** `given_name_th`: by `languageID` in any case, else by the letters. */
function languageColumn(base: string, element: XmlElement): ColumnName {
  const language =
    findLanguage(element.attributes.get('languageID')) ?? guessLanguage(element.text);
  return findColumn(`${base}_${language}`)!.name;
}

function child(parent: XmlElement | undefined, name: string): XmlElement | undefined {
  return parent?.children.find((element) => element.name === name);
}

function children(parent: XmlElement | undefined, name: string): readonly XmlElement[] {
  return parent?.children.filter((element) => element.name === name) ?? [];
}
