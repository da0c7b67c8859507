import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('../../../shared/data/', import.meta.url);

/** Path of a file or folder of outside test data, or `undefined` where this checkout stands alone. */
export function findOutsideData(name: string): string | undefined {
  const path = fileURLToPath(new URL(name, folder));
  return existsSync(path) ? path : undefined;
}

/** A JSON file of outside test data; call it only where {@link findOutsideData} found it. */
export function readOutsideJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
}

/** A binary file of outside test data. */
export function readOutsideBytes(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(name, folder)));
}
