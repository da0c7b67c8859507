import type { BilingualText } from '../../shared/app-error.ts';
import { displayWidth } from './display-width.ts';
import { wrapText } from './wrap-text.ts';

/** Columns of a terminal that nobody has widened. */
export const WIDTH = 80;

/**
 * A sentence in both languages as lines of a terminal, Thai first.
 * @param first stands before the first line, `next` before every other.
 */
export function inBoth({ th, en }: BilingualText, first: string, next = first): string[] {
  const room = WIDTH - displayWidth(next);
  const [start, ...others] = [...wrapText(th, room), ...wrapText(en, room)];
  return [first + (start ?? ''), ...indent(others, next)];
}

/** Lines with something before each. */
export function indent(lines: readonly string[], by: string): string[] {
  return lines.map((line) => by + line);
}
