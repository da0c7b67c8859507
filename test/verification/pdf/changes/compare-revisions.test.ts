import { describe, expect, it } from '@jest/globals';

import { parsePdf } from '../../../../src/formats/pdf/pdf-file.ts';
import type {
  ChangeClass,
  ChangePolicy,
  RevisionComparison,
} from '../../../../src/verification/pdf/changes/change-class.ts';
import { compareRevisions } from '../../../../src/verification/pdf/changes/compare-revisions.ts';
import { latin1Bytes, concatBytes } from '../../../../src/shared/bytes.ts';
import { appendRevision, signatureValue, type RevisionSpec } from '../../../support/pdf-builder.ts';
import { ownPdf, sampleObjects, signedPdf } from '../../../support/signed-pdf.ts';
import { cpuSeconds } from '../../../support/cpu-seconds.ts';

const own: ChangePolicy = { ownDocument: true, docMdp: 2 };
const certified: ChangePolicy = { ownDocument: false, docMdp: 2 };
const approved: ChangePolicy = { ownDocument: false, docMdp: null };

function compare(pdf: Uint8Array, policy: ChangePolicy, index = 0): RevisionComparison {
  return compareRevisions(parsePdf(pdf), index, policy);
}

/** The class of one update to the sample document under a policy. */
function classOf(update: RevisionSpec, policy = certified, base = signedPdf()): ChangeClass {
  return compare(appendRevision(base, update), policy).changesAfter;
}

const evidence = { dict: '', data: '0 DER' };
const catalogWith = (entries: string): string => sampleObjects[1].replace('>>', `${entries} >>`);
const pageWith = (from: string, to: string): string => sampleObjects[3].replace(from, to);

const securityStore: RevisionSpec = {
  objects: {
    1: catalogWith(
      '/DSS 30 0 R /Extensions << /ESIC << /Type /DeveloperExtensions /BaseVersion /1.7 /ExtensionLevel 5 >> >>',
    ),
    30: '<< /Type /DSS /Certs [31 0 R] /OCSPs [32 0 R] /CRLs [] /VRI << /0123456789ABCDEF0123456789ABCDEF01234567 << /Type /VRI /Cert [31 0 R] /OCSP [32 0 R] /TU (D:20261124Z) >> >> >>',
    31: evidence,
    32: evidence,
  },
};

const TIME_STAMP = '/Type /DocTimeStamp /SubFilter /ETSI.RFC3161';
const stampWidget =
  '<< /FT /Sig /T (Stamp1) /Type /Annot /Subtype /Widget /F 132 /Rect [0 0 0 0] /P 3 0 R /V 41 0 R >>';
const timeStamp: RevisionSpec = {
  objects: {
    3: pageWith('[6 0 R]', '[6 0 R 40 0 R]'),
    5: '<< /Fields [6 0 R 40 0 R] /SigFlags 3 >>',
    40: stampWidget,
    41: signatureValue(TIME_STAMP),
  },
};

