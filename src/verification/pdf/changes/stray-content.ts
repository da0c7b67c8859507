import type { PdfRevision } from '../../../formats/pdf/pdf-file.ts';
import {
  isPdfArray,
  isPdfDict,
  isPdfName,
  isPdfReference,
  isPdfStream,
  type PdfValue,
} from '../../../formats/pdf/pdf-value.ts';
import { Lexer } from '../../../formats/pdf/syntax/lexer.ts';
import { isFormatError } from '../../../shared/format-error.ts';
import type { Comparison } from './comparison.ts';

const STRUCTURE = ['XRef', 'ObjStm'];
const MOST_SUPERSEDED = 1_000_000;

/**
 * For our own documents every later object must be accounted for: one that nothing refers to could wait there
 * for a further update.
 */
export function judgeStrayObjects(comparison: Comparison): void {
  const { reached } = comparison.file.newestGraph;
  const superseded = new SupersededEvidence(comparison);
  for (const [number, change] of comparison.changed) {
    if (reached.has(number)) continue;
    if (change !== 'removed' && isStructure(comparison.newest, number)) continue;
    if (change === 'added' && superseded.has(number)) continue;
    comparison.reject(
      { holder: number, path: '', value: null },
      change === 'removed' ? 'An object was freed.' : 'An object was added that nothing refers to.',
    );
  }
}

/**
 * Every later byte must belong to an object: others could be there for a reader that repairs files. Comments, in
 * which programs put their names, may stand between objects in documents of others.
 */
export function judgeStrayBytes(comparison: Comparison): void {
  const { file, signed, policy } = comparison;
  let begin = signed.eofOffset;
  for (const revision of file.revisions.slice(signed.index + 1)) {
    if (!isFilled(file.bytes, revision, begin, !policy.ownDocument)) {
      comparison.reject(
        { holder: 0, path: '', value: null },
        `Revision ${revision.index + 1} holds bytes that belong to no object.`,
      );
    }
    begin = revision.eofOffset;
  }
}

/**
 * Lists of validation data that a later revision replaced: nothing refers to them any more, but the
 * document security store of their own revision did.
 */
class SupersededEvidence {
  readonly #comparison: Comparison;
  readonly #byRevision = new Map<number, ReadonlySet<number>>();
  #budget = MOST_SUPERSEDED;

  constructor(comparison: Comparison) {
    this.#comparison = comparison;
  }

  has(number: number): boolean {
    const { newest, file } = this.#comparison;
    const index = newest.definedIn(number)!;
    const known = this.#byRevision.get(index) ?? this.#evidenceIn(file.revisions[index]!);
    this.#byRevision.set(index, known);
    return known.has(number);
  }

  /** Added objects below a revision's /DSS. */
  #evidenceIn(revision: PdfRevision): ReadonlySet<number> {
    const found = new Set<number>();
    const pending: PdfValue[] = [revision.catalog.entries.get('DSS') ?? null];
    while (pending.length > 0 && this.#budget-- > 0) {
      const value = pending.pop()!;
      if (isPdfReference(value)) {
        if (found.has(value.number) || this.#comparison.changed.get(value.number) !== 'added')
          continue;
        found.add(value.number);
        pending.push(revision.read(value.number));
      } else if (isPdfArray(value)) {
        for (const item of value) pending.push(item);
      } else if (isPdfDict(value)) {
        for (const item of value.entries.values()) pending.push(item);
      }
    }
    return found;
  }
}

function isStructure(newest: PdfRevision, number: number): boolean {
  try {
    const value = newest.read(number);
    if (!isPdfStream(value)) return false;
    const type = value.dict.entries.get('Type');
    return STRUCTURE.some((name) => isPdfName(type, name));
  } catch (error) {
    if (isFormatError(error)) return false;
    throw error;
  }
}

/** Whether objects and sections lie side by side in a revision, with white space at most between them. */
function isFilled(
  bytes: Uint8Array,
  revision: PdfRevision,
  begin: number,
  mayComment: boolean,
): boolean {
  const pieces = new Map<number, number>();
  for (const { offset, bodyEnd } of revision.sections) pieces.set(offset, bodyEnd);
  for (const number of revision.objectNumbersChanged) {
    const entry = revision.entryOf(number);
    if (entry?.kind !== 'offset') continue;
    try {
      pieces.set(entry.offset, revision.extentOf(number)?.end ?? entry.offset);
    } catch (error) {
      if (isFormatError(error)) return false;
      throw error;
    }
  }
  let position = begin;
  for (const [start, end] of [...pieces].sort(([left], [right]) => left - right)) {
    // Two entries may lead to one object, and an entry to the line end before it.
    if (mayComment && end <= position) continue;
    if (!isBlank(bytes, position, start, mayComment)) return false;
    position = end;
  }
  // The section parser made sure that a tail stands there, behind comments at most.
  return mayComment || isTail(bytes, position, revision.eofOffset);
}

function isBlank(bytes: Uint8Array, start: number, end: number, mayComment: boolean): boolean {
  if (start > end) return false;
  const lexer = new Lexer(bytes, start, end);
  if (mayComment) skipComments(lexer);
  else lexer.skipWhiteSpace();
  return lexer.position === end;
}

/** Passes white space and comments, but none that looks like the end of a file or the beginning of another. */
function skipComments(lexer: Lexer): void {
  lexer.skipWhiteSpace();
  while (lexer.peek() === 0x25) {
    const text = String.fromCharCode(...lexer.bytes.subarray(lexer.position, lexer.position + 5));
    if (text === '%%EOF' || text === '%PDF-') return;
    lexer.skipComment();
    lexer.skipWhiteSpace();
  }
}

/** The section parser made sure that a tail stands there; here it must be all there is. */
function isTail(bytes: Uint8Array, start: number, end: number): boolean {
  const text = String.fromCharCode(...bytes.subarray(start, Math.min(end, start + 200)));
  return end - start <= 200 && /^\s*startxref\s+\d+\s+%%EOF$/.test(text);
}
