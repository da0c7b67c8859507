import { FormatError } from '../../../shared/format-error.ts';
import type { Turn } from '../../raw/turn.ts';
import type { ZipEntry } from '../../zip/zip-archive.ts';
import type { DateEpoch } from '../cells/excel-date.ts';
import { findPrefixed, readXmlPart } from '../xml-part.ts';
import { readCellFormats } from './cell-formats.ts';
import type { Relationship } from './relationships.ts';
import { findRelationships, readRelationships } from './relationships.ts';
import { readSharedStrings } from './shared-strings.ts';
import type { SharedStrings, Workbook, WorkbookLimits, WorkbookSheet } from './workbook.ts';

const MAX_SHEETS = 255;
const NO_STRINGS: SharedStrings = { get: () => undefined };

/**
 * Reads what a workbook (SpreadsheetML, ECMA-376 or ISO/IEC 29500) is made of, following its relations
 * rather than file names.
 * @throws FormatError `xlsx/macros`, `xlsx/structure` and what reading its parts throws.
 */
export function* openWorkbook(
  entries: readonly ZipEntry[],
  limits: WorkbookLimits,
): Generator<Turn, Workbook> {
  const parts = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]));
  refuseMacros(parts, limits);
  const root = readRelationships(parts, '', limits.tokenLength);
  const mainPath = findRelationships(root, 'officeDocument')[0]?.target;
  const main = mainPath === undefined ? undefined : parts.get(mainPath.toLowerCase());
  if (main === undefined) throw new FormatError('xlsx/structure', 'there is no workbook part');
  const relationships = readRelationships(parts, main.name, limits.tokenLength);
  const { sheets, epoch } = readMain(main, relationships, parts, limits);
  const partOf = (type: string): ZipEntry | undefined => {
    const target = findRelationships(relationships, type)[0]?.target;
    return target === undefined ? undefined : parts.get(target.toLowerCase());
  };
  const strings = partOf('sharedStrings');
  const styles = partOf('styles');
  return {
    sheets,
    epoch,
    strings: strings ? yield* readSharedStrings(strings, limits) : NO_STRINGS,
    formats: styles ? readCellFormats(styles, limits.tokenLength) : [],
    stylesEntry: styles,
    limits,
  };
}

/** Macros may hide behind any name: the declared types are looked at as well as the usual names. */
function refuseMacros(parts: ReadonlyMap<string, ZipEntry>, limits: WorkbookLimits): void {
  for (const name of parts.keys()) {
    if (/vbaproject[^/]*\.bin$|^xl\/macrosheets\//.test(name)) {
      throw new FormatError('xlsx/macros', name);
    }
  }
  const types = parts.get('[content_types].xml');
  if (types === undefined) throw new FormatError('xlsx/structure', 'there are no content types');
  const refuse = (_: string, attributes: Readonly<Record<string, string>>): void => {
    const type = (attributes['ContentType'] ?? '').toLowerCase();
    if (/macroenabled|vbaproject|macrosheet/.test(type)) {
      throw new FormatError('xlsx/macros', type);
    }
  };
  readXmlPart(types, { open: refuse }, limits.tokenLength);
}

function readMain(
  main: ZipEntry,
  relationships: readonly Relationship[],
  parts: ReadonlyMap<string, ZipEntry>,
  limits: WorkbookLimits,
): Pick<Workbook, 'sheets' | 'epoch'> {
  const targets = new Map(relationships.map((row) => [row.id, row]));
  const sheets: WorkbookSheet[] = [];
  let epoch: DateEpoch = 1900;
  readXmlPart(
    main,
    {
      open: (name, attributes) => {
        if (name === 'workbookPr' && /^(?:1|true)$/.test(attributes['date1904'] ?? '')) {
          epoch = 1904;
        }
        if (name !== 'sheet') return;
        if (sheets.length >= MAX_SHEETS) throw new FormatError('xlsx/structure', 'too many sheets');
        const target = targets.get(findPrefixed(attributes, 'id') ?? '');
        const isWorksheet = target?.type === 'worksheet';
        const entry = isWorksheet ? parts.get(target.target.toLowerCase()) : undefined;
        if (isWorksheet && entry === undefined) {
          throw new FormatError('xlsx/structure', 'a sheet is missing');
        }
        sheets.push({ name: attributes['name'] ?? '', entry });
      },
    },
    limits.tokenLength,
  );
  return { sheets, epoch };
}
