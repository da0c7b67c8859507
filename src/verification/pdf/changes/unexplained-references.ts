import type { Comparison } from './comparison.ts';

/**
 * Rejects each reference to a changed object that no rule has claimed or shared, and each object that
 * cannot be read: whatever the rules do not know is a forbidden change.
 */
export function judgeUnexplainedReferences(comparison: Comparison): void {
  const graph = comparison.file.newestGraph;
  for (const number of comparison.changed.keys()) {
    if (comparison.isShared(number)) continue;
    for (const { holder, path } of graph.referencesTo(number)) {
      if (comparison.isClaimed(holder, path)) continue;
      const what = `A reference leads to changed object ${number}.`;
      comparison.reject({ holder, path, value: null }, what);
    }
  }
  for (const [number, code] of graph.unreadable) {
    // Damage that was there when it was signed is what was signed, as long as nothing hides behind it.
    if (isOldDamage(comparison, number, code)) continue;
    // What we cannot read, another reader may repair in its own way.
    comparison.reject({ holder: number, path: '', value: null }, `It cannot be read (${code}).`);
  }
}

function isOldDamage(comparison: Comparison, number: number, code: string): boolean {
  if (comparison.policy.ownDocument || comparison.changed.has(number)) return false;
  return comparison.file.newestGraph.onlyDataDamaged.has(number) && code === 'pdf/stream';
}
