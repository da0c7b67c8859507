import { refusedAt } from './svg-style.ts';
import type { SvgElement } from './svg-tree.ts';

/**
 * The path of an element in SVG syntax; empty for a shape without extent, `undefined` for no shape.
 * @throws AppError `template-invalid`
 */
export function toShapePath(element: SvgElement): string | undefined {
  return SHAPES[element.name]?.(element);
}

const SHAPES: Readonly<Record<string, (element: SvgElement) => string>> = {
  path: ({ attributes }) => attributes['d']?.trim() ?? '',
  rect: toRectangle,
  circle(element) {
    const r = numberOf(element, 'r');
    return toEllipse(element, r, r);
  },
  ellipse: (element) => toEllipse(element, numberOf(element, 'rx'), numberOf(element, 'ry')),
  line(element) {
    const [x1, y1, x2, y2] = ['x1', 'y1', 'x2', 'y2'].map((name) => numberOf(element, name));
    return `M${x1} ${y1}L${x2} ${y2}`;
  },
  polyline: ({ attributes }) => toPolygon(attributes['points'], ''),
  polygon: ({ attributes }) => toPolygon(attributes['points'], 'Z'),
};

function toRectangle(element: SvgElement): string {
  const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) =>
    numberOf(element, name),
  );
  if (!(width! > 0 && height! > 0)) return '';
  const given = (name: string): number | undefined =>
    element.attributes[name] === undefined ? undefined : numberOf(element, name);
  const rx = Math.min(given('rx') ?? given('ry') ?? 0, width! / 2);
  const ry = Math.min(given('ry') ?? given('rx') ?? 0, height! / 2);
  if (rx === 0 || ry === 0) return `M${x} ${y}h${width}v${height}h${-width!}Z`;
  const arc = (toX: number, toY: number): string => `a${rx} ${ry} 0 0 1 ${toX} ${toY}`;
  return (
    `M${x! + rx} ${y}h${width! - 2 * rx}${arc(rx, ry)}v${height! - 2 * ry}${arc(-rx, ry)}` +
    `h${2 * rx - width!}${arc(-rx, -ry)}v${2 * ry - height!}${arc(rx, -ry)}Z`
  );
}

function toEllipse(element: SvgElement, rx: number, ry: number): string {
  if (!(rx > 0 && ry > 0)) return '';
  const [cx, cy] = [numberOf(element, 'cx'), numberOf(element, 'cy')];
  const half = (toX: number): string => `A${rx} ${ry} 0 1 1 ${toX} ${cy}`;
  return `M${cx - rx} ${cy}${half(cx + rx)}${half(cx - rx)}Z`;
}

function toPolygon(points: string | undefined, end: string): string {
  const text = points?.trim() ?? '';
  return text === '' ? '' : `M${text}${end}`;
}

function numberOf({ attributes, line }: SvgElement, name: string): number {
  const text = (attributes[name] ?? '0').replace(/px$/, '');
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw refusedAt(line, `${name}="${text}"`);
  return value;
}
