import { concatBytes, latin1Bytes, latin1Text } from '../../../../src/shared/bytes.ts';
import {
  foreignPdf,
  updated,
  signedAgain,
  documentObjects,
  changed,
} from '../../foreign/foreign-document.ts';
import { cmsBy, fillSignature, valueText } from '../../foreign/sign-foreign.ts';
import { buildPdf, replaceAt } from '../../pdf-builder.ts';
import { attackRows, type ForeignAttack } from '../attack.ts';

/** Replaces the first match by a text of the same length, blanks filling up. */
function rewrite(pdf: Uint8Array, pattern: RegExp, to: (match: string) => string): Uint8Array {
  const match = pattern.exec(latin1Text(pdf));
  if (!match) throw new RangeError(`${pattern.source} is not in the file`);
  return replaceAt(pdf, match.index, to(match[0]).padEnd(match[0].length, ' '));
}

const RANGE = /\/ByteRange \[[\d ]+\] */;
const CONTENTS = /\/Contents <[0-9a-f]+>/;

function withRange(pdf: Uint8Array, change: (numbers: number[]) => string): Uint8Array {
  return rewrite(pdf, RANGE, (text) => `/ByteRange ${change(text.match(/\d+/g)!.map(Number))}`);
}

/** USF (Mladenov et al., CCS 2019): nothing is left to verify, and a careless reader takes that for success. */
const universalForgery = attackRows('universal forgery', 'FORMAT_FAILURE', [
  { name: 'no /ByteRange', forge: (p) => rewrite(foreignPdf(p), RANGE, () => '') },
  { name: '/ByteRange null', forge: (p) => withRange(foreignPdf(p), () => 'null') },
  { name: '/ByteRange an empty array', forge: (p) => withRange(foreignPdf(p), () => '[]') },
  { name: '/ByteRange of zeros', forge: (p) => withRange(foreignPdf(p), () => '[0 0 0 0]') },
  { name: '/ByteRange a text', forge: (p) => withRange(foreignPdf(p), () => '(0 1 2 3)') },
  {
    name: '/ByteRange of three numbers',
    forge: (p) => withRange(foreignPdf(p), () => '[0 10 20]'),
  },
  {
    name: '/ByteRange with a negative number',
    forge: (p) => withRange(foreignPdf(p), ([a, b, c]) => `[${a} ${b} ${c} -1]`),
  },
  {
    name: '/ByteRange with a negative offset',
    forge: (p) => withRange(foreignPdf(p), ([, b, c, d]) => `[-1 ${b} ${c} ${d}]`),
  },
  {
    name: '/ByteRange with a fraction',
    forge: (p) => withRange(foreignPdf(p), ([a, b, c, d]) => `[${a} ${b} ${c} ${d}.5]`),
  },
  { name: '/ByteRange by reference', forge: (p) => withRange(foreignPdf(p), () => '5 0 R') },
  {
    name: 'no /Contents',
    forge: (p) => rewrite(foreignPdf(p), /\/Contents </, () => '/Nothing <'),
  },
  {
    name: '/Contents null',
    forge: (p) => rewrite(foreignPdf(p), CONTENTS, () => '/Contents null'),
  },
  { name: '/Contents empty', forge: (p) => rewrite(foreignPdf(p), CONTENTS, () => '/Contents <>') },
  {
    name: '/Contents of zeros',
    forge: (p) => rewrite(foreignPdf(p), CONTENTS, (text) => text.replace(/[0-9a-f](?=.*>)/g, '0')),
  },
  {
    name: '/Contents of one byte',
    forge: (p) => foreignPdf(p, { makeValue: () => Uint8Array.of(0) }),
  },
  {
    name: '/Contents in parentheses',
    forge: (p) =>
      rewrite(foreignPdf(p), CONTENTS, (text) => text.replace(' <', ' (').replace('>', ')')),
  },
  {
    name: '/Contents by reference',
    forge: (p) => rewrite(foreignPdf(p), CONTENTS, () => '/Contents 5 0 R'),
  },
  {
    name: '/SubFilter unknown',
    forge: (p) => rewrite(foreignPdf(p), /ETSI\.CAdES\.detached/, () => 'ETSI.CAdES.detachex'),
  },
  {
    name: 'no /SubFilter',
    forge: (p) => rewrite(foreignPdf(p), /\/SubFilter/, () => '/SubFilten'),
  },
  {
    name: 'the signature dictionary an array',
    forge: (p) => updated(foreignPdf(p), { objects: { 7: '[]' } }),
  },
  {
    name: 'the signature dictionary null',
    forge: (p) => updated(foreignPdf(p), { objects: { 7: 'null' } }),
  },
]);

