import {
  appearance,
  changed,
  documentObjects,
  foreignPdf,
  updated,
  type Permission,
} from '../../foreign/foreign-document.ts';
import type { ForeignPki } from '../../foreign/foreign-pki.ts';
import { certification } from '../../foreign/sign-foreign.ts';
import { type RevisionSpec, type StreamBody } from '../../pdf-builder.ts';
import { attackRows, type ForeignAttack } from '../attack.ts';

type Objects = Readonly<Record<number, string | StreamBody>>;

const FORGED = 'SIG_CONSTRAINTS_FAILURE';

function writes(objects: Objects, permission: Permission = {}, more: Partial<RevisionSpec> = {}) {
  return (pki: ForeignPki): Uint8Array =>
    updated(foreignPdf(pki, permission), { objects, ...more });
}

const filled: Objects = {
  10: changed(10, '(old)', '(new)').replace('/N 11', '/N 40'),
  40: appearance('new'),
};
const fieldMdp = (parameters: string) =>
  `/M (D:20261120100000Z) /Reference [<< /Type /SigRef /TransformMethod /FieldMDP /TransformParams << /Type /TransformParams /V /1.2 ${parameters} >> >>]`;
const lock = (entries: string): Permission => ({
  objects: { 6: changed(6, '/V 7', `/Lock << /Type /SigFieldLock ${entries} >> /V 7`) },
});
const scripted = '/AA << /K << /S /JavaScript /JS (1) >> >>';

/** What the signer forbade (ISO 32000-2 §12.8.2.2, §12.8.2.4). */
const permissions = attackRows('permissions', FORGED, [
  { name: 'a field filled where nothing is permitted', forge: writes(filled, { level: 1 }) },
  {
    name: 'a field filled that FieldMDP includes',
    forge: writes(filled, { more: fieldMdp('/Action /Include /Fields [(Name)]') }),
  },
  {
    name: 'a field filled that FieldMDP does not exclude',
    forge: writes(filled, { more: fieldMdp('/Action /Exclude /Fields [(Other)]') }),
  },
  {
    name: 'a field filled where FieldMDP locks all',
    forge: writes(filled, { more: fieldMdp('/Action /All') }),
  },
  {
    name: 'a field filled that /Lock includes',
    forge: writes(filled, lock('/Action /Include /Fields [(Name)]')),
  },
  {
    name: 'a field filled where /Lock permits nothing',
    forge: writes(filled, lock('/Action /Include /Fields [] /P 1')),
  },
  { name: 'a lock lifted', forge: writes({ 6: documentObjects[6]! }, lock('/Action /All')) },
  {
    name: 'an action of FieldMDP that nobody knows',
    subIndication: 'FORMAT_FAILURE',
    forge: (p) => foreignPdf(p, { more: fieldMdp('/Action /Some') }),
  },
  {
    name: 'a level that does not exist',
    subIndication: 'FORMAT_FAILURE',
    forge: (p) => foreignPdf(p, { level: 2, more: certification(4) }),
  },
  {
    name: 'a level by reference to a changed object',
    forge: writes(
      { 40: '3' },
      { level: 2, more: certification(2).replace('/P 2', '/P 40 0 R'), objects: { 40: '2' } },
    ),
  },
  { name: 'the certification taken back', forge: writes({ 1: documentObjects[1]! }, { level: 2 }) },
  {
    name: 'a field filled though the transform forbids it without /Perms',
    forge: writes(filled, { more: certification(1) }),
  },
  {
    name: 'another certification put in force',
    forge: writes(
      { 1: changed(1, '/Lang', '/Perms << /DocMDP 40 0 R >> /Lang'), 40: '<< /Type /Sig >>' },
      { level: 2 },
    ),
    subIndication: 'FORMAT_FAILURE',
  },
]);

