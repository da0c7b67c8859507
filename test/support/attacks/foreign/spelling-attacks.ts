import { changed, foreignPdf, updated } from '../../foreign/foreign-document.ts';
import { valueText } from '../../foreign/sign-foreign.ts';
import type { StreamBody } from '../../pdf-builder.ts';
import { attackRows, type ForeignAttack } from '../attack.ts';

const FORGED = 'SIG_CONSTRAINTS_FAILURE';
const evil: StreamBody = { dict: '', data: 'BT (Grade: A) Tj ET' };

const writes =
  (objects: Readonly<Record<number, string | StreamBody>>): ForeignAttack['forge'] =>
  (p) =>
    updated(foreignPdf(p), { objects });

/** The same said in another way, so that one reader sees it and another does not (ISO 32000-2 §7.2.4, §7.3.5, §7.5). */
export const spellingAttacks: readonly ForeignAttack[] = [
  ...attackRows('pages and fonts', FORGED, [
    {
      name: 'page content named again with an escaped key',
      forge: writes({ 3: changed(3, '/Contents 4 0 R', '/Contents 4 0 R /#43ontents 24 0 R') }),
    },
    {
      name: 'page content pointed elsewhere behind a comment',
      forge: writes({ 3: changed(3, '/Contents 4 0 R', '/Contents % 4 0 R\n24 0 R') }),
    },
  ]),
  ...attackRows('catalog', FORGED, [
    {
      name: 'another page tree under an escaped key',
      forge: writes({ 1: changed(1, '/Pages 2 0 R', '/Pages 2 0 R /P#61ges 40 0 R'), 40: 'null' }),
    },
    {
      name: 'a base for links',
      forge: writes({ 1: changed(1, '/Lang', '/URI << /Base (http://localhost/) >> /Lang') }),
    },
    {
      name: 'named destinations',
      forge: writes({ 1: changed(1, '/Lang', '/Dests << /Grades [23 0 R /Fit] >> /Lang') }),
    },
    {
      name: 'an output intent',
      forge: writes({ 1: changed(1, '/Lang', '/OutputIntents [<< /S /GTS_PDFA1 >>] /Lang') }),
    },
    {
      name: 'usage rights claimed later',
      forge: writes({
        1: changed(1, '/Lang', '/Perms << /UR3 40 0 R >> /Lang'),
        40: '<< /Type /Sig >>',
      }),
    },
  ]),
  ...attackRows('file structure', FORGED, [
    {
      name: 'an object stream that extends another',
      forge: (p) => {
        const revision = {
          xref: 'stream',
          compressed: { container: 60, numbers: [2, 3] },
        } as const;
        const content = `3 0 ${changed(3, '/Contents 4', '/Contents 24')}`;
        return updated(foreignPdf(p, { revision }), {
          xref: 'stream',
          xrefNumber: 98,
          objects: {
            60: { dict: '/Type /ObjStm /N 1 /First 4 /Extends 61 0 R', data: content },
            61: { dict: '/Type /ObjStm /N 1 /First 4', data: content },
          },
        });
      },
    },
    {
      name: 'an object freed and its number used again',
      forge: (p) => updated(updated(foreignPdf(p), { free: [4] }), { objects: { 4: evil } }),
    },
  ]),
  ...attackRows('signature wrapping', 'FORMAT_FAILURE', [
    {
      name: '/ByteRange named again with an escaped key',
      forge: (p) => foreignPdf(p, { more: '/M (D:20261120100000Z) /#42yteRange [0 10 20 30]' }),
    },
    {
      name: '/Contents named again with an escaped key',
      forge: (p) => foreignPdf(p, { more: '/M (D:20261120100000Z) /Conten#74s <00>' }),
    },
  ]),
  ...attackRows('exhaustion', FORGED, [
    {
      name: 'an array of strings without end',
      forge: writes({ 28: `[${'<00>'.repeat(500_000)}]` }),
    },
    {
      name: 'an object stream of strings without end',
      forge: (p) => {
        const numbers = Array.from({ length: 20_000 }, (_, index) => 100 + index);
        return updated(foreignPdf(p), {
          objects: {
            28: `[${numbers.map((number) => `${number} 0 R`).join(' ')}]`,
            ...Object.fromEntries(numbers.map((number) => [number, '<A'])),
          },
          compressed: { container: 60, numbers },
          xref: 'stream',
          xrefNumber: 61,
        });
      },
    },
  ]),
  ...attackRows('exhaustion', 'FORMAT_FAILURE', [
    {
      name: 'one long signature value in thousands of fields',
      forge: (p) => {
        const numbers = Array.from({ length: 3_000 }, (_, index) => 100 + index);
        const list = numbers.map((number) => `${number} 0 R`).join(' ');
        const field = (number: number) => `<< /FT /Sig /T (Field${number}) /V 7 0 R >>`;
        return foreignPdf(p, {
          objects: {
            5: changed(5, '[6 0 R', `[${list} 6 0 R`),
            7: valueText({ contentsBytes: 200_000 }),
            ...Object.fromEntries(numbers.map((number) => [number, field(number)])),
          },
        });
      },
    },
  ]),
];
