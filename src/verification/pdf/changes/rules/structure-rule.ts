import {
  isPdfArray,
  isPdfDict,
  isPdfName,
  isPdfReference,
  type PdfDict,
  type PdfValue,
} from '../../../../formats/pdf/pdf-value.ts';
import { EMPTY_DICT, plainDict, type Comparison, type Located } from '../comparison.ts';
import { claimNewSubtree } from '../new-subtree.ts';

const MOST_NODES = 100_000;

/** What may change at the root of the structure tree: the two ways down, and where numbering goes on. */
const ROOT_KEYS = new Set(['K', 'ParentTree', 'ParentTreeNextKey']);

/** Entries of an element that was added for a widget or a comment. None of them replaces text. */
const ELEMENT_KEYS = new Set('Type S P Pg K Lang Alt T ID C R A NS'.split(' '));

/**
 * The structure tree of a tagged document (ISO 32000-2 §14.7): who adds a signature or a comment tags it. Elements
 * may be added that hold annotations and nothing else; every element that was there keeps its place and its
 * content, so what a screen reader reads of the pages stays the same.
 */
export function judgeStructure(
  comparison: Comparison,
  before: PdfValue | undefined,
  after: Located,
): void {
  if (!comparison.same(before, after.value)) {
    comparison.reject(after, 'Another structure tree is in force.');
    return;
  }
  if (!isPdfReference(after.value)) return;
  new StructureWalk(comparison).run(after.value.number);
}

class StructureWalk {
  readonly #comparison: Comparison;
  readonly #elements = new Set<number>();
  #budget = MOST_NODES;

  constructor(comparison: Comparison) {
    this.#comparison = comparison;
  }

  run(root: number): void {
    const comparison = this.#comparison;
    const { signed, newest } = comparison;
    const after = plainDict(newest.read(root));
    const before = plainDict(signed.read(root));
    if (before === undefined || after === undefined) return;
    const located: Located = { holder: root, path: '', value: after };
    for (const key of comparison.differingKeys(before, after)) {
      const entry = comparison.entry(located, key);
      if (!ROOT_KEYS.has(key)) comparison.reject(entry, 'The structure tree was changed.');
    }
    this.#judgeKids(before, located);
    this.#judgeNumbers(before.entries.get('ParentTree'), comparison.entry(located, 'ParentTree'));
    if (comparison.changed.get(root) === 'redefined') {
      comparison.share(root);
      comparison.tidy(located, 'The structure tree was extended.');
    }
    this.#judgeElements();
  }

  /** Elements that were there and changed: only their list of children may have grown. */
  #judgeElements(): void {
    const comparison = this.#comparison;
    for (const [number, change] of comparison.changed) {
      if (change !== 'redefined' || this.#elements.has(number)) continue;
      const before = comparison.signed.read(number);
      const after = comparison.newest.read(number);
      if (!isElement(before) || !isElement(after)) continue;
      this.#elements.add(number);
      const located: Located = { holder: number, path: '', value: after };
      for (const key of comparison.differingKeys(before, after)) {
        if (key !== 'K') {
          comparison.reject(comparison.entry(located, key), 'An element was changed.');
        }
      }
      this.#judgeKids(before, located);
      comparison.share(number);
      comparison.tidy(located, 'The structure tree was extended.');
    }
  }

