import { FormatError } from '../../shared/format-error.ts';
import { contextTag, derTags, parseDerAt, type DerElement } from '../der/der-element.ts';
import { hasDerLengths, toDerFromBer } from '../der/ber-to-der.ts';
import { DerReader, parseExplicit } from '../der/der-reader.ts';
import { parseOctetString, parseOid, parseSmallInteger } from '../der/der-values.ts';
import { parseSignerInfo, type SignerInfo } from './signer-info.ts';

/** A CMS signature as PDFs and time-stamps carry it (RFC 5652 §5). Nothing in it is believed yet. */
export interface SignedData {
  readonly version: number;
  /** DER of the AlgorithmIdentifiers. */
  readonly digestAlgorithms: readonly Uint8Array[];
  /** Object identifier of the content's type, dotted. */
  readonly contentType: string;
  /** What is signed, where the CMS carries it itself; a PDF's signature does not. */
  readonly content?: Uint8Array;
  /** DER, in the order found; not only certificates of the path. */
  readonly certificates: readonly Uint8Array[];
  /** DER. */
  readonly crls: readonly Uint8Array[];
  /** DER of whole OCSP responses (RFC 5940 §2.1). */
  readonly ocspResponses: readonly Uint8Array[];
  /** Certificates and revocation data of other kinds (RFC 5652 §10.2): counted, not read. */
  readonly otherKindsCount: number;
  readonly signerInfos: readonly SignerInfo[];
  /** How many bytes of the input it took; what follows may only be padding. */
  readonly byteLength: number;
  /** Whether it is DER as it stands, as PAdES wants it, or had to be rewritten from BER. */
  readonly isDer: boolean;
}

const SIGNED_DATA = '1.2.840.113549.1.7.2';
/** id-ri-ocsp-response. */
const OCSP_RESPONSE = '1.3.6.1.5.5.7.16.2';
const MAX_CMS_BYTES = 16 * 1024 * 1024;

/**
 * ContentInfo with SignedData at the start of `bytes`; what follows is left to the caller.
 * @throws FormatError `cms/…`, `der/…`, `ber/…`
 */
export function parseSignedData(bytes: Uint8Array): SignedData {
  if (bytes.length > MAX_CMS_BYTES) throw new FormatError('cms/size', 'too large');
  const { element, byteLength, isDer } = parseLenient(bytes);
  const contentInfo = DerReader.of(element, derTags.sequence);
  if (parseOid(contentInfo.take(derTags.oid)) !== SIGNED_DATA) {
    throw new FormatError('cms/content-type', 'not SignedData');
  }
  const signedData = parseExplicit(contentInfo.take(contextTag(0, 'constructed')));
  contentInfo.end();
  return { ...parseFields(signedData), byteLength, isDer };
}

/** Some signing programs write BER, here or there or all through; it is read as the DER it stands for. */
function parseLenient(bytes: Uint8Array) {
  if (hasDerLengths(bytes)) {
    const element = parseDerAt(bytes, 0);
    return { element, byteLength: element.encoded.length, isDer: true };
  }
  const { der, byteLength } = toDerFromBer(bytes);
  return { element: parseDerAt(der, 0), byteLength, isDer: false };
}

function parseFields(element: DerElement): Omit<SignedData, 'byteLength' | 'isDer'> {
  const fields = DerReader.of(element, derTags.sequence);
  const version = parseSmallInteger(fields.take(derTags.integer));
  const digestAlgorithms = fields.enter(derTags.set).takeAll(20);
  const encapsulated = fields.enter(derTags.sequence);
  const contentType = parseOid(encapsulated.take(derTags.oid));
  const content = encapsulated.takeIf(contextTag(0, 'constructed'));
  encapsulated.end();
  const certificates = fields.enterIf(contextTag(0, 'constructed'))?.takeAll(100) ?? [];
  const crls = fields.enterIf(contextTag(1, 'constructed'))?.takeAll(50) ?? [];
  const signerInfos = fields.enter(derTags.set).takeAll(20).map(parseSignerInfo);
  fields.end();
  return {
    version,
    digestAlgorithms: digestAlgorithms.map(({ encoded }) => encoded),
    contentType,
    ...(content && { content: parseOctetString(parseExplicit(content)) }),
    certificates: encodedSequences(certificates),
    crls: encodedSequences(crls),
    ocspResponses: crls.flatMap((element) => parseOtherRevocation(element) ?? []),
    otherKindsCount: [...certificates, ...crls].filter(({ tag }) => tag !== derTags.sequence)
      .length,
    signerInfos,
  };
}

function encodedSequences(elements: readonly DerElement[]): readonly Uint8Array[] {
  return elements.filter(({ tag }) => tag === derTags.sequence).map(({ encoded }) => encoded);
}

/** RFC 5652 §10.2.1: `[1] OtherRevocationInfoFormat`, of which RFC 5940 §2.1 defines OCSP answers. */
function parseOtherRevocation(element: DerElement): Uint8Array | undefined {
  if (element.tag !== contextTag(1, 'constructed')) return undefined;
  const fields = DerReader.of(element, contextTag(1, 'constructed'));
  const format = parseOid(fields.take(derTags.oid));
  const info = fields.takeAny().encoded;
  fields.end();
  return format === OCSP_RESPONSE ? info : undefined;
}
