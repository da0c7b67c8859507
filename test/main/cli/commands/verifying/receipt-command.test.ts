import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openCommandLineFixture } from '../../../../support/command-line-fixture.ts';
import type { CommandLineFixture } from '../../../../support/command-line-fixture.ts';

const records = readFileSync(resolve('fixtures/records/sommut.csv'), 'utf8');
const [header, first] = records.split('\n');
const studentId = first!.split(',')[0]!;
const oneStudent = [header, ...records.split('\n').filter((row) => row.startsWith(studentId))];

describe('receipts at the command line', () => {
  let cli: CommandLineFixture;
  let pdf: string;
  let sidecar: string;
  const at = (path: string) => join(cli.folder, path);

  beforeAll(async () => {
    cli = openCommandLineFixture();
    await cli.run('init', '--development');
    writeFileSync(at('one.csv'), oneStudent.join('\n'));
    const issued = await cli.run('issue', 'one.csv', '--institution', '99001', '--out', 'out');
    pdf = String(issued.json[0]!['pdf']);
    sidecar = String(issued.json[0]!['sidecar']);
    const verified = await cli.run('verify', pdf, sidecar, '--json', '--receipt', 'r.jwt');
    expect(verified.exitCode).toBe(0);
    writeFileSync(at('report.json'), verified.output);
    const keys = await cli.run('receipt', 'keys');
    expect(keys.exitCode).toBe(0);
    writeFileSync(at('keys.json'), keys.output);
  }, 60_000);
  afterAll(() => cli.remove());

  it('come from a key that only its owner may read', () => {
    const file = at('parinya-data/receipt-key.pem');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('prove later what was judged, when and how', async () => {
    const check = ['receipt', 'check', 'r.jwt', '--key', 'keys.json'];
    const all = [...check, '--report', 'report.json', '--pdf', pdf, '--sidecar', sidecar];
    const { exitCode, json } = await cli.run(...all, '--json');
    expect(exitCode).toBe(0);
    expect(json[0]).toMatchObject({
      indication: 'TOTAL-PASSED',
      receipt: {
        iss: 'http://localhost:8080',
        indication: 'TOTAL-PASSED',
        validationTime: '2026-11-24T03:00:00Z',
      },
    });
    const forPeople = await cli.run(...all);
    expect(forPeople.exitCode).toBe(0);
    expect(forPeople.messages).toContain('This receipt was signed by the verifier that it names');
    expect(forPeople.output).toBe('');
  });

  it('do not stand for another file, nor for another report', async () => {
    writeFileSync(at('other.pdf'), '%PDF-1.7');
    const report = JSON.parse(readFileSync(at('report.json'), 'utf8')) as object;
    writeFileSync(at('other.json'), JSON.stringify({ ...report, indication: 'TOTAL-FAILED' }));
    const check = ['receipt', 'check', 'r.jwt', '--key', 'keys.json'];
    expect((await cli.run(...check, '--pdf', 'other.pdf')).exitCode).toBe(1);
    expect((await cli.run(...check, '--report', 'other.json')).exitCode).toBe(1);
  });

  it('leave it open by whom they are when the key set does not say', async () => {
    writeFileSync(at('none.json'), '{"keys":[]}');
    const { exitCode } = await cli.run('receipt', 'check', 'r.jwt', '--key', 'none.json');
    expect(exitCode).toBe(2);
  });

  it.each([
    [66, ['receipt', 'check', 'r.jwt', '--key', 'missing.json']],
    [66, ['receipt', 'check', 'missing.jwt', '--key', 'keys.json']],
    [66, ['receipt', 'check', 'r.jwt', '--key', 'one.csv']],
    [66, ['receipt', 'check', 'r.jwt', '--key', 'keys.json', '--report', 'one.csv']],
    [64, ['receipt', 'check', 'r.jwt']],
    [1, ['receipt', 'check', 'one.csv', '--key', 'keys.json']],
  ])('exit with %i for %j', async (exitCode, words) => {
    expect((await cli.run(...words)).exitCode).toBe(exitCode);
  });

  it('are not made for several documents, over an input, or without a key', async () => {
    expect((await cli.run('verify', pdf, pdf, pdf, '--receipt', 'x.jwt')).exitCode).toBe(64);
    expect((await cli.run('verify', pdf, '--receipt', pdf)).exitCode).toBe(64);
    const keyless = await cli.run('--data-dir', 'empty', 'verify', pdf, '--receipt', 'x.jwt');
    expect(keyless.exitCode).toBe(64);
  });

  it('can be signed with a key from the environment, which the settings never show', async () => {
    const environment = { PARINYA_RECEIPT_KEY_FILE: at('parinya-data/receipt-key.pem') };
    const signed = await cli.runWith(environment, 'verify', pdf, '--offline', '--receipt', 'e.jwt');
    expect(signed.exitCode).toBe(2);
    const check = await cli.run('receipt', 'check', 'e.jwt', '--key', 'keys.json', '--pdf', pdf);
    expect(check.exitCode).toBe(0);
    const shown = await cli.runWith(environment, 'config');
    expect(shown.output).not.toContain('PRIVATE KEY');
    const broken = { PARINYA_RECEIPT_KEY: 'x' };
    const refused = await cli.runWith(broken, 'verify', pdf, '--receipt', 'x.jwt');
    expect(refused.exitCode).toBe(66);
  });
});