describe('compareRevisions: archival updates', () => {
  it('sees no change in the newest revision', () => {
    for (const policy of [own, certified, approved]) {
      expect(compare(signedPdf(), policy)).toEqual({ changesAfter: 'NONE', findings: [] });
    }
  });

  it.each([
    ['a document security store', securityStore],
    ['a document time-stamp', timeStamp],
    ['the same with a cross-reference stream', { ...securityStore, xref: 'stream' as const }],
    [
      'the same in an object stream',
      { ...timeStamp, xref: 'stream' as const, compressed: { container: 50, numbers: [3, 5, 40] } },
    ],
  ])('knows %s, whoever issued the document', (_title, update) => {
    for (const policy of [own, certified, approved, { ...certified, docMdp: 1 as const }]) {
      expect(classOf(update, policy)).toBe('LTV_UPDATES');
    }
  });

  it('knows all of it, one after the other, on a document as we issue it', () => {
    const pdf = ownPdf();
    const catalog = /1 0 obj\n(.*)\nendobj/.exec(new TextDecoder('latin1').decode(pdf))![1]!;
    const withStore = (extra: string): string => catalog.replace(/>>$/, `/DSS ${extra} >>`);
    const update = (objects: RevisionSpec['objects'], pdfBefore: Uint8Array): Uint8Array =>
      appendRevision(pdfBefore, { objects: objects!, xref: 'stream', xrefNumber: 90 });
    const longTerm = update(
      { 1: withStore('30 0 R'), 30: '<< /Certs [31 0 R] >>', 31: evidence },
      pdf,
    );
    const archived = update(timeStamp.objects, longTerm);
    const renewed = update({ 30: '<< /Certs [31 0 R 33 0 R] >>', 33: evidence }, archived);
    const { changesAfter, findings } = compare(renewed, own);
    expect(findings.filter(({ changeClass }) => changeClass === 'OTHER')).toEqual([]);
    expect(changesAfter).toBe('LTV_UPDATES');
  });

  it('accepts a store that grows by lists in objects of their own', () => {
    const first = appendRevision(signedPdf(), {
      objects: {
        1: catalogWith('/DSS 30 0 R'),
        30: '<< /Certs 33 0 R >>',
        31: evidence,
        33: '[31 0 R]',
      },
    });
    const second = appendRevision(first, {
      objects: { 30: '<< /Certs 34 0 R >>', 34: '[31 0 R 32 0 R]', 32: evidence },
    });
    expect(compare(second, own, 0).changesAfter).toBe('LTV_UPDATES');
    expect(compare(second, own, 1).changesAfter).toBe('LTV_UPDATES');
  });

  it('accepts a widget that is a child of its field', () => {
    const update = {
      objects: {
        ...timeStamp.objects,
        3: pageWith('[6 0 R]', '[6 0 R 42 0 R]'),
        40: '<< /FT /Sig /T (Stamp1) /V 41 0 R /Kids [42 0 R] >>',
        42: '<< /Type /Annot /Subtype /Widget /Rect [10 10 90 90] /F 2 /P 3 0 R /Parent 40 0 R >>',
      },
    };
    expect(classOf(update, own)).toBe('LTV_UPDATES');
  });

  it('accepts lists of annotations and fields in objects of their own', () => {
    const base = signedPdf({
      objects: {
        3: pageWith('[6 0 R]', '9 0 R'),
        5: '<< /Fields 10 0 R /SigFlags 3 >>',
        9: '[6 0 R]',
        10: '[6 0 R]',
      },
    });
    const objects = {
      9: '[6 0 R 40 0 R]',
      10: '[6 0 R 40 0 R]',
      40: stampWidget,
      41: signatureValue(TIME_STAMP),
    };
    expect(classOf({ objects }, own, base)).toBe('LTV_UPDATES');
  });

  it.each<[string, RevisionSpec]>([
    [
      'a store with an unknown entry',
      { objects: { 1: catalogWith('/DSS << /Evil 31 0 R >>'), 31: evidence } },
    ],
    [
      'a certificate that is no stream',
      { objects: { 1: catalogWith('/DSS << /Certs [31 0 R] >>'), 31: '<< >>' } },
    ],
    [
      'a certificate with resources',
      {
        objects: {
          1: catalogWith('/DSS << /Certs [31 0 R] >>'),
          31: { dict: '/Resources 8 0 R', data: '' },
        },
      },
    ],
    [
      'a store instead of the page content',
      { objects: { 1: catalogWith('/DSS << /Certs [4 0 R] >>'), 4: evidence } },
    ],
    [
      'information on a signature under no digest',
      { objects: { 1: catalogWith('/DSS << /VRI << /X << >> >> >>') } },
    ],
    [
      'an unknown extension',
      {
        objects: {
          1: catalogWith('/Extensions << /EVIL << /BaseVersion /1.7 /ExtensionLevel 1 >> >>'),
        },
      },
    ],
    [
      'an extension with more in it',
      { objects: { 1: catalogWith('/Extensions << /ESIC << /BaseVersion << >> >> >>') } },
    ],
    [
      'a time-stamp that shows',
      { objects: { ...timeStamp.objects, 40: stampWidget.replace('[0 0 0 0]', '[0 0 99 99]') } },
    ],
    [
      'a time-stamp with an action',
      {
        objects: {
          ...timeStamp.objects,
          40: stampWidget.replace('/F 132', '/A << /S /JavaScript /JS (x) >>'),
        },
      },
    ],
    [
      'a time-stamp under a name in use',
      { objects: { ...timeStamp.objects, 40: stampWidget.replace('Stamp1', 'Signature1') } },
    ],
    ['a field without a signature', { objects: { ...timeStamp.objects, 41: 'null' } }],
    [
      'a field that borrows the old signature',
      { objects: { ...timeStamp.objects, 40: stampWidget.replace('41 0 R', '7 0 R') } },
    ],
    [
      'a text field',
      { objects: { ...timeStamp.objects, 40: stampWidget.replace('/FT /Sig', '/FT /Tx') } },
    ],
    ['signature flags that were cleared', { objects: { 5: '<< /Fields [6 0 R] /SigFlags 0 >>' } }],
    [
      'another permanent identifier',
      { objects: { 9: 'null' }, trailer: '/ID [<01> <02>] /DocChecksum /X' },
    ],
  ])('does not know %s', (_title, update) => {
    for (const policy of [own, certified]) expect(classOf(update, policy)).toBe('OTHER');
  });

  it('does not let evidence disappear', () => {
    const first = appendRevision(signedPdf(), securityStore);
    const without = (entry: string): Uint8Array =>
      appendRevision(first, { objects: { 30: `<< /Certs [31 0 R] ${entry} >>` } });
    expect(compare(without('/OCSPs []'), certified, 1).changesAfter).toBe('OTHER');
    const removed = appendRevision(first, { objects: { 1: sampleObjects[1] } });
    expect(compare(removed, certified, 1).changesAfter).toBe('OTHER');
  });
});

