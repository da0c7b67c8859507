import { describe, expect, it } from '@jest/globals';
import { checkFixture } from '../support.ts';

describe('the fixtures', () => {
  const json = checkFixture('sommut.json');

  it.each(['sommut.xlsx', 'one-sheet.xlsx'])('say the same as %s and as JSON', (name) => {
    const { report, records } = checkFixture(name);
    expect(report).toEqual({ ...json.report, format: 'xlsx', encoding: null });
    const ordered = (checked: typeof json): unknown[] =>
      checked.records.map(({ record }) => record);
    expect(ordered({ report, records })).toEqual(ordered(json));
  });

  it('hold their messages in a zip too', () => {
    expect(checkFixture('etda.zip').report).toMatchObject({
      format: 'zip',
      records: 12,
      accepted: 12,
      errors: [],
    });
  });
});
