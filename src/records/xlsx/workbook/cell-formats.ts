import type { ZipEntry } from '../../zip/zip-archive.ts';
import type { NumberFormat } from '../cells/number-format.ts';
import { builtInFormat, toNumberFormat } from '../cells/number-format.ts';
import { readXmlPart } from '../xml-part.ts';

/** Reads how the numbers of each cell style are shown, by style number. @throws what reading XML throws. */
export function readCellFormats(entry: ZipEntry, maxTokenLength: number): readonly NumberFormat[] {
  const custom = new Map<number, NumberFormat>();
  const formatIds: number[] = [];
  let isInCellStyles = false;
  readXmlPart(
    entry,
    {
      open: (name, attributes) => {
        const id = Number(attributes['numFmtId'] ?? 0);
        if (name === 'numFmt') custom.set(id, toNumberFormat(attributes['formatCode'] ?? ''));
        else if (name === 'cellXfs') isInCellStyles = true;
        else if (name === 'xf' && isInCellStyles) formatIds.push(id);
      },
      close: (name) => {
        if (name === 'cellXfs') isInCellStyles = false;
      },
    },
    maxTokenLength,
  );
  return formatIds.map((id) => custom.get(id) ?? builtInFormat(id));
}