describe('compareRevisions: what the attacks of the literature change', () => {
  const text = { dict: '', data: 'BT /F1 12 Tf 72 700 Td (Grade: A) Tj ET' };

  it.each<[string, RevisionSpec]>([
    ['page content (incremental saving)', { objects: { 4: text } }],
    ['the page', { objects: { 3: pageWith('4 0 R', '9 0 R'), 9: text } }],
    [
      'the page tree',
      { objects: { 2: '<< /Type /Pages /Kids [9 0 R] /Count 1 >>', 9: sampleObjects[3] } },
    ],
    [
      'the catalog’s page tree',
      {
        objects: {
          1: sampleObjects[1].replace('2 0 R', '9 0 R'),
          9: '<< /Type /Pages /Kids [] /Count 0 >>',
        },
      },
    ],
    [
      'the catalog itself',
      {
        objects: { 9: sampleObjects[1].replace('2 0 R', '10 0 R'), 10: sampleObjects[2] },
        root: '9 0 R',
      },
    ],
    [
      'a font (shadow replace)',
      { objects: { 8: '<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>' } },
    ],
    ['the signature', { objects: { 7: signatureValue() } }],
    [
      'the appearance of the signature',
      {
        objects: {
          6: sampleObjects[6].replace('/V', '/AP << /N 9 0 R >> /V'),
          9: { dict: '/Type /XObject /Subtype /Form', data: '' },
        },
      },
    ],
    [
      'the place of the signature',
      { objects: { 6: sampleObjects[6].replace('[0 0 0 0]', '[0 0 300 300]') } },
    ],
    ['the list of fields', { objects: { 5: '<< /Fields [] /SigFlags 3 >>' } }],
    ['the form', { objects: { 5: '<< /Fields [6 0 R] /SigFlags 3 /NeedAppearances true >>' } }],
    [
      'an action on opening',
      { objects: { 1: catalogWith('/OpenAction << /S /JavaScript /JS (x) >>') } },
    ],
    ['layers', { objects: { 1: catalogWith('/OCProperties << >>') } }],
    ['permissions', { objects: { 1: catalogWith('/Perms << /DocMDP 7 0 R >>') } }],
    ['a freed object (shadow hide)', { objects: {}, free: [4] }],
    [
      'a free-text annotation (evil annotation)',
      {
        objects: {
          3: pageWith('[6 0 R]', '[6 0 R 9 0 R]'),
          9: '<< /Type /Annot /Subtype /FreeText /Rect [0 0 99 99] /Contents (A) >>',
        },
      },
    ],
    ['an annotation less', { objects: { 3: pageWith('/Annots [6 0 R]', '/Annots []') } }],
    ['the trailer', { objects: {}, trailer: '/Evil true' }],
  ])('is OTHER: %s', (_title, update) => {
    for (const policy of [own, certified, approved, { ...certified, docMdp: 3 as const }]) {
      expect(classOf(update, policy)).toBe('OTHER');
    }
  });

  it('is OTHER: content that waited in the signed revision (shadow hide and replace)', () => {
    const base = signedPdf({ objects: { 60: text } });
    const at = new TextDecoder('latin1').decode(base).indexOf('60 0 obj');
    const waiting = concatBytes(base);
    waiting.set(latin1Bytes(' 4 0 obj'), at);
    const update = { objects: {}, offsets: { 4: at + 1 } };
    expect(classOf(update, certified, waiting)).toBe('OTHER');
  });

  it('is OTHER: an object stream that was replaced under the objects in it', () => {
    const base = ownPdf();
    const swapped = appendRevision(base, {
      xref: 'stream',
      xrefNumber: 90,
      objects: { 21: 'null' },
      compressed: { container: 20, numbers: [] },
    });
    for (const policy of [own, certified])
      expect(compare(swapped, policy).changesAfter).toBe('OTHER');
  });

  it('is OTHER: a claimed object that stands in another place too', () => {
    const base = signedPdf({
      objects: { 3: pageWith('/Contents 4 0 R', '/Contents [4 0 R 31 0 R]') },
    });
    expect(classOf(securityStore, certified, base)).toBe('OTHER');
    expect(classOf(securityStore, certified)).toBe('LTV_UPDATES');
  });

  it('is OTHER: a rewritten object under another generation', () => {
    const pdf = appendRevision(signedPdf(), { objects: { 4: text } });
    const altered = new TextDecoder('latin1').decode(pdf);
    const at = altered.lastIndexOf('00000 n');
    const raised = concatBytes(pdf);
    raised.set(latin1Bytes('00001 n'), at);
    expect(compare(raised, certified).changesAfter).toBe('OTHER');
  });

  it('is OTHER on our documents only: what nothing refers to', () => {
    const unreferenced = { objects: { 70: text } };
    expect(classOf(unreferenced, certified)).toBe('NONE');
    expect(classOf(unreferenced, own)).toBe('OTHER');
    expect(classOf({ objects: {}, free: [70] }, certified)).toBe('NONE');
  });

  it('is bytes between objects, and on our documents comments too', () => {
    const hidden = { ...securityStore, prefix: '\n70 0 obj null endobj\n' };
    expect(classOf(hidden, certified)).toBe('OTHER');
    expect(classOf(hidden, own)).toBe('OTHER');
    const commented = { ...securityStore, prefix: '\n%comment\n' };
    expect(classOf(commented, certified)).toBe('LTV_UPDATES');
    expect(classOf(commented, own)).toBe('OTHER');
    const another = { ...securityStore, prefix: '\n%PDF-1.7\n' };
    expect(classOf(another, certified)).toBe('OTHER');
    expect(classOf({ ...securityStore, prefix: '' }, own)).toBe('LTV_UPDATES');
  });

  it('is OTHER on our documents only: objects that were written again unchanged', () => {
    const again = { objects: { 4: sampleObjects[4] } };
    expect(classOf(again, certified)).toBe('NONE');
    expect(classOf(again, own)).toBe('OTHER');
  });
});

