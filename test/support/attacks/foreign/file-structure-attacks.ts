import { deflateSync } from 'node:zlib';
import { concatBytes, latin1Bytes, latin1Text } from '../../../../src/shared/bytes.ts';
import { changed, documentObjects, foreignPdf, updated } from '../../foreign/foreign-document.ts';
import { replaceAt, type StreamBody } from '../../pdf-builder.ts';
import { attackRows, type ForeignAttack } from '../attack.ts';

const FORGED = 'SIG_CONSTRAINTS_FAILURE';
const evil: StreamBody = { dict: '', data: 'BT (Grade: A) Tj ET' };

function tail(pdf: Uint8Array, text: string): Uint8Array {
  return concatBytes(pdf, latin1Bytes(text));
}

function replaceLast(pdf: Uint8Array, from: string, to: string): Uint8Array {
  const index = latin1Text(pdf).lastIndexOf(from);
  if (index < 0 || from.length !== to.length) throw new RangeError(`${from} is not in the file`);
  return replaceAt(pdf, index, to);
}

const startOf = (pdf: Uint8Array) =>
  Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(latin1Text(pdf.subarray(-100)))![1]);

/** Tricks with cross-references and the order of things (ISO 32000-2 §7.5). */
export const fileStructureAttacks: readonly ForeignAttack[] = attackRows(
  'file structure',
  'FORMAT_FAILURE',
  [
    {
      name: 'startxref pointing into a page',
      forge: (p) =>
        tail(foreignPdf(p), `\nstartxref\n${latin1Text(foreignPdf(p)).indexOf('4 0 obj')}\n%%EOF`),
    },
    {
      name: 'startxref pointing into /Contents',
      forge: (p) => {
        const pdf = foreignPdf(p);
        return tail(pdf, `\nstartxref\n${latin1Text(pdf).indexOf('/Contents <') + 40}\n%%EOF`);
      },
    },
    {
      name: 'startxref pointing behind the file',
      forge: (p) => tail(foreignPdf(p), '\nstartxref\n99999999\n%%EOF'),
    },
    { name: 'startxref of nothing', forge: (p) => tail(foreignPdf(p), '\nstartxref\n%%EOF') },
    {
      name: 'startxref twice',
      forge: (p) => {
        const pdf = foreignPdf(p);
        return tail(pdf, `\nstartxref\n${startOf(pdf)}\n%%EOF`);
      },
    },
    {
      name: 'an update without startxref',
      forge: (p) =>
        tail(
          foreignPdf(p),
          '\n4 0 obj\n<< /Length 0 >>\nstream\n\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF',
        ),
    },
    {
      name: 'an update without a catalog',
      forge: (p) => {
        const pdf = foreignPdf(p);
        return tail(
          pdf,
          `\nxref\n0 0\ntrailer\n<< /Size 90 /Prev ${startOf(pdf)} >>\nstartxref\n${pdf.length + 1}\n%%EOF`,
        );
      },
    },
    {
      name: 'sections in a circle',
      forge: (p) => {
        const pdf = foreignPdf(p);
        const at = pdf.length + 1;
        return tail(
          pdf,
          `\nxref\n0 0\ntrailer\n<< /Size 90 /Root 1 0 R /Prev ${at} >>\nstartxref\n${at}\n%%EOF`,
        );
      },
    },
    {
      name: 'a section that skips the signed one',
      forge: (p) => {
        const pdf = foreignPdf(p);
        return tail(
          pdf,
          `\nxref\n0 0\ntrailer\n<< /Size 90 /Root 1 0 R >>\nstartxref\n${pdf.length + 1}\n%%EOF`,
        );
      },
    },
    {
      name: 'a section that points forward',
      forge: (p) => {
        const pdf = foreignPdf(p);
        return tail(
          pdf,
          `\nxref\n0 0\ntrailer\n<< /Size 90 /Root 1 0 R /Prev ${pdf.length + 500} >>\nstartxref\n${pdf.length + 1}\n%%EOF\n`.padEnd(
            900,
          ),
        );
      },
    },
    {
      name: 'an object listed twice',
      forge: (p) => {
        const pdf = foreignPdf(p);
        const line = '0000000015 00000 n \n';
        return tail(
          pdf,
          `\nxref\n4 1\n${line}4 1\n${line}trailer\n<< /Size 90 /Root 1 0 R /Prev ${startOf(pdf)} >>\nstartxref\n${pdf.length + 1}\n%%EOF`,
        );
      },
    },
    {
      name: 'a trailer with a key twice',
      forge: (p) =>
        updated(foreignPdf(p), { trailer: '/Info 30 0 R /ID [<0101> <0202>] /Root 40 0 R' }),
    },
    {
      name: 'another object where the entry points',
      subIndication: FORGED,
      forge: (p) => {
        const pdf = foreignPdf(p);
        return updated(pdf, { offsets: { 4: latin1Text(pdf).indexOf('\n5 0 obj') + 1 } });
      },
    },
    {
      name: 'an entry into the signature value',
      subIndication: FORGED,
      forge: (p) => {
        const pdf = foreignPdf(p);
        return updated(pdf, { offsets: { 4: latin1Text(pdf).indexOf('/Contents <') + 100 } });
      },
    },
    {
      name: 'an entry that points into its own update',
      subIndication: FORGED,
      forge: (p) =>
        updated(foreignPdf(p), {
          prefix: '\n4 0 obj\n<< /Length 0 >>\nstream\n\nendstream\nendobj\n',
          offsets: { 4: foreignPdf(p).length + 1 },
        }),
    },
    {
      name: 'an object hidden between revisions',
      subIndication: FORGED,
      forge: (p) =>
        updated(foreignPdf(p), {
          prefix: '\n4 0 obj\n<< /Length 0 >>\nstream\n\nendstream\nendobj\n',
          objects: { 40: 'null' },
        }),
    },
    {
      name: 'a whole file hidden between revisions',
      subIndication: FORGED,
      forge: (p) =>
        updated(foreignPdf(p), {
          prefix: `\n${latin1Text(foreignPdf(p))}\n`,
          objects: { 40: 'null' },
        }),
    },
    {
      name: 'another generation',
      subIndication: FORGED,
      forge: (p) => {
        const pdf = foreignPdf(p);
        const at = pdf.length + 1;
        const body = '4 1 obj\n<< /Length 0 >>\nstream\n\nendstream\nendobj\n';
        return tail(
          pdf,
          `\n${body}xref\n4 1\n${String(at).padStart(10, '0')} 00001 n \ntrailer\n<< /Size 90 /Root 1 0 R /Prev ${startOf(pdf)} /Info 30 0 R /ID [<0101> <0202>] >>\nstartxref\n${at + body.length}\n%%EOF`,
        );
      },
    },
    {
      name: 'a hybrid update',
      subIndication: FORGED,
      forge: (p) => {
        const hidden = updated(foreignPdf(p), { objects: { 4: evil }, xref: 'stream' });
        const at = latin1Text(hidden).lastIndexOf('99 0 obj');
        return updated(hidden, { trailer: `/Info 30 0 R /ID [<0101> <0202>] /XRefStm ${at}` });
      },
    },
    {
      name: 'an object stream replaced',
      subIndication: FORGED,
      forge: (p) => {
        const first = foreignPdf(p, {
          revision: { xref: 'stream', compressed: { container: 60, numbers: [2, 3] } },
        });
        const content = `2 0 3 ${(documentObjects[2] as string).length + 1} `;
        return updated(first, {
          xref: 'stream',
          xrefNumber: 98,
          objects: {
            60: {
              dict: `/Type /ObjStm /N 2 /First ${content.length} /Filter /FlateDecode`,
              data: deflateSync(
                latin1Bytes(
                  `${content}${documentObjects[2] as string} ${changed(3, '/Contents 4', '/Contents 24')}`,
                ),
              ),
            },
          },
        });
      },
    },
    {
      name: 'objects in tables and streams that disagree',
      forge: (p) => {
        const pdf = foreignPdf(p);
        const stream = updated(pdf, { objects: { 4: evil }, xref: 'stream' });
        const at = latin1Text(stream).lastIndexOf('99 0 obj');
        return updated(stream, {
          objects: { 4: evil, 99: 'null' },
          trailer: `/Info 30 0 R /ID [<0101> <0202>] /XRefStm ${at}`,
        });
      },
    },
    {
      name: 'a stream that ends elsewhere',
      subIndication: FORGED,
      forge: (p) =>
        updated(foreignPdf(p), { objects: { 4: { dict: '/Length 2', data: 'BT (A) Tj ET' } } }),
    },
    {
      name: 'a lie about linearisation',
      forge: (p) =>
        replaceLast(
          tail(
            foreignPdf(p),
            `\nxref\n0 0\ntrailer\n<< /Size 90 /Root 1 0 R /Prev 9999999999 >>\nstartxref\n${foreignPdf(p).length + 1}\n%%EOF`,
          ),
          '9999999999',
          String(foreignPdf(p).length + 9).padStart(10, '0'),
        ),
    },
    {
      name: 'another header',
      subIndication: 'HASH_FAILURE',
      forge: (p) => replaceAt(foreignPdf(p), 5, '1.4'),
    },
    { name: 'no header', forge: (p) => replaceAt(foreignPdf(p), 0, '%XXX') },
    { name: 'the file cut short', forge: (p) => foreignPdf(p).subarray(0, -30) },
    { name: 'a comment that looks like an end', forge: (p) => tail(foreignPdf(p), '\n%%EOF\n') },
    {
      name: 'an update of objects beyond its size',
      subIndication: FORGED,
      forge: (p) => {
        const pdf = updated(foreignPdf(p), { objects: { 40: 'null' } });
        return replaceLast(pdf, '/Size 41', '/Size 09');
      },
    },
  ],
);
