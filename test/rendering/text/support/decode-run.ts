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
  const blocks = latin1Text(font.toUnicode).matchAll(/beginbfchar\n([^]*?)endbfchar/g);
  const lines = Array.from(blocks, ([, body]) => body!).join('');
  const entries = lines.matchAll(/^<([0-9A-F]{4})> <((?:[0-9A-F]{4})*)>$/gm);
  return new Map(
    Array.from(entries, ([, cid, hex]) => [
      Number.parseInt(cid!, 16),
      String.fromCharCode(...(hex!.match(/.{4}/g) ?? []).map((unit) => Number.parseInt(unit, 16))),
    ]),
  );
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