describe('compareRevisions: form filling', () => {
  const textField =
    '<< /FT /Tx /T (name) /Type /Annot /Subtype /Widget /Rect [0 0 9 9] /P 3 0 R /V (old) /AP << /N 11 0 R >> >>';
  const appearance = { dict: '/Type /XObject /Subtype /Form /BBox [0 0 9 9]', data: '' };
  const form = signedPdf({
    objects: {
      3: pageWith('[6 0 R]', '[6 0 R 10 0 R 12 0 R]'),
      5: '<< /Fields [6 0 R 10 0 R 12 0 R] /SigFlags 3 >>',
      10: textField,
      11: appearance,
      12: '<< /FT /Sig /T (Second) /Type /Annot /Subtype /Widget /F 4 /Rect [0 0 9 9] /P 3 0 R >>',
    },
  });
  const newer = { ...appearance, data: 'BT ET' };
  const filled = textField.replace('old', 'new');

  it.each<[string, RevisionSpec]>([
    ['a value', { objects: { 10: filled } }],
    [
      'a value and a new appearance',
      { objects: { 10: filled.replace('11 0 R', '15 0 R'), 15: newer } },
    ],
    [
      'an appearance with resources of its own',
      {
        objects: {
          10: filled.replace('11 0 R', '15 0 R'),
          15: { ...newer, dict: `${newer.dict} /Resources << /Font << /F 16 0 R >> >>` },
          16: '<< /Type /Font >>',
        },
      },
    ],
    ['a value with its appearance in place', { objects: { 10: filled, 11: newer } }],
    [
      'a second signature',
      {
        objects: {
          12: '<< /FT /Sig /T (Second) /Type /Annot /Subtype /Widget /F 132 /Rect [0 0 9 9] /P 3 0 R /V 15 0 R /AP << /N 16 0 R >> >>',
          15: signatureValue(),
          16: newer,
        },
      },
    ],
    [
      'a value, with the metadata',
      {
        objects: {
          10: filled,
          1: catalogWith('/Metadata 15 0 R /Version /2.0'),
          15: { dict: '/Type /Metadata /Subtype /XML', data: '<x/>' },
        },
      },
    ],
  ])('knows %s', (_title, update) => {
    expect(classOf(update, certified, form)).toBe('FORM_FILLING');
    expect(classOf(update, approved, form)).toBe('FORM_FILLING');
    expect(classOf(update, own, form)).toBe('OTHER');
  });

  it.each<[string, RevisionSpec]>([
    ['another appearance of the same value', { objects: { 11: newer } }],
    ['a field of another kind', { objects: { 10: filled.replace('/Tx', '/Btn') } }],
    ['a field of another name', { objects: { 10: filled.replace('(name)', '(Name)') } }],
    ['a field elsewhere', { objects: { 10: filled.replace('[0 0 9 9]', '[0 0 99 99]') } }],
    ['an action', { objects: { 10: filled.replace('/V', '/AA << >> /V') } }],
    [
      'an old font in an appearance',
      {
        objects: {
          10: filled.replace('11 0 R', '15 0 R'),
          15: { ...newer, dict: `${newer.dict} /Resources << /Font << /F 8 0 R >> >>` },
          8: '<< /Type /Font /BaseFont /Symbol >>',
        },
      },
    ],
    ['a key twice', { objects: { 10: filled.replace('/V', '/V (other) /V') } }],
  ])('does not know %s', (_title, update) => {
    expect(classOf(update, certified, form)).toBe('OTHER');
  });

  it('does not fill in what is read-only, a push button or locked', () => {
    const withFlags = (flags: string): ChangeClass => {
      const base = signedPdf({
        objects: { 5: '<< /Fields [6 0 R 10 0 R] >>', 10: textField.replace('/V', `${flags} /V`) },
      });
      return classOf({ objects: { 10: filled.replace('/V', `${flags} /V`) } }, certified, base);
    };
    expect([withFlags('/Ff 0'), withFlags('/Ff 1')]).toEqual(['FORM_FILLING', 'OTHER']);
    const lock = { source: 'FieldMDP', permissions: null } as const;
    const locked = (action: 'All' | 'Include' | 'Exclude', fields: string[]): ChangeClass =>
      classOf(
        { objects: { 10: filled } },
        { ...certified, fieldLocks: [{ ...lock, action, fields }] },
        form,
      );
    expect(locked('All', [])).toBe('OTHER');
    expect([locked('Include', ['name']), locked('Include', ['other'])]).toEqual([
      'OTHER',
      'FORM_FILLING',
    ]);
    expect([locked('Exclude', ['name']), locked('Exclude', ['other'])]).toEqual([
      'FORM_FILLING',
      'OTHER',
    ]);
  });

  it('lets a visible signature follow an approval, never a certification', () => {
    const visible = {
      objects: {
        ...timeStamp.objects,
        40: stampWidget.replace('[0 0 0 0]', '[0 0 99 99]'),
        41: signatureValue(),
      },
    };
    expect(classOf(visible, approved)).toBe('FORM_FILLING');
    expect(classOf(visible, certified)).toBe('OTHER');
  });

  it('counts only dates and producers as housekeeping', () => {
    const info = (text: string): RevisionSpec => ({ objects: { 9: text }, trailer: '/Info 9 0 R' });
    const base = signedPdf({ objects: { 9: '<< /Title (T) >>' }, trailer: '/Info 9 0 R' });
    expect(classOf(info('<< /Title (T) /ModDate (D:2026) >>'), certified, base)).toBe(
      'LTV_UPDATES',
    );
    expect(classOf(info('<< /Title (T) /Trapped /True >>'), certified, base)).toBe('FORM_FILLING');
    expect(classOf(info('<< /Title (U) >>'), certified, base)).toBe('OTHER');
    expect(classOf(info('<< /Title 4 0 R >>'), certified, base)).toBe('OTHER');
    expect(classOf(info('<< /Title (T) /ModDate (D:2026) >>'), own, base)).toBe('OTHER');
  });
});

