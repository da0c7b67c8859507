import { deflateSync, inflateSync } from 'node:zlib';
import { latin1Bytes, latin1Text } from '../../shared/bytes.ts';

/** A PDF in which one grade says something else, and which. */
export interface ForgedPdf {
  readonly pdf: Uint8Array;
  readonly from: string;
  readonly to: string;
}

const STREAM = /\/Length (\d+)[^>]*>>\s*stream\r?\n/g;
const GRADE = /"grade":"([B-F]\+?)"/g;
/** Ways to compress; one of them is often as short as the original. */
const COMPRESSIONS = [9, 8, 7].flatMap((memLevel) =>
  [9, 8, 7, 6].map((level) => ({ level, memLevel })),
);

/**
 * What a careful forger would do: changes one grade to A in the record that a PDF carries inside, in
 * place, so that every object keeps its position and every viewer opens the file without a word.
 * @returns `undefined` for a PDF without such a record, or where the changed record takes more room.
 */
export function forgeGrade(genuine: Uint8Array): ForgedPdf | undefined {
  for (const match of latin1Text(genuine).matchAll(STREAM)) {
    const start = match.index + match[0].length;
    const length = Number(match[1]);
    const forged = forgeStream(genuine.subarray(start, start + length));
    if (forged === undefined) continue;
    const pdf = new Uint8Array(genuine);
    pdf.set(forged.bytes, start);
    return { pdf, from: forged.from, to: 'A' };
  }
  return undefined;
}

/** The same length: compressed data that ends earlier is followed by zeros, which readers skip. */
function forgeStream(
  stream: Uint8Array,
): { readonly bytes: Uint8Array; readonly from: string } | undefined {
  const text = inflateOrNothing(stream);
  for (const grade of text.matchAll(GRADE)) {
    const changed = `${text.slice(0, grade.index)}"grade":"A"${text.slice(grade.index + grade[0].length)}`;
    const compressed = COMPRESSIONS.map((options) =>
      deflateSync(latin1Bytes(changed), options),
    ).find(({ length }) => length <= stream.length);
    if (compressed === undefined) continue;
    const bytes = new Uint8Array(stream.length);
    bytes.set(compressed);
    return { bytes, from: grade[1]! };
  }
  return undefined;
}

function inflateOrNothing(stream: Uint8Array): string {
  try {
    return latin1Text(inflateSync(stream));
  } catch {
    return '';
  }
}
