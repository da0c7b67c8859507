import type { FaceName } from '../text/embedded-font.ts';

/** How a text looks. Colours are operands of `rg`, see {@link toColourOperand}. */
export interface TextStyle {
  readonly face: FaceName;
  readonly sizePt: number;
  readonly colour: string;
}

/** The same style in the size that a text was fitted to. */
export function atSize(style: TextStyle, sizePt: number): TextStyle {
  return style.sizePt === sizePt ? style : { face: style.face, sizePt, colour: style.colour };
}

/** `#1B2430` as three numbers between 0 and 1 for the operators `rg` and `RG`. */
export function toColourOperand(hex: string): string {
  return [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => String(Math.round(part * 1000) / 1000))
    .join(' ');
}