describe('compareRevisions: comments', () => {
  const comment =
    '<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /P 3 0 R /Contents (why) /Popup 16 0 R >>';
  const popup = '<< /Type /Annot /Subtype /Popup /Rect [0 0 9 9] /Parent 15 0 R >>';
  const commented: RevisionSpec = {
    objects: { 3: pageWith('[6 0 R]', '[6 0 R 15 0 R 16 0 R]'), 15: comment, 16: popup },
  };

  it('knows comments that were added, changed and removed', () => {
    expect(classOf(commented)).toBe('ANNOTATIONS');
    const first = appendRevision(signedPdf(), commented);
    const changed = appendRevision(first, { objects: { 15: comment.replace('why', 'because') } });
    const removed = appendRevision(first, { objects: { 3: sampleObjects[3] } });
    expect(compare(changed, certified, 1).changesAfter).toBe('ANNOTATIONS');
    expect(compare(removed, certified, 1).changesAfter).toBe('ANNOTATIONS');
    expect(classOf(commented, own)).toBe('OTHER');
  });

  it.each(['/A << /S /URI >>', '/AA << >>', '/FS 8 0 R'])(
    'does not know a comment with %s',
    (extra) => {
      const objects = { ...commented.objects, 15: comment.replace('/P', `${extra} /P`) };
      expect(classOf({ objects })).toBe('OTHER');
    },
  );
});

