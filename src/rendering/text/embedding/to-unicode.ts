import { latin1Bytes } from '../../../shared/bytes.ts';

/** Entries per block (Adobe Technical Note 5014 §4.4: at most 100). */
const BLOCK_SIZE = 100;

const HEAD = `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
`;

const TAIL = `endcmap
CMapName currentdict /CMap defineresource pop
end
end
`;

/** Codes that follow each other and say characters that follow each other. */
interface CodeRange {
  readonly first: number;
  last: number;
  readonly text: string;
}

/** Shorter ranges take more room than their codes one by one. */
const SHORTEST_RANGE = 3;

/**
 * The ToUnicode CMap of a font whose codes are CIDs (ISO 32000-2:2020 §9.10.3).
 * @param texts by CID from 1; CID 0 is never shown and has no text.
 */
export function encodeToUnicode(texts: readonly string[]): Uint8Array {
  const ranges = toRanges(texts);
  const long = ranges.filter(({ first, last }) => last - first + 1 >= SHORTEST_RANGE);
  const short = ranges.filter((range) => !long.includes(range));
  const singles = short.flatMap(({ first, last }) =>
    Array.from({ length: last - first + 1 }, (_, index) => first + index),
  );
  const rangeLines = long.map(
    ({ first, last, text }) => `<${hex16(first)}> <${hex16(last)}> <${utf16Hex(text)}>\n`,
  );
  const singleLines = singles.map((cid) => `<${hex16(cid)}> <${utf16Hex(texts[cid - 1]!)}>\n`);
  const body = [...toBlocks('bfrange', rangeLines), ...toBlocks('bfchar', singleLines)];
  return latin1Bytes(HEAD + body.join('') + TAIL);
}

/** Only the last byte may differ within a range, of codes as of characters. */
function toRanges(texts: readonly string[]): readonly CodeRange[] {
  const ranges: CodeRange[] = [];
  for (const [index, text] of texts.entries()) {
    const cid = index + 1;
    const range = ranges.at(-1);
    const follows =
      range !== undefined &&
      text.length === 1 &&
      range.text.length === 1 &&
      text.charCodeAt(0) === range.text.charCodeAt(0) + cid - range.first &&
      cid >> 8 === range.first >> 8 &&
      text.charCodeAt(0) >> 8 === range.text.charCodeAt(0) >> 8;
    if (follows) range.last = cid;
    else ranges.push({ first: cid, last: cid, text });
  }
  return ranges;
}

function toBlocks(kind: 'bfrange' | 'bfchar', lines: readonly string[]): readonly string[] {
  const blocks: string[] = [];
  for (let start = 0; start < lines.length; start += BLOCK_SIZE) {
    const block = lines.slice(start, start + BLOCK_SIZE);
    blocks.push(`${block.length} begin${kind}\n${block.join('')}end${kind}\n`);
  }
  return blocks;
}

function utf16Hex(text: string): string {
  let hex = '';
  for (let index = 0; index < text.length; index++) hex += hex16(text.charCodeAt(index));
  return hex;
}

function hex16(value: number): string {
  return value.toString(16).toUpperCase().padStart(4, '0');
}
