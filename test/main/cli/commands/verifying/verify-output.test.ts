import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openCommandLineFixture } from '../../../../support/command-line-fixture.ts';
import type { CommandLineFixture } from '../../../../support/command-line-fixture.ts';

const records = readFileSync(resolve('fixtures/records/sommut.csv'), 'utf8').split('\n');
const studentId = records[1]!.split(',')[0]!;
const THAI = /[\u0e01-\u0e5b]/;

describe('what parinya verify prints', () => {
  let cli: CommandLineFixture;
  let pdf: string;
  beforeAll(async () => {
    cli = openCommandLineFixture();
    await cli.run('init', '--development');
    const rows = [records[0], ...records.filter((row) => row.startsWith(studentId))];
    writeFileSync(join(cli.folder, 'one.csv'), rows.join('\n'));
    const issue = ['issue', 'one.csv', '--institution', '99001', '--out', 'out'];
    const issued = await cli.run(...issue, '--level', 'B-LTA');
    pdf = String(issued.json[0]!['pdf']);
  }, 60_000);
  afterAll(() => cli.remove());

  it('is the ETSI report alone, when it is asked for', async () => {
    const { exitCode, output, messages } = await cli.run('verify', pdf, '--report', 'etsi-xml');
    expect(exitCode).toBe(0);
    expect(messages).toBe('');
    expect(output).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<ValidationReport xmlns="http:/,
    );
    expect(output).toContain('urn:etsi:019102:mainindication:total-passed');
    expect(output).toContain('<ds:DigestValue>');
    const again = await cli.run('verify', pdf, '--report', 'etsi-xml');
    expect(again.output).toBe(output);
  });

  it.each([[['--report', 'etsi-xml', '--json']], [['--report', 'dss']], [['--lang', 'de']]])(
    'is refused with %j',
    async (words) => {
      expect((await cli.run('verify', pdf, ...words)).exitCode).toBe(64);
    },
  );

  it('is in both languages, or in one', async () => {
    const both = await cli.run('verify', pdf);
    expect(both.messages).toMatch(THAI);
    expect(both.messages).toContain('This document is genuine');
    const english = await cli.run('verify', pdf, '--lang', 'en');
    expect(english.messages).toContain('This document is genuine');
    expect(english.messages).not.toMatch(THAI);
    const thai = await cli.run('verify', pdf, '--lang', 'th');
    expect(thai.messages).toContain('เอกสารนี้เป็นของจริง');
    expect(thai.messages).not.toContain('This document');
  });

  it('says of what is open what to do next', async () => {
    const { exitCode, messages } = await cli.run('verify', pdf, '--offline', '--lang', 'en');
    expect(exitCode).toBe(2);
    expect(messages).toMatch(/- The document is in force: could not be settled: .*\n +→ \S/);
  });
});
