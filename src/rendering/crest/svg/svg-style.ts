import { toColourOperand } from '../../page/text-style.ts';
import { crestRefused } from '../crest-refused.ts';
import type { SvgElement } from './svg-tree.ts';

/** How a shape is painted; handed down from an element to what is in it. */
export interface SvgStyle {
  readonly fill: string;
  readonly stroke: string;
  readonly fillRule: string;
  readonly strokeWidth: string;
  readonly lineCap: string;
  readonly lineJoin: string;
  readonly miterLimit: string;
  readonly isHidden: boolean;
}

/** What SVG says where nothing is said (SVG 2 §13). */
export const INITIAL_STYLE: SvgStyle = {
  fill: 'black',
  stroke: 'none',
  fillRule: 'nonzero',
  strokeWidth: '1',
  lineCap: 'butt',
  lineJoin: 'miter',
  miterLimit: '4',
  isHidden: false,
};

const PROPERTIES: Readonly<Record<string, Exclude<keyof SvgStyle, 'isHidden'>>> = {
  fill: 'fill',
  stroke: 'stroke',
  'fill-rule': 'fillRule',
  'stroke-width': 'strokeWidth',
  'stroke-linecap': 'lineCap',
  'stroke-linejoin': 'lineJoin',
  'stroke-miterlimit': 'miterLimit',
};

/** Properties that change a drawing in ways that are not drawn here, unless they have this value. */
const HARMLESS: Readonly<Record<string, readonly string[]>> = {
  opacity: ['1'],
  'fill-opacity': ['1'],
  'stroke-opacity': ['1'],
  'clip-path': ['none'],
  mask: ['none'],
  filter: ['none'],
  'stroke-dasharray': ['none'],
  'mix-blend-mode': ['normal'],
  'marker-start': ['none'],
  'marker-mid': ['none'],
  'marker-end': ['none'],
  'vector-effect': ['none'],
};

/** Classes of a `<style>` element: their declarations by name. */
export type SvgClasses = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** The rules of all `<style>` elements. Drawing programs write one class a rule, and no more is read. */
export function readClasses(root: SvgElement): SvgClasses {
  const classes = new Map<string, Record<string, string>>();
  for (const { text, line } of findAll(root, 'style')) {
    const css = text.replace(/\/\*[^]*?\*\//g, '');
    for (const [, selectors, body] of css.matchAll(/([^{}]*)\{([^{}]*)\}/g)) {
      for (const selector of selectors!.split(',').map((each) => each.trim())) {
        const name = /^\.([\w-]+)$/.exec(selector)?.[1];
        if (name === undefined) throw refusedAt(line, `<style> ${selector}`);
        classes.set(name, { ...classes.get(name), ...readDeclarations(body!) });
      }
    }
    if (/[@{}]/.test(css.replace(/[^{}]*\{[^{}]*\}/g, ''))) throw refusedAt(line, '<style>');
  }
  return classes;
}

/** The style of an element: what it inherits, its attributes, its classes, its own declarations. */
export function toStyle(element: SvgElement, inherited: SvgStyle, classes: SvgClasses): SvgStyle {
  const { attributes, line } = element;
  const declared: Record<string, string> = { ...attributes };
  for (const name of (attributes['class'] ?? '').split(/\s+/)) {
    Object.assign(declared, classes.get(name));
  }
  Object.assign(declared, readDeclarations(attributes['style'] ?? ''));

  const style: Record<string, string | boolean> = { ...inherited };
  for (const [name, value] of Object.entries(declared)) {
    const harmless = HARMLESS[name];
    const isPlain = harmless?.includes(value.trim()) === true || Number(value) === 1;
    if (harmless !== undefined && !isPlain) throw refusedAt(line, `${name}="${value}"`);
    if (/^on/i.test(name) || /href$/.test(name)) throw refusedAt(line, name);
    const property = PROPERTIES[name];
    if (property !== undefined && value.trim() !== 'inherit') style[property] = value.trim();
  }
  const hidden = declared['display'] === 'none' || declared['visibility'] === 'hidden';
  if (hidden) style['isHidden'] = true;
  return style as unknown as SvgStyle;
}

function readDeclarations(text: string): Record<string, string> {
  const declarations: Record<string, string> = {};
  for (const part of text.split(';')) {
    const colon = part.indexOf(':');
    if (colon > 0) declarations[part.slice(0, colon).trim()] = part.slice(colon + 1).trim();
  }
  return declarations;
}

const NAMED_COLOURS: Readonly<Record<string, string>> = {
  black: '#000000',
  white: '#FFFFFF',
  gray: '#808080',
  grey: '#808080',
  silver: '#C0C0C0',
  red: '#FF0000',
  maroon: '#800000',
  orange: '#FFA500',
  gold: '#FFD700',
  yellow: '#FFFF00',
  olive: '#808000',
  green: '#008000',
  lime: '#00FF00',
  teal: '#008080',
  aqua: '#00FFFF',
  blue: '#0000FF',
  navy: '#000080',
  purple: '#800080',
  fuchsia: '#FF00FF',
  pink: '#FFC0CB',
  brown: '#A52A2A',
};

/**
 * A colour as operands of `rg`; `undefined` for none.
 * @param accent what `currentColor` means.
 * @throws AppError `template-invalid`
 */
export function toPaint(value: string, accent: string, line: number): string | undefined {
  if (value === 'none' || value === 'transparent') return undefined;
  if (value.toLowerCase() === 'currentcolor') return accent;
  const hex = NAMED_COLOURS[value.toLowerCase()] ?? value;
  if (/^#[\da-f]{6}$/i.test(hex)) return toColourOperand(hex);
  if (/^#[\da-f]{3}$/i.test(hex)) return toColourOperand(hex.replace(/[\da-f]/gi, '$&$&'));
  const parts = /^rgb\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*\)$/.exec(value);
  if (parts === null) throw refusedAt(line, `"${value}"`);
  const [red, green, blue] = parts.slice(1).map((part) => Math.min(255, Number(part)));
  const toHex = (part: number): string => part.toString(16).padStart(2, '0');
  return toColourOperand(`#${toHex(red!)}${toHex(green!)}${toHex(blue!)}`);
}

/** A feature that is not drawn here, and the line it stands on. */
export function refusedAt(line: number, what: string): Error {
  return crestRefused({
    th: `บรรทัด ${line} ใช้ ${what} ไม่ได้ ให้ใช้เส้นและสีเรียบ`,
    en: `line ${line}: ${what} is not supported; use plain paths and colours.`,
  });
}

function findAll(element: SvgElement, name: string): readonly SvgElement[] {
  const below = element.children.flatMap((child) => findAll(child, name));
  return element.name === name ? [element, ...below] : below;
}
