/** Nodes of a code's tree: symbols, and pairs of nodes. */
interface Node {
  readonly weight: number;
  readonly symbols: readonly number[];
}

/**
 * Lengths of the best prefix code in which no word is longer than `longest` bits (package-merge: every pair of nodes
 * of a level is a candidate for the next). A code of one symbol has a second word, because readers want whole codes.
 * @returns by symbol, 0 for those that do not occur.
 */
export function toCodeLengths(counts: ArrayLike<number>, longest: number): Uint8Array {
  const lengths = new Uint8Array(counts.length);
  const used = Array.from(counts, (weight, symbol): Node => ({ weight, symbols: [symbol] })).filter(
    ({ weight }) => weight > 0,
  );
  for (let symbol = 0; used.length < 2; symbol++) {
    if (used.every(({ symbols }) => symbols[0] !== symbol)) {
      used.push({ weight: 0, symbols: [symbol] });
    }
  }
  const leaves = used.sort(byWeight);
  let level: readonly Node[] = leaves;
  for (let depth = 1; depth < longest; depth++) {
    const pairs: Node[] = [];
    for (let at = 0; at + 1 < level.length; at += 2) {
      const [left, right] = [level[at]!, level[at + 1]!];
      pairs.push({
        weight: left.weight + right.weight,
        symbols: [...left.symbols, ...right.symbols],
      });
    }
    level = [...leaves, ...pairs].sort(byWeight);
  }
  for (const { symbols } of level.slice(0, 2 * leaves.length - 2)) {
    for (const symbol of symbols) lengths[symbol]!++;
  }
  return lengths;
}

/** Stable, so that the code is the same on every machine. */
function byWeight(left: Node, right: Node): number {
  return left.weight - right.weight;
}

/** The words of a canonical code, their first bit lowest, as deflate writes them (RFC 1951 §3.2.2). */
export function toCodeWords(lengths: Uint8Array): Uint16Array {
  const words = new Uint16Array(lengths.length);
  const longest = Math.max(...lengths);
  let next = 0;
  for (let length = 1; length <= longest; length++) {
    lengths.forEach((each, symbol) => {
      if (each === length) words[symbol] = reversed(next++, length);
    });
    next <<= 1;
  }
  return words;
}

function reversed(word: number, length: number): number {
  let turned = 0;
  for (let bit = 0; bit < length; bit++) turned |= ((word >> bit) & 1) << (length - 1 - bit);
  return turned;
}
