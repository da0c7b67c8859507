import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { splitScriptRuns } from '../../../../src/rendering/text/shaping/script-runs.ts';

describe('cutting a text into scripts', () => {
  it.each([
    ['', []],
    ['2301107', [['Latn', '2301107']]],
    ['(1) วันที่ 2', [['Thai', '(1) วันที่ 2']]],
    [
      'A วันที่ ๑ (B)',
      [
        ['Latn', 'A '],
        ['Thai', 'วันที่ ๑ ('],
        ['Latn', 'B)'],
      ],
    ],
    ['e\u0301 ', [['Latn', 'e\u0301 ']]],
  ])('leaves spaces, digits and punctuation of %j with what precedes them', (text, expected) => {
    expect(splitScriptRuns(text).map((run) => [run.script, run.text])).toEqual(expected);
  });

  it('loses nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(
          splitScriptRuns(text)
            .map((run) => run.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});
