import { readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scratch, ScratchFile, ScratchRanges } from '../../app/scratch.ts';

/** Small additions are gathered to this size before they are written. */
const BUFFER_BYTES = 256 * 1024;

/**
 * Scratch files on the machine's disk whose names are removed as soon as they are open: no other process
 * finds them, and the system frees them when this one ends, whatever ends it.
 * @param folder where there is room; the system's temporary folder when left out.
 */
export function createUnlinkedFiles(folder: string = tmpdir()): Scratch {
  return {
    open: async () => {
      const own = await mkdtemp(join(folder, 'parinya-scratch-'));
      try {
        return new UnlinkedFile(await open(join(own, 'scratch'), 'wx+', 0o600));
      } finally {
        await rm(own, { recursive: true, force: true });
      }
    },
  };
}

class UnlinkedFile implements ScratchFile {
  readonly #handle: FileHandle;
  readonly #buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  #buffered = 0;
  #written = 0;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  async append(bytes: Uint8Array): Promise<number> {
    if (this.#buffered + bytes.length > BUFFER_BYTES) await this.#flush();
    const position = this.#written + this.#buffered;
    if (bytes.length > BUFFER_BYTES) {
      await this.#write(bytes);
    } else {
      this.#buffer.set(bytes, this.#buffered);
      this.#buffered += bytes.length;
    }
    return position;
  }

  async read(position: number, length: number): Promise<Uint8Array> {
    await this.#flush();
    const bytes = new Uint8Array(length);
    let done = 0;
    while (done < length) {
      const { bytesRead } = await this.#handle.read(bytes, done, length - done, position + done);
      if (bytesRead === 0) throw new RangeError('a scratch file holds what was added to it');
      done += bytesRead;
    }
    return bytes;
  }

  async *pieces(): AsyncGenerator<Uint8Array> {
    await this.#flush();
    const end = this.#written;
    for (let position = 0; position < end; position += BUFFER_BYTES) {
      yield await this.read(position, Math.min(BUFFER_BYTES, end - position));
    }
  }

  async ranges(): Promise<ScratchRanges> {
    await this.#flush();
    return {
      length: this.#written,
      read: (from, to) => {
        const bytes = new Uint8Array(to - from);
        for (let done = 0; done < bytes.length;) {
          const count = readSync(this.#handle.fd, bytes, done, bytes.length - done, from + done);
          if (count === 0) throw new RangeError('a scratch file holds what was added to it');
          done += count;
        }
        return bytes;
      },
    };
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  async #flush(): Promise<void> {
    const bytes = this.#buffer.subarray(0, this.#buffered);
    this.#buffered = 0;
    if (bytes.length > 0) await this.#write(bytes);
  }

  async #write(bytes: Uint8Array): Promise<void> {
    let done = 0;
    while (done < bytes.length) {
      const { bytesWritten } = await this.#handle.write(
        bytes,
        done,
        bytes.length - done,
        this.#written,
      );
      done += bytesWritten;
      this.#written += bytesWritten;
    }
  }
}
