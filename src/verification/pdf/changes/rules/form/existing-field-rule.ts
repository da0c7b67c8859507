import {
  isPdfDict,
  isPdfName,
  isPdfReference,
  isPdfString,
  type PdfDict,
  type PdfValue,
} from '../../../../../formats/pdf/pdf-value.ts';
import { toText } from '../../../../../formats/pdf/text-string.ts';
import type { FieldLock } from '../../../../../formats/pdf/signatures/pdf-signature.ts';
import { plainDict, type Comparison, type Located } from '../../comparison.ts';
import { claimNewSubtree } from '../../new-subtree.ts';
import { judgeFieldList } from './field-list.ts';
import { judgeAppearance } from './appearance-rule.ts';
import {
  isDocumentTimeStamp,
  isInvisible,
  judgeChild,
  judgeSignatureValue,
} from './added-field-rule.ts';

/** What a field has from its parents. */
export interface FieldContext {
  readonly name: string;
  /** Inheritable entries: /FT, /Ff, /V (ISO 32000-2 table 226). */
  readonly entries: ReadonlyMap<string, PdfValue>;
  /** Whether the value, which it shares with those above, was filled in anew. */
  readonly isRefilled: boolean;
}

/** A field to judge next. */
export interface FieldBelow {
  readonly located: Located;
  readonly context: FieldContext;
}

const INHERITABLE = ['FT', 'Ff', 'V'];
const READ_ONLY = 1;
const PUSH_BUTTON = 1 << 16;
/** Widget flags that change nothing that one sees: Print, Locked and LockedContents (ISO 32000-2 table 167). */
const LOCKS = 4 | 128 | 512;
const FILLABLE = new Set(['Tx', 'Btn', 'Ch', 'Sig']);

/** What filling in may change in a field or its widget. */
const FILLED_KEYS = new Set(['V', 'AS', 'AP', 'M', 'I', 'RV']);

/** What the first signature in an empty field may bring along. */
const SIGNING_KEYS = [
  'Lock',
  'MK',
  'DA',
  'DR',
  'Q',
  'H',
  'BS',
  'Border',
  'C',
  'StructParent',
  'TU',
];

/**
 * A field (or widget) that was there when the document was signed: its value and what shows it may change,
 * nothing else; a signature that was there may not change at all (ISO 32000-2 §12.8.2.2.2).
 * @returns the fields below it.
 */
export function judgeExistingField(
  comparison: Comparison,
  number: number,
  context: FieldContext,
): readonly FieldBelow[] {
  const located: Located = { holder: number, path: '', value: comparison.newest.read(number) };
  const after = plainDict(located.value);
  const before = plainDict(comparison.signed.read(number));
  // Left to the graph, where it is rejected if it changed.
  if (before === undefined || after === undefined) return [];
  const own = {
    name: nameOf(context.name, after),
    entries: inherited(context.entries, before),
    isRefilled:
      context.isRefilled ||
      !comparison.same(before.entries.get('V'), after.entries.get('V') ?? null) ||
      leadsToChange(comparison, comparison.entry(located, 'V')),
  };
  judgeEntries(comparison, located, before, after, own);
  if (comparison.changed.get(number) === 'redefined') comparison.share(number);
  const kids = judgeKids(comparison, before, comparison.entry(located, 'Kids'));
  return kids.map((kid) => ({ located: kid, context: own }));
}

/**
 * The fields below a field: those that were there, in their order, and behind or between them signature fields
 * that were added.
 * @returns those that were there.
 */
function judgeKids(comparison: Comparison, before: PdfDict, after: Located): readonly Located[] {
  const list =
    comparison.changeBehind(after) === undefined
      ? { ...after, value: comparison.newest.resolve(after.value) }
      : comparison.follow(after);
  const kept: Located[] = [];
  judgeFieldList(comparison, before.entries.get('Kids'), after, list, {
    kept: (field) => kept.push(field),
    added: (field) => judgeChild(comparison, field, after.holder),
  });
  return kept;
}

function judgeEntries(
  comparison: Comparison,
  located: Located,
  before: PdfDict,
  after: PdfDict,
  field: FieldContext,
): void {
  const differing = comparison.differingKeys(before, after);
  const type = field.entries.get('FT');
  const isSigned = isPdfName(type, 'Sig') && differing.includes('V');
  for (const key of differing) {
    const entry = comparison.entry(located, key);
    if (FILLED_KEYS.has(key) || key === 'Kids') continue;
    if (isSigned && SIGNING_KEYS.includes(key) && !before.entries.has(key)) {
      claimNewSubtree(comparison, entry);
    } else if (key === 'Ff' && onlyReadOnly(before.entries.get('Ff'), after.entries.get('Ff'))) {
      comparison.allow('FORM_FILLING', entry, 'A form field was locked.');
    } else if (!isHarmless(key, before.entries.get(key), after.entries.get(key))) {
      comparison.reject(entry, 'A form field was changed.');
    }
  }
  const touched = [...FILLED_KEYS].filter(
    (key) => differing.includes(key) || leadsToChange(comparison, comparison.entry(located, key)),
  );
  if (touched.length === 0) return;
  const flags = field.entries.get('Ff') ?? 0;
  const fillable =
    isPdfName(type) &&
    FILLABLE.has(type.value) &&
    typeof flags === 'number' &&
    (flags & READ_ONLY) === 0 &&
    !(type.value === 'Btn' && (flags & PUSH_BUTTON) !== 0);
  if (!fillable || isLocked(comparison.policy.fieldLocks ?? [], field.name)) {
    comparison.reject(located, 'A form field was changed that may not be filled in.');
    return;
  }
  if (type.value === 'Sig') judgeSigning(comparison, located, field, touched);
  else if (touched.includes('AP') && !field.isRefilled && !mayBeDrawnAnew(comparison, before)) {
    comparison.reject(located, 'A form field looks different though its value is the same.');
  } else judgeFilling(comparison, located, touched);
}

