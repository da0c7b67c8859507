import {
  isPdfReference,
  isPdfString,
  type PdfDict,
  type PdfValue,
} from '../../../../../formats/pdf/pdf-value.ts';
import { EMPTY_DICT, plainDict, type Comparison, type Located } from '../../comparison.ts';
import { judgeAddedField } from './added-field-rule.ts';
import { judgeDefaultResources } from './resources-rule.ts';
import { judgeFieldList } from './field-list.ts';
import { judgeExistingField, type FieldContext } from './existing-field-rule.ts';

const SIGNATURE_FLAGS = 3;

/**
 * The form (ISO 32000-2 §12.7.3): signature fields may be appended, existing fields filled in, the two
 * signature flags set. Nothing may go or move.
 */
export function judgeForm(
  comparison: Comparison,
  before: PdfValue | undefined,
  after: Located,
): void {
  const form = comparison.follow(after);
  const dict = plainDict(form.value);
  if (dict === undefined) {
    comparison.reject(after, 'The form was removed or is malformed.');
    return;
  }
  const old = plainDict(comparison.signed.resolve(before)) ?? EMPTY_DICT;
  for (const key of comparison.differingKeys(old, dict)) {
    const entry = comparison.entry(form, key);
    if (key === 'SigFlags') judgeSignatureFlags(comparison, old.entries.get(key), entry);
    else if (isHousekeeping(key, old.entries.get(key), entry.value)) {
      comparison.tidy(entry, 'Defaults for drawing fields were set.');
    } else if (key !== 'Fields' && key !== 'DR') {
      comparison.reject(entry, 'The form was changed.');
    }
  }
  judgeDefaultResources(comparison, old.entries.get('DR'), comparison.entry(form, 'DR'));
  judgeFields(comparison, old, comparison.entry(form, 'Fields'));
}

/**
 * Defaults may be given where there were none. That readers draw fields anew may be called off, but not asked
 * for: they would then show values that were signed unseen (ISO 32000-2 table 224).
 */
function isHousekeeping(key: string, before: PdfValue | undefined, after: PdfValue): boolean {
  if (key === 'DA') return before === undefined && isPdfString(after);
  if (key === 'Q') return before === undefined && typeof after === 'number';
  return key === 'NeedAppearances' && (after === null || after === false);
}

/** The flags may be set and never be cleared (ISO 32000-2 table 225). */
function judgeSignatureFlags(
  comparison: Comparison,
  before: PdfValue | undefined,
  after: Located,
): void {
  const was = typeof before === 'number' ? before : 0;
  const is = after.value;
  const raised =
    typeof is === 'number' && (is & was) === was && (is & ~(was | SIGNATURE_FLAGS)) === 0;
  if (raised) comparison.allow('LTV_UPDATES', after, 'The signature flags were set.');
  else comparison.reject(after, 'The signature flags were changed.');
}

function judgeFields(comparison: Comparison, old: PdfDict, after: Located): void {
  const before = old.entries.get('Fields');
  const list = comparison.follow(after);
  judgeFieldList(comparison, before, after, list, {
    kept: (field) => judgeFieldTree(comparison, field),
    added: (field) => judgeAddedField(comparison, field),
  });
}

/** A field that was there, and those below it. */
function judgeFieldTree(comparison: Comparison, root: Located): void {
  const seen = new Set<number>();
  const pending: { readonly located: Located; readonly context: FieldContext }[] = [
    { located: root, context: { name: '', entries: new Map(), isRefilled: false } },
  ];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { located, context } = next;
    // Fields that are not objects of their own belong to their parent, which is compared itself.
    if (!isPdfReference(located.value) || seen.has(located.value.number)) continue;
    seen.add(located.value.number);
    for (const child of judgeExistingField(comparison, located.value.number, context)) {
      pending.push(child);
    }
  }
}
