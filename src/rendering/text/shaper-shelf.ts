import type { FontFiles } from './font-files.ts';
import { loadFontFaces } from './font-files.ts';
import { RunCache } from './run-cache.ts';
import type { TextShaper } from './text-shaper.ts';
import { createTextShaper } from './text-shaper.ts';

/** Institutions with fonts of their own that are at work in one thread at the same time: few. */
const KEPT_SHAPERS = 4;

/** Opens fonts once for each set of files. Not shared between threads. */
export class ShaperShelf {
  readonly #shapers = new RunCache<TextShaper>(KEPT_SHAPERS);

  /** @throws AppError `template-invalid` for a file that is no TrueType font or must not be embedded. */
  get(fonts: FontFiles): TextShaper {
    return this.#shapers.get(JSON.stringify(fonts), () => createTextShaper(loadFontFaces(fonts)));
  }
}