/** Forms (§12.7): values, looks, actions. */
const formFields = attackRows('form fields', FORGED, [
  {
    name: 'a field filled that is read-only',
    forge: writes(
      { 10: changed(10, '(old)', '(new)').replace('/Tx', '/Tx /Ff 1') },
      { objects: { 10: changed(10, '/Tx', '/Tx /Ff 1') } },
    ),
  },
  {
    name: 'a check mark that shows the opposite',
    forge: writes({ 26: appearance('yes') }, { level: 2 }),
  },
  { name: 'a field moved', forge: writes({ 10: changed(10, '[72 500', '[72 690') }) },
  { name: 'a field hidden', forge: writes({ 10: changed(10, '/F 4', '/F 2') }) },
  {
    name: 'a field shown that was hidden',
    forge: writes({ 10: documentObjects[10]! }, { objects: { 10: changed(10, '/F 4', '/F 6') } }),
  },
  { name: 'a field of another type', forge: writes({ 10: changed(10, '/Tx', '/Ch') }) },
  { name: 'a field renamed', forge: writes({ 10: changed(10, '(Name)', '(Nom)') }) },
  {
    name: 'a field removed',
    forge: writes({ 5: changed(5, ' 10 0 R', ''), 3: changed(3, ' 10 0 R', '') }),
  },
  {
    name: 'a field added',
    forge: writes({
      5: changed(5, '13 0 R]', '13 0 R 40 0 R]'),
      40: changed(10, '(Name)', '(More)'),
    }),
  },
  {
    name: 'a field added under a name in use',
    forge: writes({
      5: changed(5, '13 0 R]', '13 0 R 40 0 R]'),
      40: changed(12, '(Second)', '(First)'),
    }),
  },
  {
    name: 'a field below another that is no signature',
    forge: writes({
      10: changed(10, '/V (old)', '/V (old) /Kids [40 0 R]'),
      40: '<< /FT /Tx /T (More) /Parent 10 0 R >>',
    }),
  },
  {
    name: 'a script in a field',
    forge: writes({ 10: changed(10, '/V (old)', `/V (old) ${scripted}`) }),
  },
  {
    name: 'an action on a field',
    forge: writes({ 10: changed(10, '/V (old)', '/V (old) /A << /S /URI /URI (x) >>') }),
  },
  {
    name: 'a calculation order',
    forge: writes({ 5: changed(5, '/SigFlags 3', '/SigFlags 3 /CO [10 0 R]') }),
  },
  { name: 'an XFA form', forge: writes({ 5: changed(5, '/SigFlags 3', '/SigFlags 3 /XFA (x)') }) },
  {
    name: 'the default look of fields changed',
    forge: writes({ 5: changed(5, '/Helv 0 Tf', '/Helv 0 Tf 1 g') }),
  },
  {
    name: 'the signature flags cleared',
    forge: writes({ 5: changed(5, '/SigFlags 3', '/SigFlags 0') }),
  },
  { name: 'a signature field emptied', forge: writes({ 6: changed(6, '/V 7 0 R', '') }) },
  {
    name: 'a signature value replaced',
    forge: writes({ 6: changed(6, '/V 7', '/V 40'), 40: '<< /Type /Sig >>' }),
    subIndication: 'FORMAT_FAILURE',
  },
  {
    name: 'a signature field filled with an old object',
    forge: writes(
      { 12: changed(12, '/P 3', '/V 50 0 R /P 3') },
      { objects: { 50: '<< /Type /Sig >>' } },
    ),
    subIndication: 'FORMAT_FAILURE',
  },
  {
    name: 'a value that leads to a changed object',
    forge: writes(
      { 40: '(new)' },
      { level: 1, objects: { 10: changed(10, '(old)', '40 0 R'), 40: '(old)' } },
    ),
  },
]);

