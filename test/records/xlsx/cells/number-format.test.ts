import { describe, expect, it } from '@jest/globals';
import { builtInFormat, toNumberFormat } from '../../../../src/records/xlsx/cells/number-format.ts';

describe('a number format', () => {
  it.each([
    'yyyy-mm-dd',
    'd/m/bbbb',
    '[$-107041E]d mmm yy;@',
    '[h]:mm',
    'ว/ด/ปปปป',
    'dd"."mm',
    '[Red]d-mmm',
  ])('%s shows dates', (code) => {
    expect(toNumberFormat(code)).toEqual({ shows: 'date' });
  });

  it.each([
    'General',
    '0.00',
    '#,##0',
    '0.00E+00',
    '"day" 0',
    '\\d0',
    '0_d',
    '[$-D00041E]0',
    '@',
    '',
  ])('%s shows numbers', (code) => {
    expect(toNumberFormat(code)).toEqual({ shows: 'number' });
  });

  it('of zeros alone pads with them', () => {
    expect(toNumberFormat('00000000')).toEqual({ shows: 'padded', digits: 8 });
  });

  it('has Thai dates among those known by number', () => {
    const dates = Array.from({ length: 100 }, (_, id) => id).filter(
      (id) => builtInFormat(id).shows === 'date',
    );
    expect(dates).toEqual(expect.arrayContaining([14, 22, 47, 71, 77, 81]));
    for (const id of [0, 2, 49, 59, 70, 82]) expect(dates).not.toContain(id);
  });
});
