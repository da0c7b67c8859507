import { appendRevision, type RevisionSpec, type StreamBody } from '../pdf-builder.ts';
import {
  certification,
  cmsBy,
  fillSignature,
  signedBy,
  valueText,
  type MakeValue,
} from './sign-foreign.ts';
import type { ForeignPki } from './foreign-pki.ts';

type Objects = Readonly<Record<number, string | StreamBody>>;

const fontDict = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 22 0 R >>';
const textField =
  '<< /FT /Tx /T (Name) /Type /Annot /Subtype /Widget /F 4 /Rect [72 500 272 520] /P 3 0 R /V (old) /DA (/Helv 9 Tf) /AP << /N 11 0 R >> >>';
const checkBox =
  '<< /FT /Btn /T (Agree) /Type /Annot /Subtype /Widget /F 4 /Rect [72 450 82 460] /P 3 0 R /V /Off /AS /Off /AP << /N << /Yes 25 0 R /Off 26 0 R >> >> >>';
const emptyField =
  '<< /FT /Sig /T (Second) /Type /Annot /Subtype /Widget /F 132 /Rect [300 72 400 100] /P 3 0 R >>';
const signedField =
  '<< /FT /Sig /T (First) /Type /Annot /Subtype /Widget /F 132 /Rect [72 72 172 100] /P 3 0 R /V 7 0 R /AP << /N 27 0 R >> >>';

/** An appearance that shows a text. */
export function appearance(text: string): StreamBody {
  return {
    dict: '/Type /XObject /Subtype /Form /BBox [0 0 200 20]',
    data: `BT /Helv 9 Tf (${text}) Tj ET`,
  };
}

/**
 * A document with something of everything that an attack may aim at: 1 catalog, 2 pages, 3 and 23 pages, 4 and 24
 * contents, 5 form, 6 and 7 signature, 8 font, 9 resources of fields, 10 text field, 12 empty signature field,
 * 13 check box, 14 attachment, 16 outlines, 18 layer, 19 metadata, 20 and 21 structure, 28 comment.
 */
export const documentObjects: Objects = {
  1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 5 0 R /Names << /EmbeddedFiles << /Names [(record.xml) 14 0 R] >> >> /AF [14 0 R] /Outlines 16 0 R /OCProperties << /OCGs [18 0 R] /D << /ON [18 0 R] >> >> /PageLabels << /Nums [0 << /S /D >>] >> /Metadata 19 0 R /StructTreeRoot 20 0 R /MarkInfo << /Marked true >> /ViewerPreferences << /DisplayDocTitle true >> /Lang (en) >>',
  2: '<< /Type /Pages /Kids [3 0 R 23 0 R] /Count 2 >>',
  3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 8 0 R >> /Properties << /L 18 0 R >> >> /Annots [6 0 R 10 0 R 12 0 R 13 0 R 28 0 R] >>',
  4: { dict: '', data: '/L /OC BDC BT /F1 12 Tf 72 700 Td (Grade: B) Tj ET EMC' },
  5: '<< /Fields [6 0 R 10 0 R 12 0 R 13 0 R] /SigFlags 3 /DA (/Helv 0 Tf) /DR 9 0 R >>',
  6: signedField,
  8: fontDict,
  9: '<< /Font << /Helv 29 0 R >> >>',
  10: textField,
  11: appearance('old'),
  12: emptyField,
  13: checkBox,
  14: '<< /Type /Filespec /F (record.xml) /UF (record.xml) /AFRelationship /Data /EF << /F 15 0 R >> >>',
  15: { dict: '/Type /EmbeddedFile', data: '<grade>B</grade>' },
  16: '<< /Type /Outlines /First 17 0 R /Last 17 0 R /Count 1 >>',
  17: '<< /Title (Grades) /Parent 16 0 R /Dest [3 0 R /Fit] >>',
  18: '<< /Type /OCG /Name (Grades) >>',
  19: {
    dict: '/Type /Metadata /Subtype /XML',
    data: '<x:xmpmeta><dc:title>Transcript</dc:title><xmp:ModifyDate>2026</xmp:ModifyDate></x:xmpmeta>',
  },
  20: '<< /Type /StructTreeRoot /K 21 0 R /ParentTree << /Nums [0 [21 0 R]] >> >>',
  21: '<< /Type /StructElem /S /P /P 20 0 R /Pg 3 0 R /K 0 >>',
  22: { dict: '', data: 'begincmap endcmap' },
  23: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 24 0 R /Resources << >> >>',
  24: { dict: '', data: 'BT (Page 2) Tj ET' },
  25: appearance('yes'),
  26: appearance('no'),
  27: appearance('signed by First'),
  28: '<< /Type /Annot /Subtype /Text /Rect [10 10 30 30] /P 3 0 R /Contents (a comment) >>',
  29: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
};

const TRAILER = '/Info 30 0 R /ID [<0101> <0202>]';

/** An update that says in its trailer what updates must repeat (ISO 32000-2 §7.5.6). */
export function updated(pdf: Uint8Array, spec: RevisionSpec): Uint8Array<ArrayBuffer> {
  return appendRevision(pdf, { trailer: TRAILER, ...spec });
}

/** A signed update of that kind. */
export function signedAgain(
  pdf: Uint8Array,
  makeValue: MakeValue,
  spec: RevisionSpec,
): Uint8Array<ArrayBuffer> {
  return fillSignature(updated(pdf, spec), makeValue);
}

/** An object's text, changed; fails where there is nothing to change. */
export function changed(number: number, from: string, to: string): string {
  const text = documentObjects[number];
  if (typeof text !== 'string' || !text.includes(from)) {
    throw new RangeError(`object ${number} has no ${from}`);
  }
  return text.replace(from, to);
}

/** What its signer permits. */
export interface Permission {
  /** DocMDP level; left out, it is an approval. */
  readonly level?: 1 | 2 | 3;
  /** Objects to change or to add before it is signed. */
  readonly objects?: Objects;
  readonly revision?: Partial<RevisionSpec>;
  readonly makeValue?: MakeValue;
  /** More entries of the signature dictionary. */
  readonly more?: string;
}

/** The document, signed by somebody of a foreign authority. */
export function foreignPdf(pki: ForeignPki, permission: Permission = {}): Uint8Array<ArrayBuffer> {
  const { level, objects, revision, more, makeValue = cmsBy(pki.signer) } = permission;
  const catalog = documentObjects[1] as string;
  const certified =
    level === undefined ? catalog : catalog.replace('/Lang', '/Perms << /DocMDP 7 0 R >> /Lang');
  const entries = level === undefined ? more : (more ?? certification(level));
  return signedBy(makeValue, {
    trailer: TRAILER,
    ...revision,
    objects: {
      ...documentObjects,
      1: certified,
      7: valueText(entries === undefined ? {} : { more: entries }),
      30: '<< /Title (Transcript) /Author (Registrar) /Producer (A) >>',
      ...objects,
    },
  });
}