/** What pages are drawn from and with. */
const pagesAndFonts = attackRows('pages and fonts', FORGED, [
  { name: 'the resources of a page', forge: writes({ 3: changed(3, '/F1 8 0 R', '/F1 29 0 R') }) },
  {
    name: 'a font file added',
    forge: writes({ 8: changed(8, '/Type1', '/Type1 /FontDescriptor 40 0 R'), 40: '<< >>' }),
  },
  {
    name: 'an encoding added to a font',
    forge: writes({ 8: changed(8, '/Type1', '/Type1 /Encoding << /Differences [65 /B] >>') }),
  },
  { name: 'the size of a page', forge: writes({ 3: changed(3, '842]', '100]') }) },
  { name: 'a page turned', forge: writes({ 3: changed(3, '/Contents', '/Rotate 180 /Contents') }) },
  {
    name: 'a page cropped',
    forge: writes({ 3: changed(3, '/Contents', '/CropBox [0 0 1 1] /Contents') }),
  },
  {
    name: 'another inherited resource',
    forge: writes({ 2: changed(2, '/Count 2', '/Count 2 /Resources << >>') }),
  },
  {
    name: 'an action when a page opens',
    forge: writes({
      3: changed(3, '/Contents', '/AA << /O << /S /JavaScript /JS (1) >> >> /Contents'),
    }),
  },
  {
    name: 'a page of the structure changed',
    forge: writes({ 21: changed(21, '/K 0', '/K 0 /ActualText (Grade: A)') }),
  },
  {
    name: 'an element taken out of the structure',
    forge: writes({ 20: changed(20, '/K 21 0 R', '/K []') }),
  },
  {
    name: 'an element with text added to the structure',
    forge: writes({
      20: changed(20, '/K 21 0 R', '/K [21 0 R 40 0 R]'),
      40: '<< /Type /StructElem /S /P /P 20 0 R /K 1 /ActualText (A) >>',
    }),
  },
  {
    name: 'an element given to old content',
    forge: writes({
      20: changed(20, '/K 21 0 R', '/K [21 0 R 40 0 R]'),
      40: '<< /Type /StructElem /S /Form /P 20 0 R /K << /Type /OBJR /Obj 10 0 R >> >>',
    }),
  },
  {
    name: 'the role of elements mapped',
    forge: writes({ 20: changed(20, '/K 21', '/RoleMap << /P /Artifact >> /K 21') }),
  },
]);

/** The catalog and what hangs on it. */
const catalog = attackRows('catalog', FORGED, [
  {
    name: 'an attachment replaced',
    forge: writes({ 15: { dict: '/Type /EmbeddedFile', data: '<grade>A</grade>' } }),
  },
  {
    name: 'an attachment pointed elsewhere',
    forge: writes({ 14: changed(14, '/F 15', '/F 40'), 40: { dict: '', data: 'A' } }),
  },
  {
    name: 'an attachment added',
    forge: writes({
      1: changed(1, '14 0 R] >>', '14 0 R (z) 40 0 R] >>'),
      40: '<< /Type /Filespec >>',
    }),
  },
  {
    name: 'an attachment removed',
    forge: writes({
      1: changed(1, '/Names << /EmbeddedFiles << /Names [(record.xml) 14 0 R] >> >>', ''),
    }),
  },
  {
    name: 'an associated file removed',
    forge: writes({ 1: changed(1, '/AF [14 0 R]', '/AF []') }),
  },
  {
    name: 'a script for the whole document',
    forge: writes({
      1: changed(
        1,
        '/Names <<',
        '/Names << /JavaScript << /Names [(x) << /S /JavaScript /JS (1) >>] >>',
      ),
    }),
  },
  {
    name: 'an action on opening',
    forge: writes({ 1: changed(1, '/Lang', '/OpenAction << /S /JavaScript /JS (1) >> /Lang') }),
  },
  {
    name: 'actions on closing and printing',
    forge: writes({ 1: changed(1, '/Lang', '/AA << /WP << /S /JavaScript /JS (1) >> >> /Lang') }),
  },
  { name: 'a bookmark retitled', forge: writes({ 17: changed(17, '(Grades)', '(Grades: A)') }) },
  { name: 'a bookmark pointed elsewhere', forge: writes({ 17: changed(17, '[3 0 R', '[23 0 R') }) },
  { name: 'page labels', forge: writes({ 1: changed(1, '/S /D', '/S /D /St 7') }) },
  { name: 'the language', forge: writes({ 1: changed(1, '/Lang (en)', '/Lang (th)') }) },
  {
    name: 'viewer preferences',
    forge: writes({ 1: changed(1, '/DisplayDocTitle true', '/DisplayDocTitle false') }),
  },
  {
    name: 'a collection',
    forge: writes({ 1: changed(1, '/Lang', '/Collection << /View /D >> /Lang') }),
  },
  {
    name: 'the title in the metadata',
    forge: writes({
      19: {
        dict: '/Type /Metadata /Subtype /XML',
        data: '<x:xmpmeta><dc:title>Diploma</dc:title></x:xmpmeta>',
      },
    }),
  },
  {
    name: 'the title in the information',
    forge: writes({ 30: '<< /Title (Diploma) /Author (Registrar) /Producer (A) >>' }),
  },
  {
    name: 'the author left out of the information',
    forge: writes({ 30: '<< /Title (Transcript) /Producer (A) >>' }),
  },
  { name: 'the metadata a number', forge: writes({ 19: '5' }) },
  {
    name: 'the document said not to be tagged',
    forge: writes({ 1: changed(1, '/Marked true', '/Marked false') }),
  },
  {
    name: 'the version lowered',
    forge: writes(
      { 1: changed(1, '/Lang', '/Version /1.4 /Lang') },
      { objects: { 1: changed(1, '/Lang', '/Version /2.0 /Lang') } },
    ),
  },
  {
    name: 'another permanent identifier',
    forge: writes({}, {}, { trailer: '/Info 30 0 R /ID [<0909> <0202>]' }),
  },
  {
    name: 'an unknown entry of the trailer',
    forge: writes({}, {}, { trailer: '/Info 30 0 R /Evil true /ID [<0101> <0202>]' }),
  },
  {
    name: 'the file declared encrypted',
    forge: writes(
      { 60: '<< /Filter /Standard /V 1 >>' },
      {},
      { trailer: '/Info 30 0 R /Encrypt 60 0 R /ID [<0101> <0202>]' },
    ),
    subIndication: 'FORMAT_FAILURE',
  },
]);

