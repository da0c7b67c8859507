import type { VNode } from 'preact';
import type { AnswerSymbol } from '../../verification/sentences/answers.ts';

/** The states that have a drawing of their own; shape tells them apart, colour only helps. */
export type SymbolName =
  | AnswerSymbol
  /** The registry's word alone: deliberately nothing like `passed`. */
  | 'registered';

/** Outline and sign of each symbol on a 48 x 48 field, drawn for this product. */
const drawings: Readonly<Record<SymbolName, { readonly outline: string; readonly sign: string }>> =
  {
    passed: {
      outline: 'M24 4a20 20 0 1 1 0 40a20 20 0 1 1 0-40Z',
      sign: 'M15 24.5l6.5 6.5L33.5 18',
    },
    failed: {
      outline: 'M16 4.5h16L43.5 16v16L32 43.5H16L4.5 32V16Z',
      sign: 'M17 17l14 14M31 17L17 31',
    },
    superseded: {
      outline: 'M24 4a20 20 0 1 1 0 40a20 20 0 1 1 0-40Z',
      sign: 'M32.5 20a9.5 9.5 0 1 0 .8 7M33.5 13.5v7h-7',
    },
    undetermined: {
      outline: 'M24 5L45 42H3Z',
      sign: 'M19.6 22.2c0-2.6 1.9-4.2 4.4-4.2s4.4 1.6 4.4 3.9c0 3.3-4.4 3.4-4.4 7M24 34.2v.6',
    },
    registered: {
      outline: 'M10 4h28v40H10Z',
      sign: 'M17 14h14M17 22h14M17 30h7',
    },
    skipped: {
      outline: 'M24 4a20 20 0 1 1 0 40a20 20 0 1 1 0-40Z',
      sign: 'M16 24h16',
    },
  };

/** A state as a drawing. It stands beside words that say the same, so it is silent to screen readers. */
export function StateSymbol({ name, size }: { name: SymbolName; size: number }): VNode {
  const { outline, sign } = drawings[name];
  return (
    <svg
      class={`symbol symbol-${name}`}
      width={size}
      height={size}
      viewBox="0 0 48 48"
      aria-hidden="true"
      focusable="false"
    >
      <path class="symbol-outline" d={outline} />
      <path class="symbol-sign" d={sign} />
    </svg>
  );
}

/** The product's mark: a sheet with a seal. */
export function Mark(): VNode {
  return (
    <svg
      class="mark"
      width="28"
      height="28"
      viewBox="0 0 28 28"
      aria-hidden="true"
      focusable="false"
    >
      <path d="M5 2.5h12l6 6V19M5 2.5v23h7" />
      <path d="M17 2.5v6h6M9 11h9M9 15h6" />
      <path d="M18.5 17.5a3.6 3.6 0 1 1 0 7.2a3.6 3.6 0 1 1 0-7.2Z" />
    </svg>
  );
}

/** The sheet above "drop the PDF here". */
export function SheetDrawing(): VNode {
  return (
    <svg
      class="sheet-drawing"
      width="56"
      height="64"
      viewBox="0 0 56 64"
      aria-hidden="true"
      focusable="false"
    >
      <path d="M6 3h30l14 14v44H6Z" />
      <path d="M36 3v14h14" />
      <path d="M16 28h24M16 36h24M16 44h14" />
    </svg>
  );
}
