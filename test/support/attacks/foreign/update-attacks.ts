import { latin1Text } from '../../../../src/shared/bytes.ts';
import {
  appearance,
  changed,
  documentObjects,
  foreignPdf,
  updated,
} from '../../foreign/foreign-document.ts';
import type { Permission } from '../../foreign/foreign-document.ts';
import type { ForeignPki } from '../../foreign/foreign-pki.ts';
import { type RevisionSpec, type StreamBody } from '../../pdf-builder.ts';
import { attackRows, type ForeignAttack } from '../attack.ts';

type Objects = Readonly<Record<number, string | StreamBody>>;

const FORGED = 'SIG_CONSTRAINTS_FAILURE';

/** One appended revision that writes these objects. */
function writes(objects: Objects, permission: Permission = {}, more: Partial<RevisionSpec> = {}) {
  return (pki: ForeignPki): Uint8Array =>
    updated(foreignPdf(pki, permission), { objects, ...more });
}

const content = (text: string): StreamBody => ({ dict: '', data: `BT (${text}) Tj ET` });

/** ISA: what was signed stays, and an appended revision shows something else. */
const incrementalSaving = attackRows('incremental saving', FORGED, [
  { name: 'page content rewritten', forge: writes({ 4: content('Grade: A') }) },
  {
    name: 'page content pointed elsewhere',
    forge: writes({ 3: changed(3, '/Contents 4', '/Contents 40'), 40: content('A') }),
  },
  {
    name: 'page content added',
    forge: writes({
      3: changed(3, '/Contents 4 0 R', '/Contents [4 0 R 40 0 R]'),
      40: content('A'),
    }),
  },
  {
    name: 'page content in an object stream',
    forge: writes(
      { 3: changed(3, '/Contents 4', '/Contents 24') },
      {},
      { xref: 'stream', compressed: { container: 60, numbers: [3] } },
    ),
  },
  {
    name: 'the page tree replaced',
    forge: writes({
      2: '<< /Type /Pages /Kids [40 0 R] /Count 1 >>',
      40: '<< /Type /Page /Parent 2 0 R >>',
    }),
  },
  {
    name: 'a page taken out',
    forge: writes({ 2: changed(2, '[3 0 R 23 0 R] /Count 2', '[3 0 R] /Count 1') }),
  },
  {
    name: 'pages in another order',
    forge: writes({ 2: changed(2, '3 0 R 23 0 R', '23 0 R 3 0 R') }),
  },
  {
    name: 'a page added',
    forge: writes({
      2: changed(2, '23 0 R] /Count 2', '23 0 R 40 0 R] /Count 3'),
      40: '<< /Type /Page /Parent 2 0 R >>',
    }),
  },
  {
    name: 'another catalog',
    forge: writes(
      { 40: changed(1, '/Pages 2', '/Pages 41'), 41: '<< /Type /Pages /Kids [] /Count 0 >>' },
      {},
      { root: '40 0 R' },
    ),
  },
  { name: 'page content freed', forge: (p) => updated(foreignPdf(p), { free: [4] }) },
  {
    name: 'the catalog freed',
    subIndication: 'FORMAT_FAILURE',
    forge: (p) => updated(foreignPdf(p), { free: [1] }),
  },
  {
    name: 'page content moved by a cross-reference entry alone',
    forge: (p) => {
      const pdf = foreignPdf(p);
      return updated(pdf, { offsets: { 4: latin1Text(pdf).indexOf('24 0 obj') } });
    },
  },
  {
    name: 'an update of a certified document, level 1',
    forge: writes({ 4: content('A') }, { level: 1 }),
  },
  {
    name: 'an update of a certified document, level 3',
    forge: writes({ 4: content('A') }, { level: 3 }),
  },
  {
    name: 'a revision that undoes another',
    subIndication: FORGED,
    forge: (p) => updated(writes({ 4: content('A') })(p), { objects: { 24: content('B') } }),
  },
]);

