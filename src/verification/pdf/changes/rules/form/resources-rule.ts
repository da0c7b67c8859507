import {
  isPdfArray,
  isPdfDict,
  isPdfName,
  isPdfReference,
  isPdfStream,
  type PdfValue,
} from '../../../../../formats/pdf/pdf-value.ts';
import { EMPTY_DICT, plainDict, type Comparison, type Located } from '../../comparison.ts';
import { claimNewSubtree } from '../../new-subtree.ts';

/** Resources that text in form fields may need (ISO 32000-2 §7.8.3). */
const CATEGORIES = new Set(['Font', 'Encoding', 'XObject', 'ProcSet', 'ColorSpace', 'ExtGState']);

/** Where a page's own content does not look. */
const BESIDE_CONTENT = new Set(['Annots', 'Parent', 'P', 'B', 'StructParents']);

/**
 * The default resources of a form (ISO 32000-2 table 224, /DR): programs that draw signatures or fill fields add
 * their fonts. Names may be added, none replaced; and no page may draw from the same dictionaries, or a name that
 * its content used in vain when it was signed would suddenly mean something.
 */
export function judgeDefaultResources(
  comparison: Comparison,
  before: PdfValue | undefined,
  after: Located,
): void {
  if (after.value === null && (before ?? null) === null) return;
  const claims = comparison.claimCount;
  const resources = comparison.follow(after);
  const dict = plainDict(resources.value);
  const old = plainDict(comparison.signed.resolve(before)) ?? EMPTY_DICT;
  if (dict === undefined) {
    comparison.reject(after, 'The default resources were removed or are malformed.');
    return;
  }
  for (const key of new Set([...old.entries.keys(), ...dict.entries.keys()])) {
    judgeCategory(comparison, key, old.entries.get(key), comparison.entry(resources, key));
  }
  shareOrReject(comparison, after);
  if (comparison.claimCount > claims || !comparison.same(before, after.value)) {
    comparison.tidy(after, 'Default resources were added.');
  }
}

function judgeCategory(
  comparison: Comparison,
  key: string,
  before: PdfValue | undefined,
  after: Located,
): void {
  const category = comparison.follow(after);
  const dict = plainDict(category.value);
  const was = comparison.signed.resolve(before);
  if (isProcedureSet(category.value) && (was === null || isProcedureSet(was))) return;
  if (dict === undefined || !CATEGORIES.has(key)) {
    if (!comparison.same(before, after.value) || comparison.changeBehind(after) !== undefined) {
      comparison.reject(after, 'The default resources were changed.');
    }
    return;
  }
  const old = plainDict(was) ?? EMPTY_DICT;
  for (const name of new Set([...old.entries.keys(), ...dict.entries.keys()])) {
    const entry = comparison.entry(category, name);
    const known = old.entries.get(name);
    if (known === undefined) claimNewSubtree(comparison, entry);
    else if (!comparison.same(known, entry.value)) {
      comparison.reject(entry, 'A default resource was replaced.');
    }
  }
  shareOrReject(comparison, after);
}

/** A dictionary that was there and grew may be referred to from anywhere but from what pages draw. */
function shareOrReject(comparison: Comparison, located: Located): void {
  if (comparison.changeBehind(located) !== 'redefined' || !isPdfReference(located.value)) return;
  if (isDrawnFrom(comparison, located.value.number)) {
    comparison.reject(located, 'Pages draw from the default resources of the form.');
  } else comparison.share(located.value.number);
}

function isProcedureSet(value: PdfValue): boolean {
  return isPdfArray(value) && value.every((item) => isPdfName(item));
}

/** Whether the content of some page leads to an object: through resources, patterns, forms within forms. */
function isDrawnFrom(comparison: Comparison, wanted: number): boolean {
  const { newest } = comparison;
  const seen = new Set<number>();
  const pending: PdfValue[] = [newest.catalog.entries.get('Pages') ?? null];
  while (pending.length > 0) {
    const next = pending.pop()!;
    if (isPdfReference(next)) {
      if (next.number === wanted) return true;
      if (seen.has(next.number)) continue;
      seen.add(next.number);
      pending.push(newest.readLoosely(next.number));
    } else if (isPdfArray(next)) pending.push(...next.filter(isComposite));
    else if (isPdfDict(next) || isPdfStream(next)) {
      const { entries } = isPdfDict(next) ? next : next.dict;
      for (const [key, value] of entries) {
        if (isComposite(value) && !BESIDE_CONTENT.has(key)) pending.push(value);
      }
    }
  }
  return false;
}

function isComposite(value: PdfValue): boolean {
  return typeof value === 'object' && value !== null;
}
