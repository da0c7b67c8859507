import { describe, expect, it } from '@jest/globals';

import { parsePdf } from '../../../src/formats/pdf/pdf-file.ts';
import { isPdfStream, type PdfValue } from '../../../src/formats/pdf/pdf-value.ts';
import { concatBytes, latin1Bytes, latin1Text } from '../../../src/shared/bytes.ts';
import { formatErrorCode } from '../../support/format-error-code.ts';
import {
  appendRevision,
  buildPdf,
  replaceText,
  type RevisionSpec,
} from '../../support/pdf-builder.ts';
import { ownPdf, sampleObjects, signedPdf } from '../../support/signed-pdf.ts';

const base: RevisionSpec = { objects: sampleObjects };

function ref(number: number, generation = 0): PdfValue {
  return { type: 'ref', number, generation };
}

function codeOf(pdf: Uint8Array): string | undefined {
  return formatErrorCode(() => parsePdf(pdf));
}

describe('parsePdf', () => {
  it('reads tables and streams alike', () => {
    for (const pdf of [signedPdf(), ownPdf()]) {
      const file = parsePdf(pdf);
      expect(file.revisions).toHaveLength(1);
      expect(file.newest).toMatchObject({ eofOffset: pdf.length, endOffset: pdf.length });
      expect(file.newest.resolve(ref(8))).toEqual(expect.objectContaining({ type: 'dict' }));
      expect(file.newest.resolve(ref(77))).toBeNull();
      expect(file.newest.resolve(ref(8, 1))).toBeNull();
    }
  });

  it('shows each revision as it was', () => {
    const first = buildPdf(base);
    const content = { dict: '', data: 'BT (Grade: A) Tj ET' };
    const second = appendRevision(first, { objects: { 4: content, 9: '(new)' }, free: [8] });
    const file = parsePdf(second);
    const textIn = (index: number): string => {
      const revision = file.revisions[index]!;
      const stream = revision.resolve(ref(4));
      return isPdfStream(stream) ? latin1Text(revision.decode(stream)) : '';
    };
    expect(file.revisions.map((revision) => revision.endOffset)).toEqual([
      first.length + 1,
      second.length,
    ]);
    expect([textIn(0), textIn(1)]).toEqual([
      expect.stringContaining('B'),
      expect.stringContaining('A'),
    ]);
    expect(file.revisions[0]!.resolve(ref(9))).toBeNull();
    expect(file.revisions[1]!.resolve(ref(8))).toBeNull();
    expect([...file.newest.objectNumbersChanged].sort()).toEqual([4, 8, 9]);
    expect([file.newest.definedIn(4), file.newest.definedIn(1)]).toEqual([1, 0]);
  });

  it('mixes tables and streams over revisions', () => {
    const pdf = buildPdf(
      base,
      { xref: 'stream', objects: { 9: '(nine)' } },
      { objects: { 10: '(ten)' } },
    );
    const { newest, revisions } = parsePdf(pdf);
    expect(revisions.map(({ sections }) => sections[0]!.form)).toEqual([
      'table',
      'stream',
      'table',
    ]);
    expect([newest.resolve(ref(9)), newest.resolve(ref(10))]).toEqual([
      expect.objectContaining({ type: 'string' }),
      expect.objectContaining({ type: 'string' }),
    ]);
  });

  it('takes a stream length from another object, as each revision has it', () => {
    const pdf = buildPdf({
      objects: { ...sampleObjects, 4: { dict: '/Length 9 0 R', data: 'BT ET' }, 9: '5' },
    });
    const file = parsePdf(appendRevision(pdf, { objects: { 9: '4' } }));
    expect(file.revisions[0]!.resolve(ref(4))).toMatchObject({ type: 'stream' });
    expect(formatErrorCode(() => file.revisions[1]!.resolve(ref(4)))).toBe('pdf/stream');
  });

  it('counts what stands behind the last %%EOF', () => {
    expect(parsePdf(concatBytes(signedPdf(), latin1Bytes('\r\n'))).trailingBytes).toBe(0);
    expect(parsePdf(concatBytes(signedPdf(), latin1Bytes('\n\n'))).trailingBytes).toBe(1);
  });

  it.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(0), 'pdf/header'],
    ['bytes before the header', concatBytes(latin1Bytes('\n'), signedPdf()), 'pdf/header'],
    ['an unknown version', replaceText(signedPdf(), '%PDF-1.7', '%PDF-3.1'), 'pdf/header'],
    ['a cut file', signedPdf().subarray(0, 500), 'pdf/xref'],
    [
      'a catalog in an encrypted object stream',
      buildPdf({
        ...base,
        trailer: '/Encrypt 9 0 R',
        xref: 'stream',
        compressed: { container: 20, numbers: [1] },
      }),
      'pdf/encrypted',
    ],
    ['no catalog', buildPdf({ objects: { 2: 'null' } }), 'pdf/object'],
    [
      'a catalog that is a stream',
      buildPdf({ objects: { 1: { dict: '', data: '' } } }),
      'pdf/object',
    ],
    ['a trailer with a key twice', buildPdf({ ...base, trailer: '/Root 2 0 R' }), 'pdf/xref'],
    ['a wrong startxref', replaceText(signedPdf(), '\n%%EOF', '9%%EOF'), 'pdf/xref'],
  ])('refuses %s', (_title, pdf, code) => {
    expect(codeOf(pdf)).toBe(code);
  });

  it('refuses a last startxref that rolls back to an older section', () => {
    const first = buildPdf(base);
    const offset = /startxref\n(\d+)/.exec(latin1Text(first))![1]!;
    const tail = latin1Bytes(`\nstartxref\n${offset}\n%%EOF`);
    expect(codeOf(concatBytes(first, tail))).toBe('pdf/xref');
  });

  it('refuses sections that point at each other', () => {
    const pdf = buildPdf(base, { objects: { 9: '1' } });
    const text = latin1Text(pdf);
    const [older, newer] = [...text.matchAll(/startxref\n(\d+)/g)].map((match) => match[1]!);
    expect(
      codeOf(
        replaceText(pdf, `/Prev ${older!}  >>`, `/Prev ${newer!.padEnd(older!.length + 2)}>>`),
      ),
    ).toBe('pdf/xref');
  });

  it('refuses an entry that points into a later revision', () => {
    const first = buildPdf({ ...base, objects: { ...sampleObjects, 9: '(here)' } });
    const text = latin1Text(first);
    const offset = /(\d{10}) 00000 n \ntrailer/.exec(text)![1]!;
    const forged = replaceText(first, offset, String(first.length + 1).padStart(10, '0'));
    expect(codeOf(appendRevision(forged, { objects: { 10: '(there)' } }))).toBe('pdf/xref');
  });

  it('notes an entry beyond /Size, and refuses an entry twice', () => {
    const exceeding = parsePdf(replaceText(buildPdf(base), '/Size 9', '/Size 4'));
    expect(exceeding.newest.sections[0]?.exceedsSize).toBe(true);
    expect(parsePdf(buildPdf(base)).newest.sections[0]?.exceedsSize).toBe(false);
    expect(codeOf(replaceText(buildPdf(base), '\n8 1\n', '\n7 1\n'))).toBe('pdf/xref');
  });

  it('refuses an object under another number when it is asked for', () => {
    const file = parsePdf(replaceText(buildPdf(base), '8 0 obj', '9 0 obj'));
    expect(formatErrorCode(() => file.newest.resolve(ref(8)))).toBe('pdf/object');
  });

  it('refuses references in a circle', () => {
    const file = parsePdf(buildPdf({ objects: { ...sampleObjects, 9: '10 0 R', 10: '9 0 R' } }));
    expect(formatErrorCode(() => file.newest.resolve(ref(9)))).toBe('pdf/object');
  });

  it('refuses a length that leads back to its own stream', () => {
    const objects = { ...sampleObjects, 9: { dict: '/Length 9 0 R', data: 'x' } };
    const file = parsePdf(buildPdf({ objects }));
    expect(formatErrorCode(() => file.newest.resolve(ref(9)))).toBe('pdf/object');
  });

  it('holds files to its limits', () => {
    const pdf = buildPdf(base, { objects: { 9: '1' } }, { objects: { 9: '2' } });
    const code = (limits: object): string | undefined =>
      formatErrorCode(() => parsePdf(pdf, limits));
    expect(code({ maxBytes: 1000 })).toBe('pdf/limit');
    expect(code({ maxRevisions: 2 })).toBe('pdf/limit');
    expect(code({ maxObjects: 5 })).toBe('pdf/limit');
    const shallow = parsePdf(pdf, { maxDepth: 1 }).newest;
    expect(formatErrorCode(() => shallow.resolve(ref(3)))).toBe('pdf/limit');
    expect(code({ maxRevisions: 3, maxObjects: 20 })).toBeUndefined();
  });

  it('does not let objects within objects multiply the work', () => {
    const count = 400;
    let nested = '';
    for (let index = 0; index < count; index++) nested += `${100 + index} 0 obj (`;
    const body = nested + 'x'.repeat(1000) + ')'.repeat(count) + ' endobj';
    const first = buildPdf({ ...base, prefix: body });
    const offsets: Record<number, number> = {};
    for (const match of body.matchAll(/(\d+) 0 obj/g)) {
      offsets[Number(match[1])] = 15 + match.index;
    }
    const file = parsePdf(appendRevision(first, { objects: {}, offsets }));
    const codes = Object.keys(offsets).map((number) =>
      formatErrorCode(() => file.newest.resolve(ref(Number(number)))),
    );
    expect(codes.at(-1)).toBe('pdf/limit');
  });
});