/** A field that had no looks of its own yet, or whose looks readers were asked to make (ISO 32000-2 table 224). */
function mayBeDrawnAnew({ signed }: Comparison, before: PdfDict): boolean {
  const form = plainDict(signed.resolve(signed.catalog.entries.get('AcroForm')));
  return (
    signed.resolve(before.entries.get('AP')) === null ||
    form?.entries.get('NeedAppearances') === true
  );
}

function isHarmless(key: string, before: PdfValue | undefined, after: PdfValue | undefined) {
  if (key === 'F') return onlyLocks(before, after);
  return key === 'Type' && before === undefined && isPdfName(after, 'Annot');
}

/** A later signature may lock fields, which shows in their flags too (ISO 32000-2 §12.7.5.5). */
function onlyReadOnly(before: PdfValue = 0, after: PdfValue = 0): boolean {
  return typeof before === 'number' && after === (before | READ_ONLY);
}

/** Signing may lock a widget against editing, which changes nothing that one sees. */
function onlyLocks(before: PdfValue = 0, after: PdfValue = 0): boolean {
  if (typeof before !== 'number' || typeof after !== 'number') return false;
  return (before | LOCKS) === (after | LOCKS) && (after & before) === before;
}

/** Whether a value refers to a changed object, one level down included (/AP << /N 9 0 R >>). */
function leadsToChange(comparison: Comparison, located: Located): boolean {
  if (comparison.changeBehind(located) !== undefined) return true;
  const value = comparison.newest.resolve(located.value);
  if (!isPdfDict(value)) return false;
  return [...value.entries.values()].some((state) => {
    if (isPdfReference(state))
      return comparison.changed.has(state.number) || nested(comparison, state);
    return nested(comparison, state);
  });
}

/** Appearances may be one level deeper, by state. */
function nested(comparison: Comparison, state: PdfValue): boolean {
  const states = comparison.newest.resolve(state);
  return (
    isPdfDict(states) &&
    [...states.entries.values()].some(
      (value) => isPdfReference(value) && comparison.changed.has(value.number),
    )
  );
}

/** Signing fills an empty signature field. */
function judgeSigning(
  comparison: Comparison,
  located: Located,
  field: FieldContext,
  touched: readonly string[],
): void {
  const value = comparison.entry(located, 'V');
  if (comparison.signed.resolve(field.entries.get('V')) !== null || !touched.includes('V')) {
    comparison.reject(located, 'A signature was replaced or its appearance changed.');
    return;
  }
  judgeSignatureValue(comparison, value);
  judgeAppearance(comparison, comparison.entry(located, 'AP'));
  const archival =
    isDocumentTimeStamp(comparison.newest.resolve(value.value)) &&
    isInvisible(comparison, located.value);
  comparison.allow(
    archival ? 'LTV_UPDATES' : 'FORM_FILLING',
    value,
    'A signature field was signed.',
  );
}

function judgeFilling(comparison: Comparison, located: Located, touched: readonly string[]): void {
  for (const key of ['V', 'RV', 'I']) claimNewSubtree(comparison, comparison.entry(located, key));
  judgeAppearance(comparison, comparison.entry(located, 'AP'));
  comparison.allow('FORM_FILLING', located, `A form field was filled in (${touched.join(', ')}).`);
}

function isLocked(locks: readonly FieldLock[], name: string): boolean {
  return locks.some(({ action, fields }) => {
    const listed = fields.some((field) => name === field || name.startsWith(`${field}.`));
    return action === 'All' || listed === (action === 'Include');
  });
}

function nameOf(parentName: string, field: PdfDict): string {
  const title = field.entries.get('T');
  if (!isPdfString(title)) return parentName;
  return parentName === '' ? toText(title.bytes) : `${parentName}.${toText(title.bytes)}`;
}

function inherited(
  entries: ReadonlyMap<string, PdfValue>,
  field: PdfDict,
): ReadonlyMap<string, PdfValue> {
  const own = new Map(entries);
  for (const key of INHERITABLE) {
    const value = field.entries.get(key);
    if (value !== undefined) own.set(key, value);
  }
  return own;
}
