import { isPdfArray, isPdfString, type PdfValue } from '../../../../../formats/pdf/pdf-value.ts';
import { toText } from '../../../../../formats/pdf/text-string.ts';
import { plainDict, type Comparison, type Located } from '../../comparison.ts';

/**
 * A list of fields, of the form or below a field (ISO 32000-2 §12.7.3, §12.7.4): those that were there stay,
 * in their order; between and behind them others may be added under names of their own, because fields of one
 * name share one value (§12.7.4.2).
 * @param before the list as it was signed; anything else counts as none.
 * @param after where the list stood or stands, to be blamed when a field is gone.
 * @param list the list as it is now.
 * @param judge looks at each field in turn, whether it was there or is new.
 */
export function judgeFieldList(
  comparison: Comparison,
  before: PdfValue | undefined,
  after: Located,
  list: Located,
  judge: {
    readonly kept: (field: Located) => void;
    readonly added: (field: Located) => void;
  },
): void {
  const written = comparison.signed.resolve(before);
  const old = isPdfArray(written) ? written : [];
  const names = new Set(old.map((field) => titleOf(comparison.signed.resolve(field))));
  let kept = 0;
  for (const field of comparison.items(list)) {
    if (kept < old.length && comparison.same(old[kept], field.value)) {
      kept++;
      judge.kept(field);
      continue;
    }
    const title = titleOf(comparison.newest.resolve(field.value));
    if (title === undefined || names.has(title)) {
      comparison.reject(field, 'A field was added under a name that is in use.');
    } else {
      names.add(title);
      judge.added(field);
    }
  }
  if (kept < old.length) comparison.reject(after, 'A form field was removed or moved.');
}

function titleOf(value: PdfValue): string | undefined {
  const title = plainDict(value)?.entries.get('T');
  return isPdfString(title) ? toText(title.bytes) : undefined;
}
