import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The functions of HarfBuzz's subsetter that we call; pointers and sizes are numbers in its memory. */
interface SubsetExports {
  readonly memory: WebAssembly.Memory;
  _initialize(): void;
  malloc(size: number): number;
  free(pointer: number): void;
  hb_blob_create(data: number, length: number, mode: number, user: number, destroy: number): number;
  hb_blob_destroy(blob: number): void;
  hb_blob_get_data(blob: number, length: number): number;
  hb_blob_get_length(blob: number): number;
  hb_face_create(blob: number, index: number): number;
  hb_face_destroy(face: number): void;
  hb_face_reference_blob(face: number): number;
  hb_set_add(set: number, value: number): void;
  hb_set_clear(set: number): void;
  hb_subset_input_create_or_fail(): number;
  hb_subset_input_destroy(input: number): void;
  hb_subset_input_glyph_set(input: number): number;
  hb_subset_input_set(input: number, kind: number): number;
  hb_subset_input_set_flags(input: number, flags: number): void;
  hb_subset_or_fail(face: number, input: number): number;
}

/** hb-subset.h: `hb_subset_flags_t`. Glyph ids are kept because no map from old to new is exported. */
const FLAGS = { noHinting: 0x1, retainGids: 0x2, notdefOutline: 0x40, noLayoutClosure: 0x200 };
/** hb-subset.h: `HB_SUBSET_SETS_DROP_TABLE_TAG`. */
const SETS_DROP_TABLE_TAG = 3;
/** hb-blob.h: `HB_MEMORY_MODE_WRITABLE`; the memory stays ours, and we free it. */
const MEMORY_MODE_WRITABLE = 2;
/** A CIDFontType2 in a PDF needs outlines and metrics alone (ISO 32000-2:2020 §9.9.1, table 124). */
const DROPPED_TABLES = ['GSUB', 'GPOS', 'GDEF', 'name', 'OS/2', 'post', 'gasp', 'cmap', 'STAT'];

/** Cuts TrueType programs down to some of their glyphs with HarfBuzz. Not shared between threads. */
export class FontSubsetter {
  readonly #wasm: SubsetExports;

  constructor() {
    const path = createRequire(import.meta.url).resolve('harfbuzzjs/dist/harfbuzz-subset.wasm');
    const instance = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(path)));
    this.#wasm = instance.exports as unknown as SubsetExports;
    this.#wasm._initialize();
  }

  /** A program with the outlines of `glyphs` and their components; every other glyph id below them is empty. */
  subset(program: Uint8Array, glyphs: Iterable<number>): Uint8Array {
    const wasm = this.#wasm;
    const data = wasm.malloc(program.length);
    new Uint8Array(wasm.memory.buffer).set(program, data);
    const blob = wasm.hb_blob_create(data, program.length, MEMORY_MODE_WRITABLE, 0, 0);
    const face = wasm.hb_face_create(blob, 0);
    const input = wasm.hb_subset_input_create_or_fail();
    const { noHinting, retainGids, notdefOutline, noLayoutClosure } = FLAGS;
    wasm.hb_subset_input_set_flags(input, noHinting | retainGids | notdefOutline | noLayoutClosure);
    const dropped = wasm.hb_subset_input_set(input, SETS_DROP_TABLE_TAG);
    for (const tag of DROPPED_TABLES) wasm.hb_set_add(dropped, tableTag(tag));
    const kept = wasm.hb_subset_input_glyph_set(input);
    for (const glyph of glyphs) wasm.hb_set_add(kept, glyph);

    const subset = wasm.hb_subset_or_fail(face, input);
    try {
      if (subset === 0) throw new Error('HarfBuzz could not subset the font');
      return this.#copyOf(subset);
    } finally {
      if (subset !== 0) wasm.hb_face_destroy(subset);
      wasm.hb_subset_input_destroy(input);
      wasm.hb_face_destroy(face);
      wasm.hb_blob_destroy(blob);
      wasm.free(data);
    }
  }

  #copyOf(face: number): Uint8Array {
    const wasm = this.#wasm;
    const blob = wasm.hb_face_reference_blob(face);
    const start = wasm.hb_blob_get_data(blob, 0);
    const length = wasm.hb_blob_get_length(blob);
    const copy = new Uint8Array(wasm.memory.buffer).slice(start, start + length);
    wasm.hb_blob_destroy(blob);
    return copy;
  }
}

function tableTag(tag: string): number {
  return Array.from(tag).reduce((value, character) => (value << 8) | character.charCodeAt(0), 0);
}
