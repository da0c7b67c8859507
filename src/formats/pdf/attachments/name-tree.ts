import { FormatError } from '../../../shared/format-error.ts';
import {
  isPdfArray,
  isPdfDict,
  isPdfReference,
  isPdfString,
  type PdfResolver,
  type PdfValue,
} from '../pdf-value.ts';

const MOST_NODES = 10_000;
const MOST_NAMES = 100_000;

/** One name and the value as written, usually a reference. */
export interface NameTreeEntry {
  readonly name: Uint8Array;
  readonly value: PdfValue;
}

/**
 * Lists a name tree (ISO 32000-2 §7.9.6), every leaf, whatever /Limits says: a search that trusts them
 * could be led past an entry.
 * @throws FormatError `pdf/object` for a damaged tree, `pdf/limit` for a huge one.
 */
export function parseNameTree(resolver: PdfResolver, root: PdfValue): readonly NameTreeEntry[] {
  const entries: NameTreeEntry[] = [];
  const visited = new Set<number>();
  const pending: PdfValue[] = [root];
  while (pending.length > 0) {
    const next = pending.pop()!;
    if (isPdfReference(next)) {
      if (visited.has(next.number)) throw damaged();
      visited.add(next.number);
    }
    const node = resolver.resolve(next);
    if (!isPdfDict(node) || node.duplicateKeys.length > 0) throw damaged();
    const names = resolver.resolve(node.entries.get('Names')) ?? [];
    const kids = resolver.resolve(node.entries.get('Kids')) ?? [];
    if (!isPdfArray(names) || !isPdfArray(kids) || names.length % 2 !== 0) throw damaged();
    if (pending.length + kids.length > MOST_NODES || visited.size > MOST_NODES) throw tooBig();
    if (entries.length + names.length > MOST_NAMES) throw tooBig();
    for (let index = 0; index < names.length; index += 2) {
      const name = resolver.resolve(names[index]);
      if (!isPdfString(name)) throw damaged();
      entries.push({ name: name.bytes, value: names[index + 1] ?? null });
    }
    pending.push(...kids);
  }
  return entries;
}

function damaged(): FormatError {
  return new FormatError('pdf/object', 'a damaged name tree');
}

function tooBig(): FormatError {
  return new FormatError('pdf/limit', 'a name tree is too big');
}
