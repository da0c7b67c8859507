import { findSignatures } from '../../../../src/formats/pdf/signatures/find-signatures.ts';
import { parsePdf } from '../../../../src/formats/pdf/pdf-file.ts';
import { concatBytes, latin1Bytes, latin1Text } from '../../../../src/shared/bytes.ts';
import type { SubIndication } from '../../../../src/verification/report.ts';
import { appendRevision, replaceAt, replaceText, type RevisionSpec } from '../../pdf-builder.ts';

/** Something an attacker does to one good PDF, and the one answer that it deserves. */
export interface Attack {
  readonly title: string;
  readonly subIndication: SubIndication;
  readonly forge: (pdf: Uint8Array) => Uint8Array;
}

/** Where things stand in a document of ours. */
function anatomyOf(pdf: Uint8Array) {
  const text = latin1Text(pdf);
  const signature = findSignatures(parsePdf(pdf))[0]!;
  return {
    text,
    contents: signature.contentsRange!,
    cmsLength: signature.contents!.length,
    byteRangeAt: text.indexOf('/ByteRange'),
    signature,
  };
}

/** Adds an incremental update as ours would be written. */
function update(pdf: Uint8Array, spec: RevisionSpec): Uint8Array {
  return appendRevision(pdf, {
    ...spec,
    xref: 'stream',
    xrefNumber: 990,
    trailer: latin1Text(pdf).match(/\/ID\[[^\]]*\]/)?.[0] ?? '',
  });
}

function objectText(pdf: Uint8Array, number: number): string {
  const text = latin1Text(pdf);
  const start = text.indexOf(`\n${number} 0 obj\n`) + `\n${number} 0 obj\n`.length;
  return text.slice(start, text.indexOf('\nendobj', start));
}

const CATALOG = 1;

/** Rewrites the catalog in an appended revision. */
function withCatalog(pdf: Uint8Array, change: (catalog: string) => string): Uint8Array {
  const catalog = objectText(pdf, CATALOG);
  const changed = change(catalog);
  if (changed === catalog) throw new Error('the catalog has nothing to change there');
  return update(pdf, { objects: { [CATALOG]: changed } });
}

function flip(pdf: Uint8Array, offset: number): Uint8Array {
  const copy = new Uint8Array(pdf);
  copy[offset]! ^= 1;
  return copy;
}

function withByteRange(pdf: Uint8Array, change: (numbers: number[]) => number[]): Uint8Array {
  const { text, byteRangeAt } = anatomyOf(pdf);
  const start = text.indexOf('[', byteRangeAt);
  const end = text.indexOf(']', start);
  const numbers = change(
    text
      .slice(start + 1, end)
      .trim()
      .split(/\s+/)
      .map(Number),
  ).join(' ');
  return replaceAt(pdf, start + 1, numbers.padEnd(end - start - 1, ' '));
}

/** Attacks on the bytes themselves. */
const byteAttacks: readonly Attack[] = [
  {
    title: 'a bit of a page changed',
    subIndication: 'HASH_FAILURE',
    forge: (pdf) => flip(pdf, latin1Text(pdf).indexOf('stream\n', 20_000) + 60),
  },
  {
    title: 'the institution code in the catalog changed',
    subIndication: 'HASH_FAILURE',
    forge: (pdf) => replaceText(pdf, '/InstitutionCode(99001)', '/InstitutionCode(99002)'),
  },
  {
    title: 'the signing time changed',
    subIndication: 'HASH_FAILURE',
    forge: (pdf) => replaceText(pdf, '/M(D:2026', '/M(D:2025'),
  },
  {
    title: 'the signature value changed',
    subIndication: 'SIG_CRYPTO_FAILURE',
    forge: (pdf) => {
      const { contents, cmsLength } = anatomyOf(pdf);
      // The signature is the last octets of the CMS; its last hex digit stays a digit.
      const last = contents.start + 2 * cmsLength;
      return replaceAt(pdf, last, pdf[last] === 0x30 ? '1' : '0');
    },
  },
  {
    title: 'a carried certificate declared to be of another kind',
    subIndication: 'FORMAT_FAILURE',
    forge: (pdf) => {
      const { text, contents } = anatomyOf(pdf);
      // The first certificate stands behind `[0] certificates` with a length of two octets.
      const certificates = text.indexOf(
        'a082',
        text.indexOf('06092a864886f70d010701', contents.start),
      );
      return replaceAt(pdf, certificates + 8, 'a3');
    },
  },
  {
    title: 'the file cut short',
    subIndication: 'FORMAT_FAILURE',
    forge: (pdf) => pdf.slice(0, pdf.length - 100),
  },
  {
    title: 'one byte appended after the end',
    subIndication: 'FORMAT_FAILURE',
    forge: (pdf) => concatBytes(pdf, latin1Bytes('\n%')),
  },
  {
    title: 'a second file put before the first',
    subIndication: 'FORMAT_FAILURE',
    forge: (pdf) => concatBytes(latin1Bytes('%PDF-1.7\n'), pdf),
  },
];

