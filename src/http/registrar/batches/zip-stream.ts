import { Zip, ZipPassThrough } from 'fflate';

/** A file to be packed. */
export interface ZipEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

/** Without ZIP64 an archive holds 65,535 files and 4 GiB; more would be silently broken. */
export const MOST_ZIP_ENTRIES = 65_535;

/**
 * Packs files one after the other as they come (APPNOTE 6.3.4, stored: PDFs are compressed already), so
 * that an archive of any batch needs the memory of one document.
 */
export async function* toZipStream(entries: AsyncIterable<ZipEntry>): AsyncIterable<Uint8Array> {
  const ready: Uint8Array[] = [];
  const failures: Error[] = [];
  const zip = new Zip((error, chunk) => {
    if (error === null) ready.push(chunk);
    else failures.push(error);
  });
  for await (const { name, bytes, modified } of entries) {
    const file = new ZipPassThrough(name);
    file.mtime = modified;
    zip.add(file);
    file.push(bytes, true);
    yield* taken(ready, failures);
  }
  zip.end();
  yield* taken(ready, failures);
}

function taken(ready: Uint8Array[], failures: readonly Error[]): readonly Uint8Array[] {
  if (failures[0] !== undefined) throw failures[0];
  return ready.splice(0);
}