/** Shadow attacks (Mainka et al., NDSS 2021): prepared before signing, sprung after it. */
const shadow = attackRows('shadow', FORGED, [
  {
    name: 'hide: a picture over the text removed',
    forge: writes(
      { 41: '<< >>' },
      {
        objects: {
          3: changed(3, '/Resources <<', '/Resources << /XObject << /Cover 41 0 R >>'),
          41: { dict: '/Type /XObject /Subtype /Image', data: 'x' },
        },
      },
    ),
  },
  {
    name: 'hide: a picture freed',
    forge: (p) =>
      updated(
        foreignPdf(p, {
          objects: {
            3: changed(3, '/Resources <<', '/Resources << /XObject << /Cover 41 0 R >>'),
            41: { dict: '/Type /XObject', data: 'x' },
          },
        }),
        { free: [41] },
      ),
  },
  {
    name: 'hide: a layer switched off',
    forge: writes({ 1: changed(1, '/ON [18 0 R]', '/OFF [18 0 R]') }),
  },
  {
    name: 'hide: a layer renamed to a condition',
    forge: writes({ 18: '<< /Type /OCMD /OCGs 18 0 R /P /AllOff >>' }),
  },
  { name: 'replace: a font redefined', forge: writes({ 8: changed(8, 'Helvetica', 'Symbol') }) },
  {
    name: 'replace: a character map redefined',
    forge: writes({ 22: { dict: '', data: '<41> <42>' } }),
  },
  {
    name: 'replace: a field that looks different with the same value',
    forge: writes({ 11: appearance('evil') }),
  },
  {
    name: 'replace: a field pointed to another look with the same value',
    forge: writes({ 10: changed(10, '/N 11', '/N 40'), 40: appearance('evil') }),
  },
  {
    name: 'replace: readers asked to draw fields anew',
    forge: writes({ 5: changed(5, '/SigFlags 3', '/SigFlags 3 /NeedAppearances true') }),
  },
  {
    name: 'replace: a font of fields that pages use too',
    forge: writes(
      { 9: '<< /Font << /Helv 29 0 R /F9 40 0 R >> >>', 40: documentObjects[29]! },
      { objects: { 23: changed(23, '/Resources << >>', '/Resources 9 0 R') } },
    ),
  },
  {
    name: 'replace: a default resource replaced',
    forge: writes({ 9: '<< /Font << /Helv 40 0 R >> >>', 40: documentObjects[29]! }),
  },
  {
    name: 'hide and replace: a hidden page tree put in force',
    forge: writes(
      { 1: changed(1, '/Pages 2', '/Pages 50') },
      {
        objects: {
          50: '<< /Type /Pages /Kids [51 0 R] /Count 1 >>',
          51: '<< /Type /Page /Parent 50 0 R /Contents 52 0 R >>',
          52: content('Grade: A'),
        },
      },
    ),
  },
  {
    name: 'hide and replace: a hidden content put in force by an entry',
    forge: (p) => {
      const pdf = foreignPdf(p, { objects: { 52: content('Grade: A') } });
      const at = latin1Text(pdf).indexOf('52 0 obj');
      return updated(pdf, { offsets: { 4: at } });
    },
  },
  {
    name: 'hide and replace: an object hidden behind another revision',
    forge: (p) => {
      const first = foreignPdf(p);
      const second = updated(first, { objects: { 60: content('Grade: A') } });
      return updated(second, { objects: { 3: changed(3, '/Contents 4', '/Contents 60') } });
    },
  },
]);

const annotation = (subtype: string, more = '') =>
  `<< /Type /Annot /Subtype /${subtype} /Rect [72 690 300 720] /P 3 0 R ${more} >>`;
const adds = (text: string, permission: Permission = { level: 3 }, more: Objects = {}) =>
  writes({ 3: changed(3, '28 0 R]', '28 0 R 40 0 R]'), 40: text, ...more }, permission);

