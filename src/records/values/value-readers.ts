import type { ValueKind } from '../columns.ts';
import { readAcademicYear, readDate, readPartialDate } from './read-date.ts';
import { readCitizenId, readEmail, readIdentifier } from './read-identifier.ts';
import { LISTED_VALUES } from './listed-values.ts';
import { listedReader, readGrade, readSemester } from './read-listed.ts';
import { readCredits, readGpa } from './read-number.ts';
import { findDamage, readText } from './read-text.ts';
import type { ReadValue, ValueContext, ValueReader } from './read-value.ts';

const READERS: Readonly<Record<ValueKind, ValueReader>> = {
  text: readText,
  identifier: readIdentifier,
  'citizen-id': readCitizenId,
  email: readEmail,
  date: undamaged(readDate),
  'partial-date': undamaged(readPartialDate),
  credits: undamaged(readCredits),
  gpa: undamaged(readGpa),
  'academic-year': undamaged(readAcademicYear),
  semester: undamaged(readSemester),
  grade: undamaged(readGrade),
  'document-language': undamaged(listedReader(LISTED_VALUES['document-language'])),
  'document-type': undamaged(listedReader(LISTED_VALUES['document-type'])),
  completion: undamaged(listedReader(LISTED_VALUES.completion)),
  level: undamaged(listedReader(LISTED_VALUES.level)),
};

/** Reads a text as its column's kind of value. */
export function readValue(kind: ValueKind, text: string, context: ValueContext): ReadValue {
  return READERS[kind](text, context);
}

/** Says that a character is broken rather than that the whole value is unknown. */
function undamaged(reader: ValueReader): ValueReader {
  return (text, context) => findDamage(text) ?? reader(text, context);
}
