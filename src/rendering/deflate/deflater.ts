import { deflateSync } from 'node:zlib';
import type { Bytes } from '../../shared/bytes.ts';
import { joinParts, partsOf } from '../../shared/bytes.ts';
import { DEFLATE_PROGRAM } from './deflate-program.ts';

/** What `assembly/deflate` exports. */
interface DeflateExports {
  readonly memory: WebAssembly.Memory;
  readonly input: WebAssembly.Global<'i32'>;
  readonly output: WebAssembly.Global<'i32'>;
  readonly mostInput: WebAssembly.Global<'i32'>;
  prepare(): void;
  deflate(length: number): number;
}

const program = new WebAssembly.Module(Buffer.from(DEFLATE_PROGRAM, 'base64'));

/** Effort of zlib for content that is longer than a transcript's. */
const LEVEL_OF_LONG_CONTENT = 3;

/**
 * Makes what is in the files smaller, as zlib does, in half the time for contents of some ten thousand bytes: a
 * program of our own (`assembly/deflate`, ADR 0029) that needs no memory of its own for each. Same content, same
 * bytes, on every machine.
 */
export class Deflater {
  readonly #program: DeflateExports;
  readonly #memory: Uint8Array<ArrayBuffer>;

  constructor() {
    this.#program = new WebAssembly.Instance(program).exports as unknown as DeflateExports;
    this.#program.prepare();
    this.#memory = new Uint8Array(this.#program.memory.buffer);
  }

  /** A zlib stream (RFC 1950) of the content, which holds until the next one is made. */
  deflate(content: Bytes): Uint8Array {
    const parts = partsOf(content);
    const { input, output, mostInput } = this.#program;
    const end = input.value + mostInput.value;
    let at = input.value;
    for (const part of parts) {
      if (at + part.length > end) {
        return deflateSync(joinParts(parts), { level: LEVEL_OF_LONG_CONTENT });
      }
      this.#memory.set(part, at);
      at += part.length;
    }
    const length = this.#program.deflate(at - input.value);
    return this.#memory.subarray(output.value, output.value + length);
  }
}