/** Certification attacks (Mainka et al., S&P 2021): evil annotations and sneaky signatures. */
const annotations = attackRows('annotations', FORGED, [
  {
    name: 'text written over a page',
    forge: adds(annotation('FreeText', '/Contents (Grade: A) /DA (/F1 12 Tf)')),
  },
  {
    name: 'a stamp over a page',
    forge: adds(annotation('Stamp', '/AP << /N 41 0 R >>'), { level: 3 }, { 41: appearance('A') }),
  },
  { name: 'a redaction', forge: adds(annotation('Redact', '/OverlayText (A)')) },
  { name: 'a filled square', forge: adds(annotation('Square', '/IC [1 1 1]')) },
  { name: 'a line', forge: adds(annotation('Line', '/L [0 0 9 9]')) },
  { name: 'ink', forge: adds(annotation('Ink', '/InkList [[0 0 9 9]]')) },
  {
    name: 'a link',
    forge: adds(annotation('Link', '/A << /S /URI /URI (http://evil.example) >>')),
  },
  { name: 'an attached file', forge: adds(annotation('FileAttachment', '/FS 14 0 R')) },
  { name: 'a film', forge: adds(annotation('Screen')) },
  { name: 'a watermark', forge: adds(annotation('Watermark')) },
  {
    name: 'a comment with an action',
    forge: adds(annotation('Text', '/A << /S /JavaScript /JS (1) >>')),
  },
  { name: 'a comment in a hidden layer', forge: adds(annotation('Text', '/OC 18 0 R')) },
  {
    name: 'a comment where the signer permits forms alone',
    forge: adds(annotation('Text', '/Contents (hi)'), { level: 2 }),
  },
  {
    name: 'a comment where the signer permits nothing',
    forge: adds(annotation('Text', '/Contents (hi)'), { level: 1 }),
  },
  { name: 'a comment after an approval', forge: adds(annotation('Text', '/Contents (hi)'), {}) },
  {
    name: 'a comment changed where forms alone are permitted',
    forge: writes({ 28: annotation('Text', '/Contents (another)') }, { level: 2 }),
  },
  {
    name: 'a comment turned into text over the page',
    forge: writes({ 28: annotation('FreeText', '/Contents (A)') }, { level: 3 }),
  },
  { name: 'a widget removed', forge: writes({ 3: changed(3, ' 10 0 R', '') }, { level: 3 }) },
  {
    name: 'a visible signature over a certified page',
    forge: adds(
      '<< /FT /Sig /T (Sneaky) /Type /Annot /Subtype /Widget /Rect [72 690 300 720] /P 3 0 R /V 41 0 R /AP << /N 42 0 R >> >>',
      { level: 2 },
      {
        5: changed(5, '13 0 R]', '13 0 R 40 0 R]'),
        41: '<< /Type /Sig /Filter /X /SubFilter /ETSI.CAdES.detached >>',
        42: appearance('A'),
      },
    ),
    subIndication: 'FORMAT_FAILURE',
  },
  {
    name: 'a visible signature field without a signature',
    forge: adds(
      '<< /FT /Sig /T (Sneaky) /Type /Annot /Subtype /Widget /Rect [72 690 300 720] /P 3 0 R /AP << /N 42 0 R >> >>',
      { level: 2 },
      { 5: changed(5, '13 0 R]', '13 0 R 40 0 R]'), 42: appearance('A') },
    ),
  },
  {
    name: "a signature's own look changed",
    forge: writes({ 27: appearance('signed by Another') }, { level: 2 }),
  },
  {
    name: "a signature's place changed",
    forge: writes({ 6: changed(6, '[72 72 172 100]', '[0 0 595 842]') }, { level: 2 }),
  },
]);

export const updateAttacks: readonly ForeignAttack[] = [
  ...incrementalSaving,
  ...shadow,
  ...annotations,
];
