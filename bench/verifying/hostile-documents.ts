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
  'an array of dictionaries': (pki, bytes) => endless(pki, '<<>>', bytes),
  'an array of strings': (pki, bytes) => endless(pki, '<00>', bytes),
  'one endless dictionary': (pki, bytes) =>
    appended(pki, { objects: { 28: `<<${entries(Math.floor(bytes / 40))}>>` } }),
  'damaged objects': (pki, bytes) => appended(pki, { objects: damaged(bytes) }),
  'every object in one place': (pki, bytes) => appended(pki, inOnePlace(bytes)),
  'deep nesting': (pki, bytes) => appended(pki, { objects: { 28: '['.repeat(bytes) } }),
  'unclosed strings': (pki, bytes) =>
    appended(pki, { objects: { 28: '<< /A ('.repeat(bytes / 7) } }),
  'unclosed strings in an object stream': (pki, bytes) =>
    appended(pki, inObjectStream(Math.min(400_000, Math.floor(bytes / 60)), '<A')),
  'object streams that expand': (pki, bytes) => expanding(pki, bytes),
  'streams that expand': (pki, bytes) => appended(pki, { objects: bombs(bytes) }),
  'full object streams': (pki, bytes) => {
    const revision = inObjectStream(Math.min(400_000, Math.floor(bytes / 60)));
    return touched(foreignPdf(pki, { objects: revision.objects as Objects, revision }));
  },
  'signatures that each cover everything': (pki, bytes) => manySignatures(pki, bytes),
  'one long signature value in many fields': (pki, bytes) => sharedValue(pki, bytes),
};

function endless(pki: ForeignPki, item: string, bytes: number): Uint8Array {
  return appended(pki, { objects: { 28: `[${item.repeat(bytes / item.length)}]` } });
}

function entries(count: number): string {
  const all: string[] = [];
  for (let index = 0; index < count; index++) all.push(`/N${index} (a) /M${index} [<<>>]`);
  return all.join('');
}

function damaged(bytes: number): Objects {
  const count = Math.min(MOST_OBJECTS, Math.floor(bytes / 60));
  const numbers = Array.from({ length: count }, (_, index) => 1000 + index);
  const objects: Objects = { 28: `[${numbers.map((number) => `${number} 0 R`).join(' ')}]` };
  const filler = 'x'.repeat(Math.max(1, Math.floor(bytes / count) - 60));
  for (const number of numbers) objects[number] = `<< /A (${filler}) /B`;
  return objects;
}

/** One object that is long and wrong at its end, and half a million entries that lead to it. */
function inOnePlace(bytes: number): RevisionSpec {
  const count = Math.min(MOST_OBJECTS, Math.floor(bytes / 60));
  const numbers = Array.from({ length: count }, (_, index) => 1000 + index);
  const place = 2_000;
  return {
    objects: {
      28: `[${numbers.map((number) => `${number} 0 R`).join(' ')}]`,
      29: `<${'0'.repeat(bytes / 2)}!`,
    },
    offsets: Object.fromEntries(numbers.map((number) => [number, place])),
  };
}

function expanding(pki: ForeignPki, bytes: number): Uint8Array {
  let pdf: Uint8Array = foreignPdf(pki);
  for (const container of [2000, 2010, 2020, 2030]) {
    const number = container + 1;
    pdf = updated(pdf, {
      objects: {
        28: `[2001 0 R 2011 0 R 2021 0 R 2031 0 R]`,
        [number]: `(${'x'.repeat(bytes / 4)})`,
      },
      compressed: { container, numbers: [number] },
      xref: 'stream',
      xrefNumber: container + 2,
      widths: [1, 4, 3],
    });
  }
  return pdf;
}

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

function inObjectStream(count: number, body?: string): RevisionSpec {
  const numbers = Array.from({ length: count }, (_, index) => 3000 + index);
  const objects: Objects = {
    28: '<< /Type /Annot /Subtype /Text /Rect [10 10 30 30] /P 3 0 R /Next 3000 0 R >>',
  };
  for (const number of numbers) {
    objects[number] = body ?? `<< /A ${number + 1} 0 R /B [(text) /Name 1 2 3] >>`;
  }
  return {
    objects,
    compressed: { container: 2999, numbers },
    xref: 'stream',
    xrefNumber: 2998,
    widths: [1, 4, 3],
  };
}

/** Each field has the one value, most of which is room that nothing fills. */
function sharedValue(pki: ForeignPki, bytes: number): Uint8Array {
  const numbers = Array.from({ length: 40_000 }, (_, index) => 100 + index);
  const references = numbers.map((number) => `${number} 0 R`).join(' ');
  const objects: Objects = {
    5: changed(5, '[6 0 R', `[${references} 6 0 R`),
    7: valueText({ contentsBytes: bytes / 2.2 }),
  };
  for (const number of numbers) objects[number] = `<< /FT /Sig /T (Field${number}) /V 7 0 R >>`;
  return touched(foreignPdf(pki, { objects }));
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