/** What the signed bytes leave out. */
const byteRanges = attackRows('byte ranges', 'FORMAT_FAILURE', [
  {
    name: 'a shorter end',
    forge: (p) => withRange(foreignPdf(p), ([a, b, c, d]) => `[${a} ${b} ${c} ${d! - 50}]`),
  },
  {
    name: 'a longer end',
    forge: (p) => withRange(foreignPdf(p), ([a, b, c, d]) => `[${a} ${b} ${c} ${d! + 50}]`),
  },
  {
    name: 'a huge end',
    forge: (p) => withRange(foreignPdf(p), ([a, b, c]) => `[${a} ${b} ${c} 99999999999]`),
  },
  {
    name: 'a wider gap',
    forge: (p) => withRange(foreignPdf(p), ([a, b, c, d]) => `[${a} ${b! - 30} ${c} ${d}]`),
  },
  { name: 'no gap', forge: (p) => withRange(foreignPdf(p), ([, b, , d]) => `[0 ${b} ${b} ${d}]`) },
  {
    name: 'overlapping ranges',
    forge: (p) => withRange(foreignPdf(p), ([a, b, c, d]) => `[${a} ${b} ${c! - 40} ${d}]`),
  },
  {
    name: 'ranges in the wrong order',
    forge: (p) => withRange(foreignPdf(p), ([a, b, c, d]) => `[${c} ${d} ${a} ${b}]`),
  },
  {
    name: 'a later beginning',
    forge: (p) => withRange(foreignPdf(p), ([, b, c, d]) => `[9 ${b! - 9} ${c} ${d}]`),
  },
  {
    name: 'three ranges',
    forge: (p) => withRange(foreignPdf(p), ([a, b, c, d]) => `[${a} ${b} ${c} ${d} 0 0]`),
  },
  { name: 'one range', forge: (p) => withRange(foreignPdf(p), ([a, b]) => `[${a} ${b}]`) },
  {
    name: 'a gap around another string than /Contents',
    forge: (p) => {
      const decoy = `/Decoy <${'00'.repeat(3000)}>`;
      const value = valueText().replace('/Contents', `${decoy} /Contents`);
      return fillSignature(
        buildPdf({ objects: { ...documentObjects, 7: value } }),
        cmsBy(p.signer),
      );
    },
  },
  {
    name: 'something else than digits in the gap',
    subIndication: 'FORMAT_FAILURE',
    forge: (p) => rewrite(foreignPdf(p), /0000000000>/, () => '00)/X(0000>'),
  },
  {
    name: 'a file put before the signed one',
    forge: (p) => concatBytes(latin1Bytes('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n'), foreignPdf(p)),
  },
  {
    name: 'bytes behind the signed ones',
    forge: (p) => concatBytes(foreignPdf(p), latin1Bytes('\nmore\n')),
  },
  {
    name: 'zeros behind the signed ones',
    forge: (p) => concatBytes(foreignPdf(p), new Uint8Array(64)),
  },
  {
    name: 'a byte of a page changed',
    subIndication: 'HASH_FAILURE',
    forge: (p) => rewrite(foreignPdf(p), /Grade: B/, () => 'Grade: A'),
  },
  {
    name: 'the signing time changed',
    subIndication: 'HASH_FAILURE',
    forge: (p) => rewrite(foreignPdf(p), /D:20261120100000Z/, () => 'D:20251120100000Z'),
  },
  {
    name: 'the permissions raised',
    subIndication: 'HASH_FAILURE',
    forge: (p) => rewrite(foreignPdf(p, { level: 1 }), /\/P 1 /, () => '/P 3 '),
  },
]);

