import { SaxesParser } from 'saxes';
import { crestRefused } from '../crest-refused.ts';

/** An element of a drawing, with the line it begins on. */
export interface SvgElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly SvgElement[];
  /** Character data directly in it. */
  readonly text: string;
  readonly line: number;
}

const MAX_ELEMENTS = 5000;
const MAX_DEPTH = 64;

/** Says nothing about how the drawing looks: titles, and what drawing programs keep for themselves. */
const IGNORED = new Set(['title', 'desc', 'metadata']);

/** What a drawing may be made of. */
const KNOWN = new Set([
  'svg',
  'g',
  'defs',
  'style',
  'path',
  'rect',
  'circle',
  'ellipse',
  'line',
  'polyline',
  'polygon',
]);

/** Advice for what designers meet most. */
const ADVICE: Readonly<Record<string, { readonly th: string; readonly en: string }>> = {
  script: { th: 'ห้ามมีสคริปต์', en: 'scripts are not allowed' },
  text: { th: 'แปลงตัวอักษรเป็นเส้นก่อน', en: 'convert text to outlines' },
  image: { th: 'ภาพในภาพใช้ไม่ได้', en: 'pictures inside the drawing are not allowed' },
  linearGradient: { th: 'ใช้สีเรียบแทนการไล่สี', en: 'use plain colours instead of gradients' },
  radialGradient: { th: 'ใช้สีเรียบแทนการไล่สี', en: 'use plain colours instead of gradients' },
  use: { th: 'แตกสัญลักษณ์เป็นเส้นก่อน', en: 'expand symbols to paths' },
};

/**
 * Reads a drawing without following anything that it refers to.
 * @throws AppError `template-invalid`, naming the line of what is refused.
 */
export function parseSvgTree(text: string): SvgElement {
  type Open = SvgElement & { children: SvgElement[]; text: string };
  const parser = new SaxesParser({ position: true });
  const open: Open[] = [];
  let root: SvgElement | undefined;
  let ignoredDepth = 0;
  let count = 0;
  const refuse = (th: string, en: string): never => {
    throw crestRefused({ th: `บรรทัด ${parser.line} ${th}`, en: `line ${parser.line}: ${en}.` });
  };
  parser.on('error', () => refuse('ไม่ใช่ XML ที่ถูกต้อง', 'it is not well-formed XML'));
  parser.on('doctype', (doctype) => {
    if (doctype.includes('[')) {
      refuse('ห้ามกำหนดเอนทิตีใน DOCTYPE', 'a DOCTYPE with entities is not allowed');
    }
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (ignoredDepth > 0 || IGNORED.has(name) || name.includes(':')) {
      ignoredDepth++;
      return;
    }
    if (++count > MAX_ELEMENTS || open.length >= MAX_DEPTH) {
      refuse('ภาพซับซ้อนเกินไป', 'the drawing has too many elements');
    }
    if (!KNOWN.has(name)) {
      const advice = ADVICE[name];
      refuse(
        `ใช้ <${name}> ไม่ได้${advice === undefined ? '' : ` ${advice.th}`}`,
        `<${name}> is not supported${advice === undefined ? '' : `: ${advice.en}`}`,
      );
    }
    if (open.length === 0 && name !== 'svg') refuse('ไม่ใช่ไฟล์ SVG', 'it is no SVG drawing');
    const element: Open = {
      name,
      attributes: attributes as Record<string, string>,
      children: [],
      text: '',
      line: parser.line,
    };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  const addText = (data: string): void => {
    const element = open.at(-1);
    if (ignoredDepth === 0 && element !== undefined) element.text += data;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    if (ignoredDepth > 0) ignoredDepth--;
    else root = open.pop();
  });
  parser.write(text).close();
  return root ?? refuse('ไม่ใช่ไฟล์ SVG', 'it is no SVG drawing');
}
