import type { Column, ColumnScope, ValueKind } from '../columns.ts';
import { COLUMNS, COLUMNS_BY_SCOPE } from '../columns.ts';
import { COLUMN_MEANINGS } from '../column-meanings.ts';
import { LISTED_VALUES } from '../values/listed-values.ts';
import { toRecordJsonSchema } from './record-schema.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/**
 * The canonical record as a JSON Schema (draft 2020-12): what is signed, embedded in the PDF and given back by
 * the API. It comes from the schema that validates; every property says what it is in both languages.
 */
export function toCanonicalRecordSchema(): JsonSchema {
  return {
    ...describe(toRecordJsonSchema() as JsonSchema),
    $schema: DIALECT,
    $id: 'urn:parinya:schema:transcript-record',
    title: 'Canonical transcript record',
    description: 'One student in one document language, as it is validated, embedded and signed.',
  };
}

/**
 * What a registrar may submit as JSON (draft 2020-12): one record or an array of them, wider than the
 * canonical form (dates in both eras, decimals as numbers or text, both languages at once). What it lets
 * through may still have errors that no schema can say, such as a grade point average that does not add up.
 */
export function toSubmittedRecordsSchema(): JsonSchema {
  const course = objectOf('course', {});
  const term = objectOf('term', { courses: { type: 'array', minItems: 1, items: course } });
  const record = objectOf('record', {
    terms: { type: 'array', minItems: 1, items: term },
    computed: {
      type: 'array',
      items: { type: 'string' },
      description: 'JSON Pointers of figures that were computed, as our own files have them.',
    },
  });
  return {
    $schema: DIALECT,
    $id: 'urn:parinya:schema:submitted-records',
    title: 'Transcript records as a registrar submits them',
    anyOf: [
      { $ref: '#/$defs/record' },
      { type: 'array', minItems: 1, items: { $ref: '#/$defs/record' } },
    ],
    $defs: { record },
  };
}

const DECIMAL = { type: ['string', 'number'], pattern: '^\\d{1,4}(\\.\\d+)?$' };
const DATE = '\\d{4}-\\d{2}-\\d{2}(T\\S*)?|\\d{1,2}/\\d{1,2}/\\d{4}';
const TEXT = { type: 'string', minLength: 1 };

/** How a value of each kind may be written in JSON. */
const VALUE_SCHEMAS: Readonly<Record<ValueKind, JsonSchema>> = {
  text: TEXT,
  identifier: { type: ['string', 'integer'], minLength: 1, maxLength: 64 },
  'citizen-id': { type: ['string', 'integer'] },
  date: { type: 'string', pattern: `^(${DATE})$` },
  'partial-date': { type: ['string', 'integer'], pattern: `^(${DATE}|\\d{4}(-\\d{2})?)$` },
  credits: DECIMAL,
  gpa: DECIMAL,
  'academic-year': { type: ['string', 'integer'], pattern: '^\\d{4}$' },
  semester: {
    anyOf: [
      { enum: ['1', '2', '3', 'S', 'ภาคต้น', 'ภาคปลาย', 'ภาคฤดูร้อน'] },
      { type: 'integer', minimum: 1, maximum: 3 },
    ],
  },
  grade: TEXT,
  email: TEXT,
  'document-language': { enum: LISTED_VALUES['document-language'] },
  'document-type': { enum: LISTED_VALUES['document-type'] },
  completion: { enum: LISTED_VALUES.completion },
  level: { enum: LISTED_VALUES.level },
};

function objectOf(scope: ColumnScope, inner: JsonSchema): JsonSchema {
  const columns = COLUMNS_BY_SCOPE[scope];
  const properties = columns.map((column) => [column.property, propertyOf(column)] as const);
  const innerNames = Object.keys(inner).filter((name) => name !== 'computed');
  return {
    type: 'object',
    properties: { ...Object.fromEntries(properties), ...inner },
    required: [
      ...columns.filter(({ required }) => required).map(({ property }) => property),
      ...innerNames,
    ],
  };
}

/** A property that is not required may also be `null`. */
function propertyOf(column: Column): JsonSchema {
  const value = VALUE_SCHEMAS[column.kind];
  const description = describeColumn(column);
  if (column.required) return { description, ...value };
  return { description, anyOf: [value, { type: 'null' }] };
}

const BY_PROPERTY: ReadonlyMap<string, Column> = new Map(
  COLUMNS.map((column) => [column.property, column]),
);

/** Adds to every property of a schema what its column means. */
function describe(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if (key === 'properties') return [key, describeProperties(value as JsonSchema)];
      return [key, key === 'items' ? describe(value as JsonSchema) : value];
    }),
  );
}

function describeProperties(properties: JsonSchema): JsonSchema {
  return Object.fromEntries(
    Object.entries(properties).map(([property, value]) => {
      const column = BY_PROPERTY.get(property);
      const described = describe(value as JsonSchema);
      return [
        property,
        column === undefined ? described : { description: describeColumn(column), ...described },
      ];
    }),
  );
}

function describeColumn({ name }: Column): string {
  const { th, en } = COLUMN_MEANINGS[name];
  return `${en} · ${th}`;
}
