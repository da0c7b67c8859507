import type { ScratchRanges } from '../../../app/scratch.ts';
import { isLitter } from '../../../records/zip/entry/entry-name.ts';
import { parseZip, unpack, type ZipEntry } from '../../../records/zip/zip-archive.ts';
import { AppError } from '../../../shared/app-error.ts';
import { isFormatError } from '../../../shared/format-error.ts';
import { tooLarge } from '../../requests/body.ts';
import { LARGEST_EVIDENCE_BYTES } from '../verification-input.ts';
import {
  isSidecarName,
  MOST_DOCUMENTS,
  requireCount,
  toRequest,
  type BulkDocument,
} from './bulk-document.ts';

/** PDFs hardly pack at all; what packs far better wants to fill the memory. */
const MOST_RATIO = 100;
/** A PDF and a sidecar each, in folders. */
const MOST_ENTRIES = 3 * MOST_DOCUMENTS;

/**
 * The documents of a zip in the order of its directory. A `.jws` is the sidecar of the PDF of the same name and folder;
 * without such a PDF it is a document of its own.
 * @throws AppError `input-unreadable` for a zip that is broken or dangerous, `input-empty`, `input-too-large`.
 */
export function readBulkZip(ranges: ScratchRanges, mostBytes: number): readonly BulkDocument[] {
  const entries = listEntries(ranges, mostBytes).filter(({ name }) => !isLitter(name));
  const sidecars = new Map(
    entries.filter(({ name }) => isSidecarName(name)).map((entry) => [stemOf(entry.name), entry]),
  );
  const stems = new Set(
    entries.filter(({ name }) => !isSidecarName(name)).map(({ name }) => stemOf(name)),
  );
  const documents = entries
    .filter(({ name }) => !isSidecarName(name) || !stems.has(stemOf(name)))
    .map((entry) =>
      isSidecarName(entry.name)
        ? toDocument(entry.name, undefined, entry)
        : toDocument(entry.name, entry, sidecars.get(stemOf(entry.name))),
    );
  requireCount(documents.length);
  return documents;
}

function stemOf(name: string): string {
  return name.replace(/\.[^./]*$/, '').toLowerCase();
}

function listEntries(ranges: ScratchRanges, mostBytes: number): readonly ZipEntry[] {
  const limits = { zipEntries: MOST_ENTRIES, unpackedBytes: mostBytes, unpackedRatio: MOST_RATIO };
  try {
    return parseZip(ranges, limits);
  } catch (error) {
    throw toRefusal(error);
  }
}

function toDocument(
  name: string,
  pdf: ZipEntry | undefined,
  sidecar: ZipEntry | undefined,
): BulkDocument {
  return {
    name,
    read: () => toRequest(pdf && unpackWhole(pdf), sidecar && unpackWhole(sidecar)),
  };
}

function unpackWhole(entry: ZipEntry): Uint8Array {
  if (entry.unpackedBytes > LARGEST_EVIDENCE_BYTES) throw tooLarge(LARGEST_EVIDENCE_BYTES);
  try {
    return unpack(entry);
  } catch (error) {
    throw toRefusal(error);
  }
}

function toRefusal(error: unknown): unknown {
  if (!isFormatError(error)) return error;
  return new AppError(
    'input-unreadable',
    {
      th: `ไฟล์ zip เสียหายหรือไม่ปลอดภัย (${error.code})`,
      en: `The zip file is broken or not safe to unpack (${error.code}).`,
    },
    { cause: error },
  );
}
