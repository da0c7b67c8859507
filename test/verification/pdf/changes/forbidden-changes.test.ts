import { describe, expect, it } from '@jest/globals';

import { parsePdf } from '../../../../src/formats/pdf/pdf-file.ts';
import type { ChangeClass } from '../../../../src/verification/pdf/changes/change-class.ts';
import { compareRevisions } from '../../../../src/verification/pdf/changes/compare-revisions.ts';
import { latin1Text } from '../../../../src/shared/bytes.ts';
import {
  appendRevision,
  replaceText,
  signatureValue,
  type RevisionSpec,
} from '../../../support/pdf-builder.ts';
import { ownPdf, sampleObjects, signedPdf } from '../../../support/signed-pdf.ts';

type Objects = NonNullable<RevisionSpec['objects']>;

/** The most permissive policy there is: what is OTHER here is OTHER everywhere. */
const policy = { ownDocument: false, docMdp: 3 } as const;

function classAfter(base: RevisionSpec, update: RevisionSpec): ChangeClass {
  const pdf = appendRevision(signedPdf(base), update);
  return compareRevisions(parsePdf(pdf), 0, policy).changesAfter;
}

const catalogWith = (entries: string): string => sampleObjects[1].replace('>>', `${entries} >>`);
const pageWith = (annotations: string): string => sampleObjects[3].replace('[6 0 R]', annotations);
const fieldsWith = (fields: string): string => `<< /Fields [${fields}] /SigFlags 3 >>`;
const evidence = { dict: '', data: '0 DER' };
const digest = '0123456789ABCDEF0123456789ABCDEF01234567';

const WIDGET = '/Type /Annot /Subtype /Widget /Rect [0 0 0 0] /P 3 0 R';
const stamp = `<< /FT /Sig /T (Stamp1) ${WIDGET} /V 41 0 R >>`;
const stampValue = signatureValue('/Type /DocTimeStamp /SubFilter /ETSI.RFC3161');
const comment = (subtype: string): string =>
  `<< /Type /Annot /Subtype /${subtype} /Rect [0 0 9 9] /P 3 0 R >>`;
const textField = `<< /FT /Tx /T (name) ${WIDGET} /V (old) >>`;

/** One row per rule, made so that this rule alone stands against the change. */
const rows: readonly [string, Objects, RevisionSpec][] = [
  [
    'a hidden object becomes a field',
    { 9: stamp.replace('41', '7') },
    { objects: { 5: fieldsWith('6 0 R 9 0 R') } },
  ],
  [
    'a field that is no signature',
    {},
    {
      objects: {
        5: fieldsWith('6 0 R 40 0 R'),
        40: stamp.replace('/Sig', '/Tx').replace('/V 41 0 R', ''),
        41: stampValue,
      },
    },
  ],
  [
    'a signature field without a widget',
    {},
    {
      objects: {
        5: fieldsWith('6 0 R 40 0 R'),
        40: stamp.replace('/Widget', '/Link'),
        41: stampValue,
      },
    },
  ],
  [
    'a signature field with an empty list of widgets',
    {},
    {
      objects: {
        5: fieldsWith('6 0 R 40 0 R'),
        40: stamp.replace('/V 41 0 R', '/Kids []'),
        41: stampValue,
      },
    },
  ],
  [
    'a signature field under a name in use',
    {},
    {
      objects: {
        5: fieldsWith('6 0 R 40 0 R'),
        40: stamp.replace('Stamp1', 'Signature1'),
        41: stampValue,
      },
    },
  ],
  [
    'a signature field without a name',
    {},
    {
      objects: {
        5: fieldsWith('6 0 R 40 0 R'),
        40: stamp.replace('/T (Stamp1)', ''),
        41: stampValue,
      },
    },
  ],
  [
    'a signature with an unknown entry',
    {},
    {
      objects: {
        5: fieldsWith('6 0 R 40 0 R'),
        40: stamp,
        41: stampValue.replace('/Filter', '/X 1 /Filter'),
      },
    },
  ],
  ['the form is removed', {}, { objects: { 1: sampleObjects[1].replace('/AcroForm 5 0 R', '') } }],
  [
    'a date in a signed field',
    {},
    { objects: { 6: sampleObjects[6].replace('/V', '/M (D:2026) /V') } },
  ],
  [
    'a comment becomes another kind',
    { 3: pageWith('[6 0 R 15 0 R]'), 15: comment('Text') },
    { objects: { 15: comment('Highlight') } },
  ],
  [
    'comments are reordered',
    { 3: pageWith('[15 0 R 16 0 R]'), 15: comment('Text'), 16: comment('Text') },
    { objects: { 3: pageWith('[16 0 R 15 0 R]') } },
  ],
  ['annotations become a text', {}, { objects: { 3: pageWith('(none)') } }],
  [
    'an appearance that is a number',
    { 5: fieldsWith('6 0 R 10 0 R'), 10: textField },
    { objects: { 10: textField.replace('/V', '/AP 5 /V') } },
  ],
  [
    'an appearance under an unknown key',
    { 5: fieldsWith('6 0 R 10 0 R'), 10: textField },
    { objects: { 10: textField.replace('/V', '/AP << /X 5 >> /V') } },
  ],
  [
    'an appearance that is a text',
    { 5: fieldsWith('6 0 R 10 0 R'), 10: textField },
    { objects: { 10: textField.replace('/V', '/AP << /N 15 0 R >> /V'), 15: '(x)' } },
  ],
  ['another catalog', { 9: sampleObjects[1] }, { root: '9 0 R' }],
  [
    'a catalog with a key twice',
    { 9: sampleObjects[2] },
    { objects: { 1: catalogWith('/Pages 9 0 R') } },
  ],
  [
    'extensions are removed',
    { 1: catalogWith('/Extensions << /ESIC << /ExtensionLevel 1 >> >>') },
    { objects: { 1: sampleObjects[1] } },
  ],
  [
    'metadata of another type',
    {},
    { objects: { 1: catalogWith('/Metadata 15 0 R'), 15: { dict: '/Subtype /XML', data: '' } } },
  ],
  [
    'metadata with more in it',
    {},
    {
      objects: {
        1: catalogWith('/Metadata 15 0 R'),
        15: { dict: '/Type /Metadata /X 1', data: '' },
      },
    },
  ],
  [
    'a lower version',
    { 1: catalogWith('/Version /2.0') },
    { objects: { 1: catalogWith('/Version /1.4') } },
  ],
  ['a version that is none', {}, { objects: { 1: catalogWith('/Version /9.9') } }],
  ['validation data that is a number', {}, { objects: { 1: catalogWith('/DSS 5') } }],
  ['validation data with an unknown entry', {}, { objects: { 1: catalogWith('/DSS << /X 1 >>') } }],
  ['validation data that is no list', {}, { objects: { 1: catalogWith('/DSS << /Certs (x) >>') } }],
  [
    'validation data written in place',
    {},
    { objects: { 1: catalogWith('/DSS << /Certs [1] >>') } },
  ],
  [
    'validation information that is a number',
    {},
    { objects: { 1: catalogWith('/DSS << /VRI 5 >>') } },
  ],
  [
    'validation information with an unknown entry',
    {},
    { objects: { 1: catalogWith(`/DSS << /VRI << /${digest} << /X 1 >> >> >>`) } },
  ],
  [
    'validation data disappears',
    { 1: catalogWith('/DSS << /Certs [9 0 R] >>'), 9: evidence },
    { objects: { 1: catalogWith('/DSS << /Certs [] >>') } },
  ],
  [
    'validation information disappears',
    { 1: catalogWith(`/DSS << /VRI << /${digest} << >> >> >>`) },
    { objects: { 1: catalogWith('/DSS << /VRI << >> >>') } },
  ],
];

