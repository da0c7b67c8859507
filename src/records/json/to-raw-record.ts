import type { ColumnName, ColumnScope } from '../columns.ts';
import { COLUMNS_BY_SCOPE } from '../columns.ts';
import { isTooLarge } from '../raw/cell-size.ts';
import type {
  Place,
  RawCell,
  RawCourse,
  RawFields,
  RawRecord,
  RawTerm,
} from '../raw/raw-record.ts';
import { trimBlanks } from '../raw/trim-blanks.ts';
import type { Reading } from '../raw/reading.ts';
import { findNearMiss, toHint } from '../values/near-miss.ts';
import type { JsonNode } from './json-node.ts';
import { toPointer } from './json-node.ts';

const LONE_SURROGATE = /[\uD800-\uDFFF]/u;
const NOTHING: ReadonlySet<ColumnName> = new Set();

/** Columns by property; a course's note goes by both its names. */
const COLUMNS_BY_PROPERTY: Readonly<Record<ColumnScope, ReadonlyMap<string, ColumnName>>> = {
  record: byProperty('record'),
  term: byProperty('term'),
  course: new Map([...byProperty('course'), ['courseNote', 'course_note']]),
};

/** Properties that hold other objects, by the scope of the object in which they stand. */
const INNER: Readonly<Record<ColumnScope, readonly string[]>> = {
  record: ['terms', 'computed'],
  term: ['courses'],
  course: [],
};

/**
 * Reads the tree of one record; yields nothing for a value that is no object, having said so.
 * @param row what names the record within its file.
 */
export function* toRawRecord(
  node: JsonNode,
  path: string,
  row: number,
  reading: Reading,
): Generator<RawRecord> {
  const record = new RecordReader(reading).read(node, path, row);
  if (record !== undefined) yield record;
}

