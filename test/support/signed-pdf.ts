import {
  appendRevision,
  buildPdf,
  fillByteRange,
  signatureValue,
  type RevisionSpec,
} from './pdf-builder.ts';

/** Objects of the sample document: 1 catalog, 2 pages, 3 page, 4 content, 5 form, 6 field, 7 signature, 8 font. */
export const sampleObjects = {
  1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 5 0 R >>',
  2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 8 0 R >> >> /Annots [6 0 R] >>',
  4: { dict: '', data: 'BT /F1 12 Tf 72 700 Td (Grade: B) Tj ET' },
  5: '<< /Fields [6 0 R] /SigFlags 3 >>',
  6: '<< /FT /Sig /T (Signature1) /Type /Annot /Subtype /Widget /F 132 /Rect [0 0 0 0] /P 3 0 R /V 7 0 R >>',
  7: signatureValue(),
  8: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
} as const;

const CERTIFICATION =
  "/Type /Sig /SubFilter /ETSI.CAdES.detached /M (D:20261124100000+07'00') /Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams /P 2 /V /1.2 >> >>]";

const PIECE_INFO =
  '/PieceInfo << /Parinya << /LastModified (D:20261124030000Z) /Private << /DocumentId (7K3M-9QXT-2WBD-4HNH) /InstitutionCode (99001) /Kind /transcript /Language /th /IssuedAt (2026-11-24T03:00:00Z) >> >> >>';

/** A signed document of one revision with a classic table, ending with `%%EOF`. */
export function signedPdf(changes: Partial<RevisionSpec> = {}): Uint8Array<ArrayBuffer> {
  const objects = { ...sampleObjects, ...changes.objects };
  return fillByteRange(buildPdf({ ...changes, objects }));
}

/** A certified document as we issue them: object and cross-reference streams, our own id, DocMDP 2. */
export function ownPdf(documentId = pieceInfoWith()): Uint8Array<ArrayBuffer> {
  return signedPdf({
    xref: 'stream',
    compressed: { container: 20, numbers: [2, 3, 5, 6, 8] },
    objects: {
      1: `<< /Type /Catalog /Pages 2 0 R /AcroForm 5 0 R /Perms << /DocMDP 7 0 R >> ${documentId} >>`,
      7: signatureValue(CERTIFICATION),
    },
  });
}

/** Our /PieceInfo entry with one part replaced. */
export function pieceInfoWith(from = '', to = ''): string {
  return PIECE_INFO.replace(from, to);
}

/** Appends a revision and fills in the byte range of the signature in it. */
export function appendSigned(pdf: Uint8Array, revision: RevisionSpec): Uint8Array<ArrayBuffer> {
  return fillByteRange(appendRevision(pdf, revision));
}

/** {@link ownPdf} before it is signed: a placeholder for the byte range and so many bytes of room. */
export function ownUnsignedPdf(contentsBytes: number): Uint8Array<ArrayBuffer> {
  const room = '00'.repeat(contentsBytes);
  return buildPdf({
    xref: 'stream',
    compressed: { container: 20, numbers: [2, 3, 5, 6, 8] },
    trailer: '/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]',
    objects: {
      ...sampleObjects,
      1: `<< /Type /Catalog /Pages 2 0 R /AcroForm 5 0 R /Perms << /DocMDP 7 0 R >> ${pieceInfoWith()} >>`,
      7: `<< ${CERTIFICATION}/ByteRange [0 /********** /********** /**********]/Contents <${room}> >>`,
    },
  });
}
