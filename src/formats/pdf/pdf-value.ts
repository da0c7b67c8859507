/**
 * What a PDF is made of: the eight kinds of object and references between them (ISO 32000-2 §7.3).
 * Null, booleans and numbers are JavaScript's own; the rest carry a `type`.
 */
export type PdfValue =
  | null
  | boolean
  | number
  | PdfName
  | PdfString
  | PdfDict
  | PdfStream
  | PdfReference
  | readonly PdfValue[];

/** A name such as `/Sig`; `value` is without the slash, `#xx` decoded, one character per byte. */
export interface PdfName {
  readonly type: 'name';
  readonly value: string;
}

/** A literal or hexadecimal string, decoded. */
export interface PdfString {
  readonly type: 'string';
  readonly bytes: Uint8Array;
  readonly hexadecimal: boolean;
  /** File offsets of the opening delimiter and just after the closing one; -1 inside object streams. */
  readonly start: number;
  readonly end: number;
}

/** A dictionary. */
export interface PdfDict {
  readonly type: 'dict';
  /** First value of each key. */
  readonly entries: ReadonlyMap<string, PdfValue>;
  /** Keys that were written more than once: readers disagree on which value counts. */
  readonly duplicateKeys: readonly string[];
}

/** A stream: its dictionary and where its encoded bytes are. */
export interface PdfStream {
  readonly type: 'stream';
  readonly dict: PdfDict;
  /** File offset of the first encoded byte, and just after the last. */
  readonly start: number;
  readonly end: number;
}

/** A reference to an indirect object (`12 0 R`). */
export interface PdfReference {
  readonly type: 'ref';
  readonly number: number;
  readonly generation: number;
}

/** An object by its number, as it stands in one revision. */
export interface PdfResolver {
  /** The object, following references to references; `null` for one that does not exist (ISO 32000-2 §7.3.10). */
  resolve(value: PdfValue | undefined): PdfValue;
}

export function isPdfName(value: PdfValue | undefined, name?: string): value is PdfName {
  return isTagged(value, 'name') && (name === undefined || (value as PdfName).value === name);
}

export function isPdfString(value: PdfValue | undefined): value is PdfString {
  return isTagged(value, 'string');
}

export function isPdfDict(value: PdfValue | undefined): value is PdfDict {
  return isTagged(value, 'dict');
}

export function isPdfStream(value: PdfValue | undefined): value is PdfStream {
  return isTagged(value, 'stream');
}

export function isPdfReference(value: PdfValue | undefined): value is PdfReference {
  return isTagged(value, 'ref');
}

export function isPdfArray(value: PdfValue | undefined): value is readonly PdfValue[] {
  return Array.isArray(value);
}

/** Whether it is a whole number of zero or more that JavaScript holds exactly. */
export function isPdfCount(value: PdfValue | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isTagged(value: PdfValue | undefined, type: string): boolean {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === type;
}
