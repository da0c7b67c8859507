import { deflateSync } from 'node:zlib';
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

  /** A zlib stream (RFC 1950) of the content, in memory of its own. */
  deflate(content: Uint8Array): Uint8Array {
    const { input, output, mostInput } = this.#program;
    if (content.length > mostInput.value) {
      return deflateSync(content, { level: LEVEL_OF_LONG_CONTENT });
    }
    this.#memory.set(content, input.value);
    const length = this.#program.deflate(content.length);
    return this.#memory.slice(output.value, output.value + length);
  }
}