  /** The children that were there, in their order, and between them elements that were added. */
  #judgeKids(before: PdfDict, parent: Located): void {
    const comparison = this.#comparison;
    const old = listOf(comparison.signed.resolve(before.entries.get('K')), before.entries.get('K'));
    const entry = comparison.entry(parent, 'K');
    const list = comparison.changeBehind(entry) === undefined ? entry : comparison.follow(entry);
    const resolved = comparison.newest.resolve(entry.value);
    const items = isPdfArray(resolved)
      ? comparison.items({ ...list, value: resolved })
      : entry.value === null
        ? []
        : [entry];
    let kept = 0;
    for (const item of items) {
      if (kept < old.length && comparison.same(old[kept], item.value)) kept++;
      else this.#judgeAdded(item, parent.holder);
    }
    if (kept < old.length) comparison.reject(entry, 'An element was removed or moved.');
  }

  #judgeAdded(item: Located, parent: number): void {
    const comparison = this.#comparison;
    if (this.#budget-- <= 0 || comparison.changeBehind(item) !== 'added') {
      comparison.reject(item, 'The structure tree was changed.');
      return;
    }
    const element = comparison.follow(item);
    const dict = plainDict(element.value);
    const above = dict?.entries.get('P');
    const isPlain =
      dict !== undefined &&
      isPdfName(dict.entries.get('S')) &&
      [...dict.entries.keys()].every((key) => ELEMENT_KEYS.has(key)) &&
      isPdfReference(above) &&
      above.number === parent;
    if (!isPlain || !this.#holdsAnnotations(comparison.entry(element, 'K'), element.holder)) {
      comparison.reject(item, 'An element was added that holds more than annotations.');
      return;
    }
    comparison.claim(comparison.entry(element, 'P'));
    for (const key of ['A', 'Pg']) claimNewSubtree(comparison, comparison.entry(element, key));
  }

  /** `OBJR` dictionaries, or elements of the same kind again. */
  #holdsAnnotations(located: Located, parent: number): boolean {
    const comparison = this.#comparison;
    const list = comparison.follow(located);
    const items = isPdfArray(list.value) ? comparison.items(list) : [list];
    return items.every((item) => {
      const target = comparison.newest.resolve(item.value);
      if (isPdfDict(target) && isPdfName(target.entries.get('Type'), 'OBJR')) {
        const reference = comparison.follow(item);
        const object = comparison.entry(reference, 'Obj');
        if (comparison.changeBehind(object) !== 'added') return false;
        comparison.claim(object);
        return true;
      }
      if (item === list || !isElement(target)) return false;
      this.#judgeAdded(item, parent);
      return true;
    });
  }

  /** A number tree (§7.9.7): its pairs stay, pairs with new numbers lead to elements that were added. */
  #judgeNumbers(before: PdfValue | undefined, after: Located): void {
    const comparison = this.#comparison;
    const old = this.#pairsOf(comparison.signed, before);
    const changed: Located[] = [];
    const found = new Map<number, Located>();
    const pending: Located[] = [after];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (this.#budget-- <= 0) return;
      if (comparison.changeBehind(next) !== undefined) changed.push(next);
      const node = comparison.follow(next);
      const numbers = comparison.entry(node, 'Nums');
      if (comparison.changeBehind(numbers) !== undefined) changed.push(numbers);
      const list = comparison.items(comparison.follow(numbers));
      for (let index = 0; index + 1 < list.length; index += 2) {
        const key = list[index]!.value;
        if (typeof key === 'number' && !found.has(key)) found.set(key, list[index + 1]!);
        else comparison.reject(list[index]!, 'The numbers of elements are malformed.');
      }
      pending.push(...comparison.items(comparison.follow(comparison.entry(node, 'Kids'))));
    }
    for (const [key, value] of old) {
      const located = found.get(key);
      if (located === undefined || !this.#isSameList(value, located)) {
        comparison.reject(after, 'An element lost its number.');
      }
    }
    for (const [key, located] of found) {
      if (old.has(key)) continue;
      if (comparison.changeBehind(located) === 'added') comparison.claim(located);
      else comparison.reject(located, 'A number was given to an element that was there.');
    }
    for (const { value } of changed) if (isPdfReference(value)) comparison.share(value.number);
    if (changed.length > 0) comparison.tidy(after, 'The structure tree was extended.');
  }

  /** The same reference, or a list of the same elements that was written anew. */
  #isSameList(before: PdfValue, after: Located): boolean {
    const comparison = this.#comparison;
    if (comparison.same(before, after.value)) return true;
    const [was, is] = [comparison.signed.resolve(before), comparison.newest.resolve(after.value)];
    if (!isPdfArray(was) || comparison.changeBehind(after) === 'redefined') return false;
    comparison.claim(after);
    return comparison.same(was, is);
  }

  #pairsOf(source: Comparison['signed'], root: PdfValue | undefined): Map<number, PdfValue> {
    const pairs = new Map<number, PdfValue>();
    const pending: PdfValue[] = [root ?? null];
    while (pending.length > 0 && this.#budget-- > 0) {
      const node = plainDict(source.resolve(pending.pop())) ?? EMPTY_DICT;
      const numbers = source.resolve(node.entries.get('Nums'));
      const kids = source.resolve(node.entries.get('Kids'));
      if (isPdfArray(numbers)) {
        for (let index = 0; index + 1 < numbers.length; index += 2) {
          const key = numbers[index];
          if (typeof key === 'number') pairs.set(key, numbers[index + 1]!);
        }
      }
      if (isPdfArray(kids)) pending.push(...kids);
    }
    return pairs;
  }
}

/** A structure element (§14.7.2) by what only they have. */
function isElement(value: PdfValue): value is PdfDict {
  const dict = plainDict(value);
  return (
    dict !== undefined && isPdfName(dict.entries.get('S')) && isPdfReference(dict.entries.get('P'))
  );
}

/** Children may be one or several. */
function listOf(resolved: PdfValue, written: PdfValue | undefined): readonly PdfValue[] {
  if (isPdfArray(resolved)) return resolved;
  return written === undefined || written === null ? [] : [written];
}
