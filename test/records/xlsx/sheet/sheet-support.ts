import { DEFAULT_LIMITS } from '../../../../src/records/limits.ts';
import { withoutTurns } from '../../../../src/records/raw/turn.ts';
import { readSheet } from '../../../../src/records/xlsx/sheet/read-sheet.ts';
import type { SheetRow } from '../../../../src/records/xlsx/sheet/sheet-cell.ts';
import { XmlRows } from '../../../../src/records/xlsx/sheet/xml-rows.ts';
import type { Workbook } from '../../../../src/records/xlsx/workbook/workbook.ts';
import { XmlPartParser } from '../../../../src/records/xlsx/xml-part.ts';
import type { ZipEntry } from '../../../../src/records/zip/zip-archive.ts';
import { formatErrorCode } from '../../../support/format-error-code.ts';

const TEXTS = ['', 'one', 'สอง', 'a & b'];

/** A workbook with four shared texts and styles for numbers, dates and padded numbers. */
export const WORKBOOK: Workbook = {
  sheets: [],
  epoch: 1900,
  strings: { get: (index) => TEXTS[index] },
  formats: [{ shows: 'number' }, { shows: 'date' }, { shows: 'padded', digits: 4 }],
  stylesEntry: undefined,
  limits: { cellLength: 40, heldBytes: DEFAULT_LIMITS.heldBytes, tokenLength: 100_000 },
};

/** The rows of a sheet, or the code of why it is refused. */
export type Reading = readonly SheetRow[] | string;

/** Reads a sheet that comes in pieces of these lengths, in turn. */
export function readInPieces(xml: Uint8Array, lengths: readonly number[]): Reading {
  return attempt(() => [...withoutTurns(readSheet(toEntry(pieces(xml, lengths)), WORKBOOK))]);
}

/** Reads a sheet with the XML parser alone. */
export function readByParser(xml: Uint8Array): Reading {
  return attempt(() => {
    const rows = new XmlRows(WORKBOOK);
    const handlers = {
      open: (name: string, attributes: Readonly<Record<string, string>>) =>
        rows.open(name, attributes),
      close: (name: string) => rows.close(name),
      text: (text: string) => rows.text(text),
    };
    const parser = new XmlPartParser('sheet.xml', handlers, WORKBOOK.limits.tokenLength);
    parser.write(xml);
    parser.end();
    return rows.takeRows();
  });
}

function attempt(read: () => Reading): Reading {
  let reading: Reading = [];
  const code = formatErrorCode(() => {
    reading = read();
  });
  return code ?? reading;
}

function toEntry(parts: readonly Uint8Array[]): ZipEntry {
  const unpackedBytes = parts.reduce((sum, { length }) => sum + length, 0);
  return { name: 'sheet.xml', unpackedBytes, unpackPieces: () => parts };
}

function pieces(bytes: Uint8Array, lengths: readonly number[]): readonly Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const length = Math.max(1, lengths[turn % lengths.length] ?? bytes.length);
    parts.push(bytes.subarray(at, at + length));
    at += length;
  }
  return parts;
}
