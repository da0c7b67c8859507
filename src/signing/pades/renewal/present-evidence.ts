import { attributeTypes } from '../../../formats/cms/attribute.ts';
import { parseSignedData, type SignedData } from '../../../formats/cms/signed-data.ts';
import type { SignerInfo } from '../../../formats/cms/signer-info.ts';
import { findDocumentSecurityStore } from '../../../formats/pdf/attachments/document-security-store.ts';
import type { DocumentSecurityStore } from '../../../formats/pdf/attachments/document-security-store.ts';
import type { PdfFile } from '../../../formats/pdf/pdf-file.ts';
import { findSignatures } from '../../../formats/pdf/signatures/find-signatures.ts';
import type { Certificate } from '../../../formats/x509/certificate.ts';
import { FormatError } from '../../../shared/format-error.ts';
import { signerOf } from '../../time-stamps/check-token.ts';

/** What a signed file has to show for itself: whose signature, which time-stamps, which evidence. */
export interface PresentEvidence {
  readonly signer: Certificate;
  readonly signedData: SignedData;
  readonly signerInfo: SignerInfo;
  /** DER of the time-stamps on the signature's value. */
  readonly signatureTimeStamps: readonly Uint8Array[];
  /** DER of the time-stamps on the document, in the order in which they were appended. */
  readonly documentTimeStamps: readonly Uint8Array[];
  /** Absent where nothing was ever stored. */
  readonly store?: DocumentSecurityStore;
}

/**
 * Reads what is in a file of ours, without judging it.
 * @throws FormatError for a file that cannot be read or has no signature.
 */
export function readPresentEvidence(file: PdfFile): PresentEvidence {
  const all = findSignatures(file);
  const contents = all.find(({ kind }) => kind === 'signature')?.contents;
  if (!contents) throw new FormatError('pdf/object', 'the file has no signature');
  const signedData = parseSignedData(contents);
  const [signerInfo] = signedData.signerInfos;
  const signer = signerInfo && signerOf({ signedData, signerInfo });
  if (!signerInfo || !signer) {
    throw new FormatError('cms/signers', 'the signature does not carry its certificate');
  }
  const store = findDocumentSecurityStore(file, file.newest.index);
  return {
    signer,
    signedData,
    signerInfo,
    signatureTimeStamps: signerInfo.unsignedAttributes
      .filter(({ type }) => type === attributeTypes.signatureTimeStamp)
      .flatMap(({ values }) => values.map(({ encoded }) => encoded)),
    documentTimeStamps: all
      .filter(({ kind }) => kind === 'document-time-stamp')
      .flatMap((stamp) => stamp.contents ?? []),
    ...(store && { store }),
  };
}

/** Whether the file has evidence about revocation: from level B-LT on. */
export function hasStoredRevocation({ store }: PresentEvidence): boolean {
  return store !== undefined && store.crls.length + store.ocspResponses.length > 0;
}
