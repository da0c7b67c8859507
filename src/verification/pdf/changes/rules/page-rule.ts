import {
  isPdfArray,
  isPdfDict,
  isPdfName,
  isPdfReference,
  type PdfDict,
  type PdfValue,
} from '../../../../formats/pdf/pdf-value.ts';
import { plainDict, type Comparison, type Located } from '../comparison.ts';
import { judgeAddedAnnotation, judgeExistingAnnotation, mayBeRemoved } from './annotation-rule.ts';

/**
 * Pages may only get annotations: the widgets of added signatures and, where the signer permits them,
 * comments. The page tree itself and everything else about a page stay as they are.
 */
export function judgePages(comparison: Comparison): void {
  for (const page of pageNumbers(comparison)) judgePage(comparison, page);
}

/** Object numbers of all pages; nodes that cannot be read are left to the graph. */
function pageNumbers(comparison: Comparison): readonly number[] {
  const { newest } = comparison;
  const pages: number[] = [];
  const seen = new Set<number>();
  const pending: PdfValue[] = [newest.catalog.entries.get('Pages') ?? null];
  while (pending.length > 0) {
    const next = pending.pop()!;
    if (!isPdfReference(next) || seen.has(next.number)) continue;
    seen.add(next.number);
    const node = newest.resolve(next);
    if (!isPdfDict(node)) continue;
    const kids = newest.resolve(node.entries.get('Kids'));
    if (isPdfArray(kids)) for (const kid of kids) pending.push(kid);
    else if (isPdfName(node.entries.get('Type'), 'Page')) pages.push(next.number);
  }
  return pages;
}

function judgePage(comparison: Comparison, number: number): void {
  const change = comparison.changed.get(number);
  const page: Located = { holder: number, path: '', value: comparison.newest.read(number) };
  const after = plainDict(page.value);
  const before = plainDict(comparison.signed.read(number));
  if (before === undefined || after === undefined || change === 'added') return;
  if (change === 'redefined') {
    for (const key of comparison.differingKeys(before, after)) {
      if (key !== 'Annots') comparison.reject(comparison.entry(page, key), 'A page was changed.');
    }
    comparison.share(number);
  }
  judgeAnnotations(comparison, before, comparison.entry(page, 'Annots'));
}

/** The old annotations must be there in their order; what stands between them is new. */
function judgeAnnotations(comparison: Comparison, oldPage: PdfDict, after: Located): void {
  const written = comparison.signed.resolve(oldPage.entries.get('Annots')) ?? [];
  const before = isPdfArray(written) ? written : [];
  const list = comparison.follow(after);
  if (list.value !== null && !isPdfArray(list.value)) {
    comparison.reject(after, 'The annotations of a page are malformed.');
    return;
  }
  const kept = new Set(before.map(keyOf));
  let next = 0;
  for (const annotation of comparison.items(list)) {
    const key = keyOf(annotation.value);
    if (key === undefined || !kept.has(key)) {
      judgeNew(comparison, annotation);
      continue;
    }
    while (next < before.length && keyOf(before[next]!) !== key) {
      judgeRemoved(comparison, before[next]!, after);
      next++;
    }
    if (next >= before.length) comparison.reject(annotation, 'Annotations were reordered.');
    next++;
    judgeExistingAnnotation(comparison, annotation);
  }
  for (const gone of before.slice(next)) judgeRemoved(comparison, gone, after);
}

/** Annotations written in place have no identity and are compared with their page or list. */
function keyOf(value: PdfValue): number | undefined {
  return isPdfReference(value) ? value.number : undefined;
}

function judgeNew(comparison: Comparison, annotation: Located): void {
  const number = keyOf(annotation.value);
  if (number !== undefined && comparison.addedWidgets.has(number)) comparison.claim(annotation);
  else judgeAddedAnnotation(comparison, annotation);
}

function judgeRemoved(comparison: Comparison, gone: PdfValue, after: Located): void {
  if (mayBeRemoved(comparison.signed.resolve(gone))) {
    comparison.allow('ANNOTATIONS', after, 'A comment was removed.');
  } else comparison.reject(after, 'An annotation was removed.');
}
