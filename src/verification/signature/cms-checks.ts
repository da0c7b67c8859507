import { attributeTypes, findOnlyValue } from '../../formats/cms/attribute.ts';
import type { SignedData } from '../../formats/cms/signed-data.ts';
import { parseSignedData } from '../../formats/cms/signed-data.ts';
import type { SignerInfo } from '../../formats/cms/signer-info.ts';
import { parseOid } from '../../formats/der/der-values.ts';
import { isFormatError } from '../../shared/format-error.ts';
import { objection, passed } from '../judgement/check-result.ts';
import type { CheckResult } from '../report.ts';

const DATA = '1.2.840.113549.1.7.1';

/** A signature value that could be read, with its only signer. */
export interface DetachedCms {
  readonly signedData: SignedData;
  readonly signerInfo: SignerInfo;
}

/**
 * Reads the signature value of a PDF (RFC 5652 §5). The content must stand outside: a CMS that brings its
 * own would be valid for any file around it.
 */
export function readDetachedCms(
  contents: Uint8Array | null,
  subFilter: string | null,
): { readonly check: CheckResult; readonly cms?: DetachedCms } {
  if (subFilter !== 'ETSI.CAdES.detached' && subFilter !== 'adbe.pkcs7.detached') {
    const found = 'a kind of signature that is not accepted any more';
    return { check: objection('signature/format', unreadableSubFilter(subFilter), found) };
  }
  if (!contents)
    return { check: objection('signature/format', 'FORMAT_FAILURE', 'no signature value') };
  try {
    const signedData = parseSignedData(contents);
    const fault = findFormatFault(signedData);
    if (fault !== undefined)
      return { check: objection('signature/format', 'FORMAT_FAILURE', fault) };
    const cms = { signedData, signerInfo: signedData.signerInfos[0]! };
    return { check: passed('signature/format', subFilter), cms };
  } catch (error) {
    if (!isFormatError(error)) throw error;
    return {
      check: objection('signature/format', 'FORMAT_FAILURE', `unreadable CMS (${error.code})`),
    };
  }
}

/** The older kinds sign a SHA-1 digest; anything else is no signature that a PDF can have. */
function unreadableSubFilter(subFilter: string | null) {
  const isOld = subFilter === 'adbe.pkcs7.sha1' || subFilter === 'adbe.x509.rsa_sha1';
  return isOld ? 'CRYPTO_CONSTRAINTS_FAILURE' : 'FORMAT_FAILURE';
}

function findFormatFault({ signerInfos, content, contentType }: SignedData): string | undefined {
  if (signerInfos.length !== 1) return `${signerInfos.length} signers`;
  if (content !== undefined) return 'the CMS carries content of its own';
  if (contentType !== DATA) return 'the CMS is about another type of content';
  return undefined;
}

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
  if (!contentType || parseOid(contentType) !== DATA) {
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
  if (new Set(types).size !== types.length) {
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
