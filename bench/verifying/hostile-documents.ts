import { deflateSync } from 'node:zlib';

import {
  changed,
  foreignPdf,
  signedAgain,
  updated,
} from '../../test/support/foreign/foreign-document.ts';
import type { ForeignPki } from '../../test/support/foreign/foreign-pki.ts';
import { cmsBy, valueText } from '../../test/support/foreign/sign-foreign.ts';
import type { RevisionSpec, StreamBody } from '../../test/support/pdf-builder.ts';

type Objects = Record<number, string | StreamBody>;
type MakeDocument = (pki: ForeignPki, bytes: number) => Uint8Array;

/** More are not read. */
const MOST_OBJECTS = 490_000;

/** What somebody may send who wants a verifier to work for ever, or to run out of memory: about so many bytes each. */
export const hostileDocuments: Readonly<Record<string, MakeDocument>> = {
  'objects appended': (pki, bytes) => appended(pki, { objects: chain(bytes, MOST_OBJECTS) }),
  'objects signed': (pki, bytes) => touched(foreignPdf(pki, { objects: chain(bytes, 450_000) })),
  'more objects than are read': (pki, bytes) => appended(pki, { objects: chain(bytes, 900_000) }),
  'one endless array': (pki, bytes) =>
    appended(pki, { objects: { 28: `[${'1 0 R '.repeat(bytes / 6)}]` } }),
  'deep nesting': (pki, bytes) => appended(pki, { objects: { 28: '['.repeat(bytes) } }),
  'unclosed strings': (pki, bytes) =>
    appended(pki, { objects: { 28: '<< /A ('.repeat(bytes / 7) } }),
  'streams that expand': (pki, bytes) => appended(pki, { objects: bombs(bytes) }),
  'full object streams': (pki, bytes) => {
    const revision = inObjectStream(Math.min(400_000, Math.floor(bytes / 60)));
    return touched(foreignPdf(pki, { objects: revision.objects as Objects, revision }));
  },
  'signatures that each cover everything': (pki, bytes) => manySignatures(pki, bytes),
};

function appended(pki: ForeignPki, spec: RevisionSpec): Uint8Array {
  return updated(foreignPdf(pki), spec);
}

/** With an update behind the signature, so that everything must be compared. */
function touched(pdf: Uint8Array): Uint8Array {
  return updated(pdf, { objects: { 25: '<< >>' } });
}

/** Objects that lead from one to the next, the first from the page's comment. */
function chain(bytes: number, most: number): Objects {
  const count = Math.min(most, Math.floor(bytes / 120));
  const filler = 'x'.repeat(Math.floor(bytes / count) - 110);
  const objects: Objects = {
    28: '<< /Type /Annot /Subtype /Text /Rect [10 10 30 30] /P 3 0 R /Next 1000 0 R >>',
  };
  for (let index = 0; index < count; index++) {
    const number = 1000 + index;
    objects[number] =
      `<< /Type /Annot /Next ${number + 1} 0 R /Rect [0 0 1 1] /Contents (${filler}) >>`;
  }
  return objects;
}

function bombs(bytes: number): Objects {
  const bomb = deflateSync(new Uint8Array(60_000_000), { level: 9 });
  const numbers = Array.from(
    { length: Math.floor(bytes / bomb.length) },
    (_, index) => 2000 + index,
  );
  const objects: Objects = { 28: `[${numbers.map((number) => `${number} 0 R`).join(' ')}]` };
  for (const number of numbers) {
    objects[number] = { dict: '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', data: bomb };
  }
  return objects;
}

function inObjectStream(count: number): RevisionSpec {
  const numbers = Array.from({ length: count }, (_, index) => 3000 + index);
  const objects: Objects = {
    28: '<< /Type /Annot /Subtype /Text /Rect [10 10 30 30] /P 3 0 R /Next 3000 0 R >>',
  };
  for (const number of numbers) {
    objects[number] = `<< /A ${number + 1} 0 R /B [(text) /Name 1 2 3] >>`;
  }
  return {
    objects,
    compressed: { container: 2999, numbers },
    xref: 'stream',
    xrefNumber: 2998,
    widths: [1, 4, 3],
  };
}

/** Every signature is over nearly the whole file again. */
function manySignatures(pki: ForeignPki, bytes: number): Uint8Array {
  const filler: StreamBody = { dict: '/Type /EmbeddedFile', data: new Uint8Array(bytes - 500_000) };
  let pdf: Uint8Array = foreignPdf(pki, { objects: { 15: filler } });
  const fields: string[] = [];
  for (let index = 0; index < 40; index++) {
    const [field, value] = [100 + 2 * index, 101 + 2 * index];
    fields.push(`${field} 0 R`);
    pdf = signedAgain(pdf, cmsBy(pki.signer), {
      objects: {
        5: changed(5, '[6 0 R', `[${fields.join(' ')} 6 0 R`),
        [field]: `<< /FT /Sig /T (Again${index}) /Type /Annot /Subtype /Widget /F 132 /Rect [0 0 0 0] /P 3 0 R /V ${value} 0 R >>`,
        [value]: valueText(),
      },
    });
  }
  return pdf;
}
