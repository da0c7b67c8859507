import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openCommandLineFixture } from '../../../../support/command-line-fixture.ts';
import type { CommandLineFixture } from '../../../../support/command-line-fixture.ts';

let cli: CommandLineFixture;
beforeEach(() => {
  cli = openCommandLineFixture();
});
afterEach(() => cli.remove());

describe('records example', () => {
  it.each([
    ['csv', 'csv'],
    ['xlsx', 'xlsx'],
  ])('writes a %s file that passes the check', async (format, expected) => {
    const out = `example.${format}`;
    const { exitCode, output } = await cli.run(
      'records',
      'example',
      '--format',
      format,
      '--out',
      out,
    );
    expect({ exitCode, output }).toEqual({ exitCode: 0, output: '' });
    const { json } = await cli.run('records', 'check', join(cli.folder, out), '--json');
    expect(json).toMatchObject([{ format: expected, accepted: 3, errors: [] }]);
  });

  it('writes a workbook unless asked otherwise', async () => {
    await cli.run('records', 'example', '--out', 'example');
    expect(readFileSync(join(cli.folder, 'example')).subarray(0, 2).toString()).toBe('PK');
  });

  it('refuses other formats', async () => {
    const { exitCode } = await cli.run('records', 'example', '--format', 'pdf', '--out', 'x');
    expect(exitCode).toBe(64);
  });
});
