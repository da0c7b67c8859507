/**
 * Which way of drawing this program has. Raised with every change by which a document comes out different:
 * other places, other words, other objects in the file. A batch that was submitted to another version is not
 * gone on with (ADR 0019), so a change that no reader of a document can see had better leave it alone.
 * `test/rendering/renderer-version.test.ts` notices a change that was forgotten here.
 */
export const RENDERER_VERSION = 1;

/** The ICU whose dictionary decides where Thai lines break; it comes with Node. */
export function icuVersion(): string {
  return process.versions['icu'] ?? 'none';
}
