import { latin1Text } from '../../../../src/shared/bytes.ts';
import type { EmbeddedFont, EncodedRun } from '../../../../src/rendering/text/embedded-font.ts';

/** What a reader makes of a TJ operand, by the font's own maps. */
export interface DecodedRun {
  readonly cids: readonly number[];
  readonly text: string;
  /** Widths of the codes less the adjustments between them, thousandths of the font size. */
  readonly widthMilliEm: number;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r' };

/** Texts by CID as the ToUnicode CMap gives them. */
export function readToUnicode(font: EmbeddedFont): ReadonlyMap<number, string> {
  const cmap = latin1Text(font.toUnicode);
  const linesOf = (kind: string): string =>
    Array.from(
      cmap.matchAll(new RegExp(`begin${kind}\\n([^]*?)end${kind}`, 'g')),
      ([, body]) => body!,
    ).join('');
  const texts = new Map<number, string>();
  for (const [, cid, hex] of linesOf('bfchar').matchAll(/^<(.{4})> <((?:.{4})*)>$/gm)) {
    texts.set(Number.parseInt(cid!, 16), fromHex(hex!));
  }
  for (const [, first, last, hex] of linesOf('bfrange').matchAll(
    /^<(.{4})> <(.{4})> <(.{4})>$/gm,
  )) {
    const start = Number.parseInt(first!, 16);
    for (let cid = start; cid <= Number.parseInt(last!, 16); cid++) {
      texts.set(cid, String.fromCharCode(Number.parseInt(hex!, 16) + cid - start));
    }
  }
  return new Map([...texts].sort(([left], [right]) => left - right));
}

function fromHex(hex: string): string {
  const units = hex.match(/.{4}/g) ?? [];
  return String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16)));
}

/** Reads a `TJ` operand as ISO 32000-2:2020 §9.4.3 says: strings with escapes, numbers between them. */
export function decodeRun(font: EmbeddedFont, { tjOperand }: EncodedRun): DecodedRun {
  const texts = readToUnicode(font);
  const cids: number[] = [];
  let widthMilliEm = 0;
  const array = /^\[((?:\((?:\\[^]|[^\\()])*\)|-?\d+(?:\.\d+)?)*)\]$/.exec(tjOperand);
  if (array === null) throw new Error('not a TJ array');
  for (const [element] of array[1]!.matchAll(/\((?:\\[^]|[^\\()])*\)|-?\d+(?:\.\d+)?/g)) {
    if (!element.startsWith('(')) {
      widthMilliEm -= Number(element);
      continue;
    }
    const bytes = element
      .slice(1, -1)
      .replace(/\\([^])/g, (_, escaped: string) => ESCAPES[escaped] ?? escaped);
    for (let index = 0; index < bytes.length; index += 2) {
      const cid = (bytes.charCodeAt(index) << 8) | bytes.charCodeAt(index + 1);
      cids.push(cid);
      widthMilliEm += font.widths[cid]!;
    }
  }
  return { cids, text: cids.map((cid) => texts.get(cid)!).join(''), widthMilliEm };
}
