/**
 * Which way of drawing this program has. Raised with every change by which documents come out different: other
 * places, other words, other tags. A batch that was submitted to another version is not gone on with
 * (ADR 0019), so it stays where only bytes differ that no reader sees: another order of objects, another packing.
 * `test/rendering/renderer-version.test.ts` notices a change that was forgotten here.
 */
export const RENDERER_VERSION = 1;

/** The ICU whose dictionary decides where Thai lines break; it comes with Node. */
export function icuVersion(): string {
  return process.versions['icu'] ?? 'none';
}