describe('compareRevisions: size', () => {
  it('does not need more than linear time for a thousand revisions', () => {
    let pdf: Uint8Array = signedPdf();
    const parts: Uint8Array[] = [pdf];
    let length = pdf.length;
    let previous = Number(/startxref\n(\d+)/.exec(new TextDecoder('latin1').decode(pdf))![1]);
    for (let index = 0; index < 1000; index++) {
      const body = `\n1 0 obj\n${catalogWith(`/DSS << /Certs [${Array.from({ length: Math.min(index + 1, 5) }, (_, item) => `${100 + item} 0 R`).join(' ')}] >>`)}\nendobj\n`;
      const certificate = `${100 + index} 0 obj\n<< /Length 1 >>\nstream\n0\nendstream\nendobj\n`;
      const xref = length + body.length + certificate.length;
      const line = (offset: number): string => `${String(offset).padStart(10, '0')} 00000 n \n`;
      const tail = `xref\n1 1\n${line(length + 1)}${100 + index} 1\n${line(length + body.length)}trailer\n<< /Size ${101 + index} /Root 1 0 R /Prev ${previous} >>\nstartxref\n${xref}\n%%EOF`;
      const part = latin1Bytes(body + certificate + tail);
      parts.push(part);
      previous = xref;
      length += part.length;
    }
    pdf = concatBytes(...parts);
    const seconds = cpuSeconds(() => {
      const file = parsePdf(pdf);
      expect(file.revisions).toHaveLength(1001);
      expect(compareRevisions(file, 0, certified).changesAfter).toBe('LTV_UPDATES');
    });
    expect(seconds).toBeLessThan(20);
  });
});