describe('compareRevisions: forbidden even with every permission', () => {
  it.each(rows)('%s', (_title, objects, update) => {
    expect(classAfter({ objects }, update)).toBe('OTHER');
  });

  it('an update of a document in which something cannot be read', () => {
    const damaged = { dict: '/Length 3', data: 'BT ET' };
    expect(classAfter({}, { objects: { 9: 'null' } })).toBe('NONE');
    expect(classAfter({}, { objects: { 4: damaged } })).toBe('OTHER');
    const nameless = { objects: { 4: '<< /A' } };
    expect(classAfter(nameless, { objects: { 9: 'null' } })).toBe('OTHER');
  });

  it('an update of a document with a damaged stream only where something leads through it', () => {
    const damaged = { dict: '/Length 3 /Resources 9 0 R', data: 'BT ET' };
    const base = { objects: { 4: damaged, 9: '<< >>' } };
    expect(classAfter(base, { objects: { 10: 'null' } })).toBe('NONE');
    expect(classAfter(base, { objects: { 9: '<< /Font 8 0 R >>' } })).toBe('OTHER');
  });

  it('an update that lists objects beyond its size', () => {
    const grown = appendRevision(signedPdf(), { objects: { 9: 'null' } });
    const pdf = replaceText(grown, '/Size 10', '/Size 09');
    expect(compareRevisions(parsePdf(pdf), 0, policy).changesAfter).toBe('OTHER');
  });

  it('another permanent identifier, but not another changing one', () => {
    const base = { trailer: '/ID [<01> <01>]' };
    expect(classAfter(base, { trailer: '/ID [<01> <02>]' })).toBe('NONE');
    expect(classAfter(base, { trailer: '/ID [<02> <01>]' })).toBe('OTHER');
    expect(classAfter(base, { trailer: '/ID [<01>]' })).toBe('OTHER');
    expect(classAfter(base, {})).toBe('OTHER');
    expect(classAfter({}, { trailer: '/ID [<01> <02>]' })).toBe('NONE');
  });

  it('a hybrid revision, which old and new readers would see differently', () => {
    const base = ownPdf();
    const offset = latin1Text(base).lastIndexOf('99 0 obj');
    const pdf = appendRevision(base, { trailer: `/XRefStm ${offset}` });
    expect(compareRevisions(parsePdf(pdf), 0, policy).changesAfter).toBe('OTHER');
  });

  it('validation data that is replaced, unless by the same', () => {
    const base = { objects: { 1: catalogWith('/DSS << /Certs [9 0 R] >>'), 9: evidence } };
    const replacedBy = (data: string): ChangeClass =>
      classAfter(base, {
        objects: { 1: catalogWith('/DSS << /Certs [10 0 R] >>'), 10: { dict: '', data } },
      });
    expect(replacedBy('0 DER')).toBe('LTV_UPDATES');
    expect(replacedBy('1 DER')).toBe('OTHER');
    expect(classAfter(base, { objects: { 9: { dict: '', data: '1 DER' } } })).toBe('OTHER');
  });
});