/** Attacks on what the signature says it covers (universal forgery, signature wrapping). */
const coverageAttacks: readonly Attack[] = [
  {
    title: 'a byte range that leaves out the end of the file',
    subIndication: 'FORMAT_FAILURE',
    forge: (pdf) => withByteRange(pdf, ([a, b, c, d]) => [a!, b!, c!, d! - 200]),
  },
  {
    title: 'a byte range with a wider gap',
    subIndication: 'FORMAT_FAILURE',
    forge: (pdf) => withByteRange(pdf, ([a, b, c, d]) => [a!, b! - 20, c!, d!]),
  },
  {
    title: 'a byte range that does not begin at the beginning',
    subIndication: 'FORMAT_FAILURE',
    forge: (pdf) => withByteRange(pdf, ([, b, c, d]) => [9, b! - 9, c!, d!]),
  },
  {
    title: 'a byte range of zeros',
    subIndication: 'FORMAT_FAILURE',
    forge: (pdf) => withByteRange(pdf, () => [0, 0, 0, 0]),
  },
  {
    title: 'a byte range under another name',
    subIndication: 'FORMAT_FAILURE',
    forge: (pdf) => replaceText(pdf, '/ByteRange', '/ByteRangs'),
  },
  {
    title: 'no signature value',
    subIndication: 'FORMAT_FAILURE',
    forge: (pdf) => {
      const { contents } = anatomyOf(pdf);
      return replaceAt(pdf, contents.start, `<${'0'.repeat(contents.end - contents.start - 2)}>`);
    },
  },
];

/** Attacks that append a revision and leave what was signed as it is (incremental saving, shadows). */
const revisionAttacks: readonly Attack[] = [
  {
    title: 'a page replaced by another in an appended revision',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    forge: (pdf) => update(pdf, { objects: { 10: '<</Type/Pages/Kids[]/Count 0>>' } }),
  },
  {
    title: 'the catalog pointing to other pages',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    forge: (pdf) => {
      const page = '<</Type/Page/Parent 901 0 R/MediaBox[0 0 595 842]>>';
      const catalog = objectText(pdf, CATALOG).replace('/Pages 10 0 R', '/Pages 901 0 R');
      return update(pdf, {
        objects: { [CATALOG]: catalog, 901: '<</Type/Pages/Kids[902 0 R]/Count 1>>', 902: page },
      });
    },
  },
  {
    title: 'another document id in an appended catalog',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    forge: (pdf) => withCatalog(pdf, (c) => c.replace('(99001)', '(99002)')),
  },
  {
    title: 'a script that runs on opening',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    forge: (pdf) =>
      withCatalog(pdf, (c) => c.replace('/Pages ', '/OpenAction<</S/JavaScript/JS(1)>>/Pages ')),
  },
  {
    title: 'the embedded record taken out of the attachments',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    forge: (pdf) => withCatalog(pdf, (c) => c.replace(/\/Names \d+ 0 R/, '')),
  },
  {
    title: 'the certification taken away',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    forge: (pdf) => withCatalog(pdf, (c) => c.replace(/\/Perms<<.*?>>/, '')),
  },
  {
    title: 'an object that nothing refers to',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    forge: (pdf) => update(pdf, { objects: { 950: '(waiting to be referred to)' } }),
  },
  {
    title: 'the signed page tree freed',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    forge: (pdf) => update(pdf, { free: [10] }),
  },
  {
    title: 'an appended revision that changes nothing but the trailer',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    forge: (pdf) => appendRevision(pdf, { xref: 'stream', xrefNumber: 990, trailer: '/Evil true' }),
  },
];

export const attacks: readonly Attack[] = [...byteAttacks, ...coverageAttacks, ...revisionAttacks];