/** The document security store (EN 319 142-1 §5.4.2): evidence, and nothing but evidence. */
const store = (entries: string) => changed(1, '/Lang', `/DSS << ${entries} >> /Lang`);
const securityStore = attackRows('security store', FORGED, [
  {
    name: 'a page content as a certificate',
    forge: writes({ 1: store('/Certs [40 0 R]'), 40: { dict: '/Length1 5', data: 'x' } }),
  },
  {
    name: 'an old object as evidence, changed',
    forge: writes({ 1: store('/Certs [4 0 R]'), 4: { dict: '', data: 'BT (A) Tj ET' } }),
  },
  { name: 'evidence that is no stream', forge: writes({ 1: store('/CRLs [40 0 R]'), 40: '(x)' }) },
  { name: 'evidence written in place', forge: writes({ 1: store('/OCSPs [(x)]') }) },
  { name: 'an entry that nobody knows', forge: writes({ 1: store('/Pages 2 0 R') }) },
  {
    name: 'information under a name that is no digest',
    forge: writes({ 1: store('/VRI << /X << >> >>') }),
  },
  {
    name: 'information with more in it',
    forge: writes({ 1: store(`/VRI << /${'AB'.repeat(20)} << /Page 3 0 R >> >>`) }),
  },
  {
    name: 'evidence taken away',
    forge: writes(
      { 1: documentObjects[1]! },
      { objects: { 1: store('/CRLs [40 0 R]'), 40: { dict: '', data: 'x' } } },
    ),
  },
  {
    name: 'evidence replaced in place',
    forge: writes(
      { 40: { dict: '', data: 'y' } },
      { objects: { 1: store('/CRLs [40 0 R]'), 40: { dict: '', data: 'x' } } },
    ),
  },
  {
    name: 'a page that leads to evidence',
    forge: writes({
      1: store('/Certs [40 0 R]'),
      40: { dict: '', data: 'x' },
      3: changed(3, '/Contents 4', '/Contents 40'),
    }),
  },
  { name: 'the store a number', forge: writes({ 1: changed(1, '/Lang', '/DSS 5 /Lang') }) },
]);

export const contentAttacks: readonly ForeignAttack[] = [
  ...permissions,
  ...formFields,
  ...pagesAndFonts,
  ...catalog,
  ...securityStore,
];
