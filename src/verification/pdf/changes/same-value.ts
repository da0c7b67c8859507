import { equalBytes } from '../../../shared/bytes.ts';
import {
  isPdfArray,
  isPdfDict,
  isPdfName,
  isPdfReference,
  isPdfStream,
  isPdfString,
  type PdfDict,
  type PdfValue,
} from '../../../formats/pdf/pdf-value.ts';

/**
 * Whether two values say the same, references by number. Streams must have the same encoded bytes. A
 * dictionary with a key written twice is the same as nothing, since readers disagree about it.
 * @param bytes the file that both come from.
 */
export function sameValue(bytes: Uint8Array, left: PdfValue, right: PdfValue): boolean {
  if (left === right) return true;
  if (isPdfArray(left)) {
    return (
      isPdfArray(right) &&
      left.length === right.length &&
      left.every((item, index) => sameValue(bytes, item, right[index]!))
    );
  }
  if (isPdfDict(left)) return isPdfDict(right) && sameEntries(bytes, left, right);
  if (isPdfName(left)) return isPdfName(right, left.value);
  if (isPdfString(left)) return isPdfString(right) && equalBytes(left.bytes, right.bytes);
  if (isPdfReference(left)) {
    return (
      isPdfReference(right) && left.number === right.number && left.generation === right.generation
    );
  }
  return (
    isPdfStream(left) &&
    isPdfStream(right) &&
    sameEntries(bytes, left.dict, right.dict) &&
    equalBytes(bytes.subarray(left.start, left.end), bytes.subarray(right.start, right.end))
  );
}

function sameEntries(bytes: Uint8Array, left: PdfDict, right: PdfDict): boolean {
  if (left.duplicateKeys.length > 0 || right.duplicateKeys.length > 0) return false;
  if (left.entries.size !== right.entries.size) return false;
  for (const [key, value] of left.entries) {
    const other = right.entries.get(key);
    if (other === undefined || !sameValue(bytes, value, other)) return false;
  }
  return true;
}
