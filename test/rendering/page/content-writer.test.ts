import { describe, expect, it } from '@jest/globals';

import { ContentWriter } from '../../../src/rendering/page/content-writer.ts';
import { toPdfNumber } from '../../../src/rendering/pdf/pdf-text.ts';

/** What a writer wrote, as lines. */
function written(draw: (writer: ContentWriter) => void): readonly string[] {
  const writer = new ContentWriter();
  draw(writer);
  return Buffer.from(writer.toBytes()).toString('latin1').trimEnd().split('\n');
}

function show(writer: ContentWriter, x: number, y: number, text: string): void {
  writer.enterText();
  writer.moveTo(x, y);
  writer.operator(`(${text})Tj`);
}

describe('content writer', () => {
  it.each([0, 7, 10, 99, 100, 841.89, 0.4, 0.05, -0.05, -12.5, 1.005, 100.01, 9999.99])(
    'writes %p as toPdfNumber does',
    (value) => {
      expect(written((writer) => writer.number(value))).toEqual([toPdfNumber(value)]);
    },
  );

  it('keeps one text object over several marks and moves from text to text', () => {
    const lines = written((writer) => {
      writer.beginMark('TD', 0);
      show(writer, 40, 700, 'a');
      writer.endMark();
      writer.beginMark('TD', 1);
      show(writer, 60.5, 690.25, 'b');
      writer.endMark();
    });
    expect(lines).toEqual([
      'BT',
      '/TD<</MCID 0>>BDC',
      '40 700 Td',
      '(a)Tj',
      'EMC',
      '/TD<</MCID 1>>BDC',
      '20.5 -9.75 Td',
      '(b)Tj',
      'EMC',
      'ET',
    ]);
  });

  it('does not let positions drift, however many moves there are', () => {
    const lines = written((writer) => {
      for (let index = 0; index <= 300; index++) show(writer, index / 3, 0, 'x');
    });
    const moves = lines
      .filter((line) => line.endsWith('Td'))
      .map((line) => Number(line.split(' ')[0]));
    expect(Math.abs(moves.reduce((sum, move) => sum + move, 0) - 100)).toBeLessThan(1e-6);
  });

  it('ends the text object before a mark that holds a path', () => {
    const lines = written((writer) => {
      show(writer, 1, 2, 'a');
      writer.beginMark('Figure', 0);
      writer.leaveText();
      writer.operator('0 0 5 5 re f');
      writer.endMark();
    });
    expect(lines).toEqual([
      'BT',
      '1 2 Td',
      '(a)Tj',
      'ET',
      '/Figure<</MCID 0>>BDC',
      '0 0 5 5 re f',
      'EMC',
    ]);
  });

  it('gives a mark with texts and paths text objects of its own, the texts where they were', () => {
    const lines = written((writer) => {
      show(writer, 10, 20, 'before');
      writer.beginMark('Figure', 0);
      show(writer, 13, 25, 'axis');
      writer.leaveText();
      writer.operator('0 0 m 5 5 l S');
      show(writer, 30, 40, 'label');
      writer.endMark();
      show(writer, 50, 60, 'after');
    });
    expect(lines).toEqual([
      'BT',
      '10 20 Td',
      '(before)Tj',
      'ET',
      '/Figure<</MCID 0>>BDC',
      'BT',
      '10 20 Td',
      '3 5 Td',
      '(axis)Tj',
      'ET',
      '0 0 m 5 5 l S',
      'BT',
      '30 40 Td',
      '(label)Tj',
      'ET',
      'EMC',
      'BT',
      '50 60 Td',
      '(after)Tj',
      'ET',
    ]);
  });

  it('grows with what is written and can be cleared', () => {
    const writer = new ContentWriter();
    writer.text('x'.repeat(100_000));
    expect(writer.toBytes()).toHaveLength(100_000);
    writer.clear();
    expect(writer.isEmpty).toBe(true);
    show(writer, 1, 1, 'y');
    expect(Buffer.from(writer.toBytes()).toString('latin1')).toBe('BT\n1 1 Td\n(y)Tj\nET\n');
  });
});
