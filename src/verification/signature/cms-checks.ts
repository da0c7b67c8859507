import { attributeTypes, findOnlyValue } from '../../formats/cms/attribute.ts';
import {
  parseRevocationArchival,
  type EnclosedRevocation,
} from '../../formats/cms/revocation-archival.ts';
import type { SignedData } from '../../formats/cms/signed-data.ts';
import { parseSignedData } from '../../formats/cms/signed-data.ts';
import type { SignerInfo } from '../../formats/cms/signer-info.ts';
import type { DerElement } from '../../formats/der/der-element.ts';
import { parseOid } from '../../formats/der/der-values.ts';
import type { KeyMemo } from '../../formats/x509/keys/key-memo.ts';
import type { Bytes } from '../../shared/bytes.ts';
import { isFormatError, unlessMalformed } from '../../shared/format-error.ts';
import type { PdfSignature } from '../../formats/pdf/signatures/pdf-signature.ts';
import { objection, passed } from '../judgement/check-result.ts';
import type { CheckResult } from '../report.ts';
import { readRawRsaValue } from './raw-rsa-value.ts';

const SHA1_BYTES = 20;
const DATA = '1.2.840.113549.1.7.1';

/** A signature value that could be read, with its only signer. */
export interface DetachedCms {
  readonly signedData: SignedData;
  readonly signerInfo: SignerInfo;
  /** What is signed in place of the file: its SHA-1 digest, within the CMS (adbe.pkcs7.sha1 alone). */
  readonly fileDigest?: Uint8Array;
}

/** Revocation data within the CMS: beside the certificates, and in Acrobat's signed attribute. */
export function readEnclosedRevocation({
  signedData,
  signerInfo,
}: DetachedCms): EnclosedRevocation {
  try {
    const archived = parseRevocationArchival(signerInfo.signedAttributes?.attributes ?? []);
    return {
      crls: [...signedData.crls, ...archived.crls],
      ocspResponses: [...signedData.ocspResponses, ...archived.ocspResponses],
    };
  } catch (error) {
    // It is only evidence: what cannot be read proves nothing and spoils nothing.
    if (isFormatError(error)) return signedData;
    throw error;
  }
}

/** How a kind of signature value is read; the first two keep the content outside. */
const readers: Readonly<Record<string, 'detached' | 'digest' | 'raw-rsa'>> = {
  'ETSI.CAdES.detached': 'detached',
  'adbe.pkcs7.detached': 'detached',
  'adbe.pkcs7.sha1': 'digest',
  'adbe.x509.rsa_sha1': 'raw-rsa',
};

/**
 * Reads the signature value of a PDF (RFC 5652 §5, ISO 32000-2 §12.8.3). The content must stand outside: a CMS
 * that brings its own would be valid for any file around it. Only adbe.pkcs7.sha1 brings one, which must be
 * the digest of the file.
 * @param signedBytes what /ByteRange names, where that is known.
 */
export async function readSignatureValue(
  { contents, subFilter, certificates }: PdfSignature,
  signedBytes: Bytes | undefined,
  keys: KeyMemo,
): Promise<{ readonly check: CheckResult; readonly cms?: DetachedCms }> {
  const name = 'signature/format';
  const reader = Object.hasOwn(readers, subFilter ?? '') ? readers[subFilter ?? ''] : undefined;
  if (!reader) return { check: objection(name, 'FORMAT_FAILURE', 'no kind of signature of a PDF') };
  if (!contents) return { check: objection(name, 'FORMAT_FAILURE', 'no signature value') };
  try {
    const signedData =
      reader === 'raw-rsa'
        ? await readRawRsaValue(contents, certificates, signedBytes, keys)
        : parseSignedData(contents);
    const fault = findFormatFault(signedData, reader === 'digest');
    if (fault !== undefined) return { check: objection(name, 'FORMAT_FAILURE', fault) };
    const cms = {
      signedData,
      signerInfo: signedData.signerInfos[0]!,
      ...(reader === 'digest' && { fileDigest: signedData.content! }),
    };
    return { check: passed(name, subFilter!), cms };
  } catch (error) {
    if (!isFormatError(error)) throw error;
    return { check: objection(name, 'FORMAT_FAILURE', `unreadable CMS (${error.code})`) };
  }
}

function findFormatFault(
  { signerInfos, content, contentType }: SignedData,
  hasDigest: boolean,
): string | undefined {
  if (signerInfos.length !== 1) return `${signerInfos.length} signers`;
  if (hasDigest) {
    if (content?.length !== SHA1_BYTES) return 'the CMS carries no SHA-1 digest';
  } else if (content !== undefined) return 'the CMS carries content of its own';
  if (contentType !== DATA) return 'the CMS is about another type of content';
  return undefined;
}

const once: readonly string[] = [
  attributeTypes.contentType,
  attributeTypes.messageDigest,
  attributeTypes.signingTime,
  attributeTypes.signingCertificate,
  attributeTypes.signingCertificateV2,
];

/** What is asked of the signed attributes. Our own documents have exactly three. */
export function checkSignedAttributes(
  { signerInfo }: DetachedCms,
  subFilter: string,
  isOwnDocument: boolean,
): CheckResult {
  const signed = signerInfo.signedAttributes;
  const isPades = subFilter === 'ETSI.CAdES.detached';
  if (!signed) {
    return isPades
      ? objection('signature/attributes', 'SIG_CONSTRAINTS_FAILURE', 'no signed attributes')
      : passed(
          'signature/attributes',
          'no signed attributes, which this kind of signature may lack',
        );
  }
  const { attributes, isSorted } = signed;
  const contentType = findOnlyValue(attributes, attributeTypes.contentType);
  if (!contentType || findOid(contentType) !== DATA) {
    return objection(
      'signature/attributes',
      'FORMAT_FAILURE',
      'no content-type, or that of something else',
    );
  }
  if (!findOnlyValue(attributes, attributeTypes.messageDigest)) {
    return objection('signature/attributes', 'FORMAT_FAILURE', 'no message-digest, or several');
  }
  const types = attributes.map(({ type }) => type);
  // RFC 5652 §11 and RFC 5035 §3 say of these that there is one; of attributes at large nobody does.
  if (once.some((type) => types.indexOf(type) !== types.lastIndexOf(type))) {
    return objection('signature/attributes', 'FORMAT_FAILURE', 'an attribute occurs twice');
  }
  if (isPades && !isSorted) {
    return objection(
      'signature/attributes',
      'SIG_CONSTRAINTS_FAILURE',
      'the attributes are not in DER order',
    );
  }
  const { signingCertificate, signingCertificateV2, signingTime } = attributeTypes;
  if (isPades && !types.includes(signingCertificateV2) && !types.includes(signingCertificate)) {
    return objection(
      'signature/attributes',
      'SIG_CONSTRAINTS_FAILURE',
      'no signing-certificate attribute',
    );
  }
  if (isPades && types.includes(signingTime)) {
    return objection('signature/attributes', 'SIG_CONSTRAINTS_FAILURE', 'a CMS signing-time');
  }
  if (isOwnDocument && (types.length !== 3 || !types.includes(signingCertificateV2))) {
    return objection(
      'signature/attributes',
      'SIG_CONSTRAINTS_FAILURE',
      'other attributes than ours',
    );
  }
  return passed('signature/attributes', `${types.length} signed attributes`);
}

/** `undefined` for what is no object identifier. */
function findOid(element: DerElement): string | undefined {
  return unlessMalformed(() => parseOid(element));
}
