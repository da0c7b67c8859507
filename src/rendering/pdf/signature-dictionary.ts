import type { Instant } from '../../shared/instant.ts';
import { toPdfDate, toPdfTextString } from './pdf-text.ts';

/**
 * What signing looks for and overwrites with the real numbers; it then takes the next `/Contents <` as the
 * room for the signature.
 */
const BYTE_RANGE_PLACEHOLDER = '/ByteRange [0 /********** /********** /**********]';

/** Changes that the certification permits: filling forms and signing, so that archival revisions pass. */
const PERMITTED_CHANGES = 2;

/**
 * The signature dictionary with room for the CMS (ETSI EN 319 142-1 §6.3, ISO 32000-2:2020 §12.8.1): a
 * certification signature whose place in the file is not filled in yet. Written as a plain object,
 * because the signing program finds it by its text.
 */
export function toSignatureDictionary(signature: {
  readonly signedAt: Instant;
  readonly signerName: string;
  readonly reason: string;
  /** Room for the DER of the CMS, in bytes; twice as many hex digits. */
  readonly contentsBytes: number;
}): string {
  return (
    '<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached' +
    `/M(${toPdfDate(signature.signedAt)})` +
    `/Name${toPdfTextString(signature.signerName)}/Reason${toPdfTextString(signature.reason)}` +
    '/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams' +
    `<</Type/TransformParams/P ${PERMITTED_CHANGES}/V/1.2>>>>]` +
    `${BYTE_RANGE_PLACEHOLDER}/Contents <${'0'.repeat(2 * signature.contentsBytes)}>>>`
  );
}