/** SWA: the signed bytes are moved, and something else stands where a reader looks. */
const wrapping = attackRows('signature wrapping', 'FORMAT_FAILURE', [
  {
    name: 'the second range moved behind inserted objects',
    forge: (p) => {
      const pdf = foreignPdf(p);
      const [, b, c, d] = RANGE.exec(latin1Text(pdf))![0].match(/\d+/g)!.map(Number);
      const evil = latin1Bytes(
        '\n4 0 obj\n<< /Length 0 >>\nstream\n\nendstream\nendobj\n'.padEnd(200),
      );
      const moved = concatBytes(pdf.subarray(0, c), evil, pdf.subarray(c));
      return withRange(moved, () => `[0 ${b} ${c! + evil.length} ${d}]`);
    },
  },
  {
    name: 'the signed file as a whole inside another',
    forge: (p) => {
      const inner = foreignPdf(p);
      return buildPdf({
        objects: { ...documentObjects, 90: { dict: '', data: inner } },
      });
    },
    subIndication: 'FORMAT_FAILURE',
  },
  {
    name: 'the value of another document of the same signer',
    subIndication: 'HASH_FAILURE',
    forge: (p) => {
      const other = foreignPdf(p, { objects: { 4: { dict: '', data: 'BT (Grade: F) Tj ET' } } });
      const value = CONTENTS.exec(latin1Text(other))![0];
      return rewrite(foreignPdf(p), CONTENTS, () => value);
    },
  },
  {
    name: 'two fields that share one value',
    forge: (p) => foreignPdf(p, { objects: { 12: changed(12, '/P 3 0 R', '/P 3 0 R /V 7 0 R') } }),
  },
  {
    name: 'a signature within an object stream',
    forge: (p) => {
      const pdf = foreignPdf(p);
      return updated(pdf, {
        objects: { 7: valueText({ contentsBytes: 40 }) },
        xref: 'stream',
        compressed: { container: 60, numbers: [7] },
      });
    },
  },
  {
    name: 'a second signature that covers another revision than its own',
    forge: (p) => {
      const pdf = foreignPdf(p);
      const [range] = RANGE.exec(latin1Text(pdf))!;
      const value = CONTENTS.exec(latin1Text(pdf))![0];
      return updated(pdf, {
        objects: {
          12: changed(12, '/P 3 0 R', '/P 3 0 R /V 40 0 R'),
          40: `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached ${range} ${value} >>`,
        },
      });
    },
  },
  {
    name: 'a field that is no signature field',
    forge: (p) => foreignPdf(p, { objects: { 6: changed(10, '/V (old)', '/V 7 0 R') } }),
  },
  {
    name: 'a certification that no field holds',
    forge: (p) => foreignPdf(p, { level: 2, objects: { 6: changed(12, 'Second', 'First') } }),
  },
  {
    name: 'a key twice in the signature dictionary',
    forge: (p) => foreignPdf(p, { more: '/M (D:20261120100000Z) /M (D:20251120100000Z)' }),
  },
  {
    name: 'a signature taken out of the form',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    forge: (p) =>
      updated(foreignPdf(p), {
        objects: { 5: changed(5, '[6 0 R 10', '[10'), 3: changed(3, '[6 0 R 10', '[10') },
      }),
  },
  {
    name: 'the form taken out of the catalog',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    forge: (p) => updated(foreignPdf(p), { objects: { 1: changed(1, '/AcroForm 5 0 R', '') } }),
  },
  {
    name: 'the first of two signatures taken out of the form',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    forge: (p) => {
      const twice = signedAgain(foreignPdf(p), cmsBy(p.other), {
        objects: { 12: changed(12, '/P 3 0 R', '/P 3 0 R /V 40 0 R'), 40: valueText() },
      });
      return updated(twice, { objects: { 5: changed(5, '[6 0 R 10', '[10') } });
    },
  },
]);

export const signatureAttacks: readonly ForeignAttack[] = [
  ...universalForgery,
  ...byteRanges,
  ...wrapping,
];