class RecordReader {
  readonly #reading: Reading;
  #isDamaged = false;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  read(node: JsonNode, path: string, row: number): RawRecord | undefined {
    const object = this.#objectOf(node, path);
    if (object === undefined) return undefined;
    const fields = this.#fieldsOf(object, path, 'record');
    const terms = this.#itemsOf(object, path, 'terms').flatMap(([term, termPath]) =>
      this.#termOf(term, termPath),
    );
    const computed = this.#itemsOf(object, path, 'computed').flatMap(([item]) =>
      item.type === 'string' ? [item.text] : [],
    );
    return {
      place: this.#at(node, path),
      row,
      fields,
      terms,
      isDamaged: this.#isDamaged,
      termsAreOrdered: true,
      notRequired: NOTHING,
      ...(computed.length > 0 && { computed }),
    };
  }

  #termOf(node: JsonNode, path: string): RawTerm[] {
    const object = this.#objectOf(node, path);
    if (object === undefined) return [];
    const courses = this.#itemsOf(object, path, 'courses').flatMap(([course, coursePath]) =>
      this.#courseOf(course, coursePath),
    );
    return [{ place: this.#at(node, path), fields: this.#fieldsOf(object, path, 'term'), courses }];
  }

  #courseOf(node: JsonNode, path: string): RawCourse[] {
    const object = this.#objectOf(node, path);
    return object === undefined
      ? []
      : [{ place: this.#at(node, path), fields: this.#fieldsOf(object, path, 'course') }];
  }

  #fieldsOf(
    object: Extract<JsonNode, { type: 'object' }>,
    path: string,
    scope: ColumnScope,
  ): RawFields {
    const columns = COLUMNS_BY_PROPERTY[scope];
    const fields = new Map<ColumnName, RawCell>();
    const places = new Map<ColumnName, Place>();
    for (const [property, value] of object.entries) {
      const column = columns.get(property);
      const place = this.#at(value, toPointer(path, toWellFormed(property)));
      if (column !== undefined) {
        // A course's note has two names.
        if (places.has(column)) this.#refuse('json-duplicate-key', place, {}, property);
        places.set(column, place);
        const cell = this.#cellOf(value, place, column);
        if (cell !== undefined) fields.set(column, cell);
      } else if (LONE_SURROGATE.test(property)) {
        this.#refuse('json-lone-surrogate', place, {}, toWellFormed(property));
      } else if (!INNER[scope].includes(property)) {
        const details = toHint(findNearMiss(property, columns.keys()));
        this.#reading.issues.add({
          code: 'column-unknown',
          place,
          column: property,
          value: property,
          details,
        });
        if (value.type === 'string' && LONE_SURROGATE.test(value.text)) {
          this.#refuse('json-lone-surrogate', place, {}, property);
        }
      }
    }
    return {
      get: (column) => fields.get(column),
      // Where a blank one stands; what is not there has no pointer but that of its object.
      findPlace: (column) => places.get(column),
    };
  }

  #cellOf(node: JsonNode, place: Place, column: ColumnName): RawCell | undefined {
    if (node.type === 'null') return undefined;
    if (node.type === 'number') return { text: plainNumber(node.text), place };
    if (node.type !== 'string') {
      this.#refuseValue('json-type', place, typeDetails('string', node), column);
      return undefined;
    }
    if (LONE_SURROGATE.test(node.text)) {
      this.#refuseValue('json-lone-surrogate', place, {}, column);
      return undefined;
    }
    const limit = this.#reading.limits.cellLength;
    if (isTooLarge(node.text, limit)) {
      this.#refuseValue('cell-too-large', place, { limit: String(limit) }, column);
      return undefined;
    }
    const text = trimBlanks(node.text);
    return text === '' ? undefined : { text, place };
  }

  #objectOf(node: JsonNode, path: string): Extract<JsonNode, { type: 'object' }> | undefined {
    if (node.type !== 'object') {
      this.#refuse('json-type', this.#at(node, path), typeDetails('object', node));
      return undefined;
    }
    for (const name of node.repeated) {
      const place = this.#at(node, toPointer(path, toWellFormed(name)));
      this.#refuse('json-duplicate-key', place, {}, toWellFormed(name));
    }
    return node;
  }

  #itemsOf(
    object: Extract<JsonNode, { type: 'object' }>,
    path: string,
    property: string,
  ): readonly (readonly [JsonNode, string])[] {
    const node = object.entries.get(property);
    if (node === undefined || node.type === 'null') return [];
    const arrayPath = toPointer(path, property);
    if (node.type !== 'array') {
      const details = typeDetails('array', node);
      this.#refuse('json-type', this.#at(node, arrayPath), details, property);
      return [];
    }
    return node.items.map((item, index) => [item, toPointer(arrayPath, index)]);
  }

  #refuse(
    code: 'json-type' | 'json-lone-surrogate' | 'json-duplicate-key',
    place: Place,
    details: Readonly<Record<string, string>>,
    column?: string,
  ): void {
    this.#isDamaged = true;
    this.#reading.issues.add({ code, place, details, ...(column !== undefined && { column }) });
  }

  /** A value that cannot be read is not missing as well. */
  #refuseValue(
    code: 'json-type' | 'json-lone-surrogate' | 'cell-too-large',
    place: Place,
    details: Readonly<Record<string, string>>,
    column: ColumnName,
  ): void {
    this.#isDamaged = true;
    this.#reading.issues.add({ code, place, details, column, isUnreadable: true });
  }

  #at(node: JsonNode, path: string): Place {
    return { file: this.#reading.file, line: node.line, path };
  }
}

const TYPE_NAMES: Readonly<Record<JsonNode['type'], { readonly th: string; readonly en: string }>> =
  {
    string: { th: 'ข้อความ', en: 'a text' },
    number: { th: 'ตัวเลข', en: 'a number' },
    boolean: { th: 'ค่า true/false', en: 'true or false' },
    null: { th: 'ค่าว่าง (null)', en: 'null' },
    array: { th: 'รายการ [ ]', en: 'a list [ ]' },
    object: { th: 'ออบเจกต์ { }', en: 'an object { }' },
  };

function typeDetails(
  expected: JsonNode['type'],
  actual: JsonNode,
): Readonly<Record<string, string>> {
  return {
    expectedTh: TYPE_NAMES[expected].th,
    expectedEn: TYPE_NAMES[expected].en,
    actualTh: TYPE_NAMES[actual.type].th,
    actualEn: TYPE_NAMES[actual.type].en,
  };
}

/** Halves of surrogate pairs as U+FFFD: a report is text. */
function toWellFormed(text: string): string {
  return text.replace(/[\uD800-\uDFFF]/gu, '\uFFFD');
}

/** A number as a registrar would write it; exponents are a habit of programs. */
function plainNumber(text: string): string {
  return /[eE]/.test(text) ? String(Number(text)) : text;
}

function byProperty(scope: ColumnScope): Map<string, ColumnName> {
  return new Map(COLUMNS_BY_SCOPE[scope].map(({ property, name }) => [property, name]));
}
