import { contextTag, derTags, type DerElement } from '../der/der-element.ts';
import { DerReader } from '../der/der-reader.ts';
import { parseIntegerBytes, parseOctetString, parseSmallInteger } from '../der/der-values.ts';
import { compareEncodings, encodeSetOf } from '../der/der-writer.ts';
import { toSerial } from '../x509/certificate.ts';
import { parseName, type DistinguishedName } from '../x509/names/distinguished-name.ts';
import { parseAttribute, type Attribute } from './attribute.ts';

/** How a signer's certificate is named: a hint for finding it, no proof. */
type SignerIdentifier =
  | { readonly kind: 'issuer-serial'; readonly issuer: DistinguishedName; readonly serial: string }
  | { readonly kind: 'key-identifier'; readonly keyIdentifier: Uint8Array };

/** One signature within a SignedData (RFC 5652 §5.3). */
export interface SignerInfo {
  readonly version: number;
  readonly signerIdentifier: SignerIdentifier;
  /** DER of the AlgorithmIdentifier. */
  readonly digestAlgorithm: DerElement;
  readonly signedAttributes?: SignedAttributes;
  readonly signatureAlgorithm: Uint8Array;
  readonly signature: Uint8Array;
  readonly unsignedAttributes: readonly Attribute[];
}

interface SignedAttributes {
  /** What the signature is over: the attributes as `SET OF`, with that identifier octet (RFC 5652 §5.4). */
  readonly encodedSet: Uint8Array<ArrayBuffer>;
  /** Whether they stand in the one order that DER allows. */
  readonly isSorted: boolean;
  /** The same in that order: what RFC 5652 §5.4 has signed, however they are written. */
  readonly sortedSet: Uint8Array<ArrayBuffer>;
  readonly attributes: readonly Attribute[];
}

/** @throws FormatError `der/…` */
export function parseSignerInfo(element: DerElement): SignerInfo {
  const fields = DerReader.of(element, derTags.sequence);
  const version = parseSmallInteger(fields.take(derTags.integer));
  const signerIdentifier = parseSignerIdentifier(fields.takeAny());
  const digestAlgorithm = fields.take(derTags.sequence);
  const signedAttributes = fields.takeIf(contextTag(0, 'constructed'));
  const signatureAlgorithm = fields.take(derTags.sequence).encoded;
  const signature = parseOctetString(fields.take(derTags.octetString));
  const unsignedAttributes = fields.enterIf(contextTag(1, 'constructed'))?.takeAll(100) ?? [];
  fields.end();
  return {
    version,
    signerIdentifier,
    digestAlgorithm,
    ...(signedAttributes && { signedAttributes: parseSignedAttributes(signedAttributes) }),
    signatureAlgorithm,
    signature,
    unsignedAttributes: unsignedAttributes.map(parseAttribute),
  };
}

function parseSignerIdentifier(element: DerElement): SignerIdentifier {
  if (element.tag === contextTag(0, 'primitive')) {
    return { kind: 'key-identifier', keyIdentifier: element.content };
  }
  const fields = DerReader.of(element, derTags.sequence);
  const issuer = parseName(fields.take(derTags.sequence));
  const serial = toSerial(parseIntegerBytes(fields.take(derTags.integer)));
  fields.end();
  return { kind: 'issuer-serial', issuer, serial };
}

function parseSignedAttributes(element: DerElement): SignedAttributes {
  const elements = DerReader.of(element, contextTag(0, 'constructed')).takeAll(100);
  const encodedSet = new Uint8Array(element.encoded);
  encodedSet[0] = derTags.set;
  return {
    encodedSet,
    isSorted: elements.every(
      ({ encoded }, index) =>
        index === 0 || compareEncodings(elements[index - 1]!.encoded, encoded) <= 0,
    ),
    sortedSet: encodeSetOf(...elements.map(({ encoded }) => encoded)),
    attributes: elements.map(parseAttribute),
  };
}
