import { columnLetters } from '../cells/cell-reference.ts';
import { escapeXml } from '../writing/sheet-xml.ts';
import { ByteOutput } from './byte-output.ts';
import type { XmlToken } from './xml-tokens.ts';
import { findAttribute, readXmlTokens, withAttribute } from './xml-tokens.ts';

/** Makes the cells of a sheet stand out that the column of findings names. */
export interface Highlight {
  /** Number of the look in the workbook's styles. */
  readonly look: number;
  /** Rows and columns from 0, both ends included. */
  readonly firstRow: number;
  readonly lastRow: number;
  readonly lastColumn: number;
  readonly findingsColumn: number;
}

/** Dark red on light red, as spreadsheet programs show what is bad. */
const LOOK = [
  'font',
  'color rgb="FF9C0006"',
  'fill',
  'patternFill',
  'bgColor rgb="FFFFC7CE"',
] as const;
/** Elements of a style sheet that stand behind the looks (CT_Stylesheet, ECMA-376-1 §18.8.39). */
const BEHIND_LOOKS: ReadonlySet<string> = new Set(['tableStyles', 'colors', 'extLst']);
/** The cell's own address; also how a highlight of an earlier round is known again. */
const OWN_ADDRESS = 'ADDRESS(ROW(),COLUMN(),4)';

/** Whether some conditional formatting is a {@link Highlight} of ours. */
export function isHighlight(xml: string): boolean {
  return xml.includes(OWN_ADDRESS);
}

/**
 * A conditional format (CT_ConditionalFormatting, ECMA-376-1 §18.3.1.18) that marks a cell as long as its row's
 * findings name it: no cell's own style changes, and the mark is gone with the text.
 */
export function toHighlightXml(highlight: Highlight, prefix: string): string {
  const { look, firstRow, lastRow, lastColumn, findingsColumn } = highlight;
  const area = `A${firstRow + 1}:${columnLetters(lastColumn)}${lastRow + 1}`;
  const findings = `$${columnLetters(findingsColumn)}${firstRow + 1}`;
  const formula = `ISNUMBER(SEARCH(" "&${OWN_ADDRESS}&" ",${findings}))`;
  return (
    `<${prefix}conditionalFormatting sqref="${area}">` +
    `<${prefix}cfRule type="expression" dxfId="${look}" priority="1">` +
    `<${prefix}formula>${escapeXml(formula)}</${prefix}formula></${prefix}cfRule></${prefix}conditionalFormatting>`
  );
}

/** How many looks a style sheet has: the number of the next one. */
export function countLooks(pieces: Iterable<Uint8Array>): number {
  let count = 0;
  let isInLooks = false;
  for (const { kind, name, depth } of withDepth(pieces)) {
    if (name === 'dxfs' && depth === 1) isInLooks = kind === 'open';
    else if (name === 'dxf' && depth === 2 && kind !== 'close' && isInLooks) count++;
  }
  return count;
}

/** A style sheet with our look as its last one; all else stays as it is. */
export function* addLook(pieces: Iterable<Uint8Array>): Generator<Uint8Array, void> {
  const output = new ByteOutput();
  let isAdded = false;
  for (const { kind, name, prefix, tag, bytes, depth } of withDepth(pieces)) {
    const isList = name === 'dxfs' && depth === 1;
    const isBehind = (depth === 1 && BEHIND_LOOKS.has(name)) || (kind === 'close' && depth === 0);
    if (isList && kind === 'empty') {
      output.addText(toLooks(prefix));
      isAdded = true;
    } else if (isList && kind === 'open') {
      const count = Number(findAttribute(tag, 'count') ?? 0);
      output.addTag(withAttribute(tag, 'count', String(count + 1)));
    } else {
      if (isList && kind === 'close') output.addText(toLook(prefix));
      else if (isBehind && kind !== 'other' && !isAdded) output.addText(toLooks(prefix));
      if (isList || isBehind) isAdded = true;
      output.add(bytes);
    }
    if (output.isFull) yield output.take();
  }
  yield output.take();
}

function toLooks(prefix: string): string {
  return `<${prefix}dxfs count="1">${toLook(prefix)}</${prefix}dxfs>`;
}

function toLook(prefix: string): string {
  const [font, colour, fill, pattern, background] = LOOK.map((name) => `${prefix}${name}`);
  return (
    `<${prefix}dxf><${font!}><${colour!}/></${font!}>` +
    `<${fill!}><${pattern!}><${background!}/></${pattern!}></${fill!}></${prefix}dxf>`
  );
}

/** Tokens with the number of elements round them; a tag that closes counts as its element does. */
function* withDepth(
  pieces: Iterable<Uint8Array>,
): Generator<XmlToken & { readonly depth: number }, void> {
  let open = 0;
  for (const token of readXmlTokens(pieces)) {
    if (token.kind === 'close') open--;
    yield { ...token, depth: open };
    if (token.kind === 'open') open++;
  }
}
