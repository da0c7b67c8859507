import { FormatError } from '../../../shared/format-error.ts';
import {
  isPdfArray,
  isPdfCount,
  isPdfDict,
  isPdfName,
  type PdfDict,
  type PdfResolver,
  type PdfStream,
  type PdfValue,
} from '../pdf-value.ts';
import { inflateBounded } from './inflate.ts';
import { undoPngPrediction, type PredictorParameters } from './predictor.ts';

/**
 * A stream's content, decoded. Only what document structure is written with is supported: no filter, or
 * FlateDecode with or without PNG prediction (ISO 32000-2 §7.4.4).
 * @param bytes the whole file.
 * @param maxBytes how many decoded bytes are allowed.
 * @throws FormatError `pdf/stream` for damaged data, `pdf/filter` for other filters, `pdf/limit`.
 */
export function decodeStream(
  bytes: Uint8Array,
  stream: PdfStream,
  resolver: PdfResolver,
  maxBytes: number,
): Uint8Array {
  const { entries } = stream.dict;
  if (entries.has('F')) throw new FormatError('pdf/filter', 'a stream in another file');
  const encoded = bytes.subarray(stream.start, stream.end);
  const filter = onlyOf(resolver.resolve(entries.get('Filter')), resolver);
  if (filter === null) {
    if (encoded.length > maxBytes) throw new FormatError('pdf/limit', 'a stream is too long');
    return encoded;
  }
  if (!isPdfName(filter, 'FlateDecode'))
    throw new FormatError('pdf/filter', 'an unsupported filter');
  const parameters = onlyOf(resolver.resolve(entries.get('DecodeParms')), resolver);
  const prediction = isPdfDict(parameters) ? predictionOf(parameters, resolver) : undefined;
  const inflated = inflateBounded(encoded, maxBytes);
  return prediction === undefined ? inflated : undoPngPrediction(inflated, prediction);
}

/** A filter (or its parameters) may stand alone or in an array of one. */
function onlyOf(value: PdfValue, resolver: PdfResolver): PdfValue {
  if (!isPdfArray(value)) return value;
  if (value.length > 1) throw new FormatError('pdf/filter', 'several filters');
  return resolver.resolve(value[0]);
}

function predictionOf(parameters: PdfDict, resolver: PdfResolver): PredictorParameters | undefined {
  const number = (key: string, standard: number): number => {
    const value = resolver.resolve(parameters.entries.get(key)) ?? standard;
    if (!isPdfCount(value) || value < 1 || value > 1_000_000) {
      throw new FormatError('pdf/stream', 'a wrong decode parameter');
    }
    return value;
  };
  const predictor = number('Predictor', 1);
  if (predictor === 1) return undefined;
  if (predictor < 10 || predictor > 15)
    throw new FormatError('pdf/filter', 'an unsupported predictor');
  const bitsPerPixel = number('Colors', 1) * number('BitsPerComponent', 8);
  return {
    bytesPerRow: Math.ceil((bitsPerPixel * number('Columns', 1)) / 8),
    bytesPerPixel: Math.max(1, bitsPerPixel >> 3),
  };
}
