import type { PdfFile, PdfRevision } from '../../../formats/pdf/pdf-file.ts';
import type { XrefEntry } from '../../../formats/pdf/xref/xref-entry.ts';
import { isFormatError } from '../../../shared/format-error.ts';
import { sameValue } from './same-value.ts';

/** What became of an object number since the signed revision. */
export type ObjectChange = 'added' | 'removed' | 'redefined';

/**
 * Lists the objects that are not what they were in the signed revision. An object in an object stream
 * changes with its stream even where no cross-reference section mentions it.
 * @param countRewrites whether an object that was written again with the same content counts.
 */
export function findChangedObjects(
  file: PdfFile,
  signed: PdfRevision,
  countRewrites: boolean,
): ReadonlyMap<number, ObjectChange> {
  const changes = new Map<number, ObjectChange>();
  for (const number of candidates(file, signed)) {
    const change = changeOf(file, signed, number, countRewrites);
    if (change !== undefined) changes.set(number, change);
  }
  return changes;
}

function candidates(file: PdfFile, signed: PdfRevision): ReadonlySet<number> {
  const numbers = new Set<number>();
  for (const revision of file.revisions.slice(signed.index + 1)) {
    for (const number of revision.objectNumbersChanged) {
      numbers.add(number);
      for (const member of revision.everStoredIn(number)) numbers.add(member);
    }
  }
  // Object 0 heads the list of free objects and is never one itself.
  numbers.delete(0);
  return numbers;
}

function changeOf(
  file: PdfFile,
  signed: PdfRevision,
  number: number,
  countRewrites: boolean,
): ObjectChange | undefined {
  const before = signed.entryOf(number);
  const after = file.newest.entryOf(number);
  if (isAbsent(before)) return isAbsent(after) ? undefined : 'added';
  if (isAbsent(after)) return 'removed';
  if (samePlace(signed, before, file.newest, after)) return undefined;
  const rewritten =
    !countRewrites &&
    generationOf(before) === generationOf(after) &&
    sameContent(file, signed, number);
  return rewritten ? undefined : 'redefined';
}

type PlacedEntry = Exclude<XrefEntry, { readonly kind: 'free' }>;

function isAbsent(entry: XrefEntry | undefined): entry is undefined | { readonly kind: 'free' } {
  return entry === undefined || entry.kind === 'free';
}

function generationOf(entry: PlacedEntry): number {
  return entry.kind === 'offset' ? entry.generation : 0;
}

function samePlace(
  signed: PdfRevision,
  before: PlacedEntry,
  newest: PdfRevision,
  after: PlacedEntry,
): boolean {
  if (before.kind === 'offset') {
    return (
      after.kind === 'offset' &&
      before.offset === after.offset &&
      before.generation === after.generation
    );
  }
  if (after.kind !== 'compressed') return false;
  const [was, is] = [signed.entryOf(before.container), newest.entryOf(after.container)];
  return (
    before.container === after.container &&
    before.index === after.index &&
    was?.kind === 'offset' &&
    is?.kind === 'offset' &&
    was.offset === is.offset
  );
}

function sameContent(file: PdfFile, signed: PdfRevision, number: number): boolean {
  try {
    return sameValue(file.bytes, signed.readOnce(number), file.newest.readOnce(number));
  } catch (error) {
    if (isFormatError(error)) return false;
    throw error;
  }
}
