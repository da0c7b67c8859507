import { FormatError } from '../../../shared/format-error.ts';
import type { Inflate } from '../../engine/engine.ts';
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
import { decodeLzw, decodeRunLength } from './run-filters.ts';
import { decodeAscii85, decodeAsciiHex } from './text-filters.ts';
import { undoPngPrediction, type PredictorParameters } from './predictor.ts';

const MOST_FILTERS = 8;

/**
 * A stream's content, decoded by every filter that document structure is written with: FlateDecode and LZWDecode
 * with or without prediction, the two for text, and run lengths (ISO 32000-2 §7.4). Those for pictures are not.
 * @param bytes the whole file.
 * @param maxBytes how many decoded bytes are allowed, after each filter.
 * @param inflate how Deflate is undone.
 * @throws FormatError `pdf/stream` for damaged data, `pdf/filter` for other filters, `pdf/limit`.
 */
export function decodeStream(
  bytes: Uint8Array,
  stream: PdfStream,
  resolver: PdfResolver,
  maxBytes: number,
  inflate: Inflate,
): Uint8Array {
  const { entries } = stream.dict;
  if (entries.has('F')) throw new FormatError('pdf/filter', 'a stream in another file');
  const filters = listOf(resolver.resolve(entries.get('Filter')));
  const parameters = listOf(resolver.resolve(entries.get('DecodeParms')));
  if (filters.length > MOST_FILTERS) throw new FormatError('pdf/limit', 'too many filters');
  let data = bytes.subarray(stream.start, stream.end);
  if (data.length > maxBytes) throw new FormatError('pdf/limit', 'a stream is too long');
  for (const [index, filter] of filters.entries()) {
    const name = resolver.resolve(filter);
    const own = resolver.resolve(parameters[index]);
    if (!isPdfName(name)) throw new FormatError('pdf/filter', 'a filter without a name');
    data = applyFilter(
      name.value,
      data,
      isPdfDict(own) ? own : undefined,
      resolver,
      maxBytes,
      inflate,
    );
  }
  return data;
}

function applyFilter(
  name: string,
  data: Uint8Array,
  parameters: PdfDict | undefined,
  resolver: PdfResolver,
  maxBytes: number,
  inflate: Inflate,
): Uint8Array {
  const undoPrediction = (decoded: Uint8Array): Uint8Array => {
    const prediction = parameters && predictionOf(parameters, resolver);
    return prediction === undefined ? decoded : undoPngPrediction(decoded, prediction);
  };
  switch (name) {
    case 'FlateDecode':
    case 'Fl':
      return undoPrediction(inflate(data, maxBytes));
    case 'LZWDecode':
    case 'LZW': {
      const early = resolver.resolve(parameters?.entries.get('EarlyChange')) !== 0;
      return undoPrediction(decodeLzw(data, early, maxBytes));
    }
    case 'ASCIIHexDecode':
    case 'AHx':
      return decodeAsciiHex(data);
    case 'ASCII85Decode':
    case 'A85':
      return decodeAscii85(data, maxBytes);
    case 'RunLengthDecode':
    case 'RL':
      return decodeRunLength(data, maxBytes);
    default:
      throw new FormatError('pdf/filter', 'an unsupported filter');
  }
}

/** A filter (or its parameters) may stand alone or in an array. */
function listOf(value: PdfValue): readonly PdfValue[] {
  if (value === null) return [];
  return isPdfArray(value) ? value : [value];
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
