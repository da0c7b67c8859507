import { FormatError } from '../../shared/format-error.ts';
import { derTags } from '../der/der-element.ts';
import { DerReader } from '../der/der-reader.ts';
import { parseNamedBits, parseSmallInteger } from '../der/der-values.ts';

/** What an authority answered: a token, or why there is none (RFC 3161 §2.4.2). */
export type TimeStampResponse =
  | { readonly kind: 'granted'; readonly token: Uint8Array }
  | {
      readonly kind: 'refused';
      /** PKIStatus: 2 rejection, 3 waiting, 4 and 5 revocation. */
      readonly status: number;
      /** The first PKIFailureInfo that is set, by name; `null` when none is. */
      readonly failure: string | null;
    };

/** PKIFailureInfo bits that RFC 3161 uses. */
const failures: Readonly<Record<number, string>> = {
  0: 'badAlg',
  2: 'badRequest',
  5: 'badDataFormat',
  14: 'timeNotAvailable',
  15: 'unacceptedPolicy',
  16: 'unacceptedExtension',
  17: 'addInfoNotAvailable',
  25: 'systemFailure',
};
const GRANTED = 0;
const GRANTED_WITH_MODS = 1;
const MAX_RESPONSE_BYTES = 256 * 1024;

/**
 * Reads a TimeStampResp; the token in it is not looked at.
 * @throws FormatError `tsp/…`, `der/…`
 */
export function parseTimeStampResponse(bytes: Uint8Array): TimeStampResponse {
  if (bytes.length > MAX_RESPONSE_BYTES) throw new FormatError('tsp/size', 'too large');
  const fields = DerReader.ofBytes(bytes, derTags.sequence);
  const info = fields.enter(derTags.sequence);
  const status = parseSmallInteger(info.take(derTags.integer));
  // PKIFreeText: what the authority says in words is its own and is not passed on.
  info.takeIf(derTags.sequence);
  const failure = info.takeIf(derTags.bitString);
  info.end();
  const token = fields.takeIf(derTags.sequence);
  fields.end();
  if (status === GRANTED || status === GRANTED_WITH_MODS) {
    if (!token) throw new FormatError('tsp/token', 'granted without a token');
    return { kind: 'granted', token: token.encoded };
  }
  const [bit] = failure ? parseNamedBits(failure) : [];
  return {
    kind: 'refused',
    status,
    failure: bit === undefined ? null : (failures[bit] ?? `failure ${bit}`),
  };
}
