import {
  isPdfArray,
  isPdfDict,
  isPdfName,
  isPdfReference,
  isPdfStream,
  isPdfString,
  type PdfValue,
} from '../../../formats/pdf/pdf-value.ts';
import type { Comparison, Located } from './comparison.ts';

/**
 * Claims everything new below a value: references to added objects, and what these refer to in turn. An
 * object that existed when the document was signed is never claimed here, so nothing old can change its
 * meaning through it.
 */
export function claimNewSubtree(comparison: Comparison, root: Located): void {
  const seen = new Set<number>();
  const pending: Located[] = [root];
  for (let located = pending.pop(); located !== undefined; located = pending.pop()) {
    const { value } = located;
    if (isPdfReference(value)) {
      if (comparison.changed.get(value.number) !== 'added') continue;
      comparison.claim(located);
      if (seen.has(value.number)) continue;
      seen.add(value.number);
      pending.push(comparison.follow(located));
    } else if (isPdfArray(value)) {
      for (const item of comparison.items(located)) if (isComposite(item.value)) pending.push(item);
    } else if (isPdfDict(value) || isPdfStream(value)) {
      const { entries } = isPdfDict(value) ? value : value.dict;
      for (const [key, entry] of entries) {
        if (isComposite(entry)) pending.push(comparison.entry(located, key));
      }
    }
  }
}

/** Whether references may stand in it. */
function isComposite(value: PdfValue): boolean {
  return typeof value === 'object' && value !== null && !isPdfName(value) && !isPdfString(value);
}
