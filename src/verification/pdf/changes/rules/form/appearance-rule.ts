import { isPdfDict, isPdfReference, isPdfStream } from '../../../../../formats/pdf/pdf-value.ts';
import { plainDict, type Comparison, type Located } from '../../comparison.ts';
import { claimNewSubtree } from '../../new-subtree.ts';

const APPEARANCES = new Set(['N', 'R', 'D']);

/**
 * How a field or annotation looks (ISO 32000-2 §12.5.5): streams, by state or alone. A stream may be new or
 * rewritten; since only this reference to it is claimed, one that is used elsewhere too is found.
 */
export function judgeAppearance(comparison: Comparison, located: Located): void {
  if (located.value === null) return;
  const appearances = comparison.follow(located);
  const dict = plainDict(appearances.value);
  if (dict === undefined) comparison.reject(located, 'An appearance is malformed.');
  for (const key of dict?.entries.keys() ?? []) {
    const one = comparison.entry(appearances, key);
    if (!APPEARANCES.has(key)) comparison.reject(one, 'An appearance is malformed.');
    else judgeStates(comparison, one);
  }
}

function judgeStates(comparison: Comparison, located: Located): void {
  const resolved = comparison.newest.resolve(located.value);
  if (!isPdfDict(resolved)) {
    judgeStream(comparison, located);
    return;
  }
  const states = comparison.follow(located);
  for (const key of resolved.entries.keys()) judgeStream(comparison, comparison.entry(states, key));
}

function judgeStream(comparison: Comparison, located: Located): void {
  if (comparison.changeBehind(located) === undefined) return;
  const stream = comparison.follow(located);
  if (!isPdfReference(located.value) || !isPdfStream(stream.value)) {
    comparison.reject(located, 'An appearance is not a stream.');
    return;
  }
  claimNewSubtree(comparison, stream);
}
