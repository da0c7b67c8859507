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

/**
 * The ToUnicode CMap of a font whose codes are CIDs (ISO 32000-2:2020 §9.10.3).
 * @param texts by CID from 1; CID 0 is never shown and has no text.
 */
export function encodeToUnicode(texts: readonly string[]): Uint8Array {
  let cmap = HEAD;
  for (let start = 0; start < texts.length; start += BLOCK_SIZE) {
    const block = texts.slice(start, start + BLOCK_SIZE);
    cmap += `${block.length} beginbfchar\n`;
    for (const [index, text] of block.entries()) {
      cmap += `<${hex16(start + index + 1)}> <${utf16Hex(text)}>\n`;
    }
    cmap += 'endbfchar\n';
  }
  return latin1Bytes(cmap + TAIL);
}

function utf16Hex(text: string): string {
  let hex = '';
  for (let index = 0; index < text.length; index++) hex += hex16(text.charCodeAt(index));
  return hex;
}

function hex16(value: number): string {
  return value.toString(16).toUpperCase().padStart(4, '0');
}
