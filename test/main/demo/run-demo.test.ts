import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { forgeGrade } from '../../../src/main/demo/forge-grade.ts';
import type { DemoResult } from '../../../src/main/demo/run-demo.ts';
import { openCommandLineFixture } from '../../support/command-line-fixture.ts';
import type { CommandLineFixture, CommandOutcome } from '../../support/command-line-fixture.ts';

describe('the demo', () => {
  let cli: CommandLineFixture;
  let outcome: CommandOutcome;
  beforeAll(async () => {
    cli = openCommandLineFixture();
    outcome = await cli.run('demo', '--json');
  }, 60_000);
  afterAll(() => cli.remove());

  const result = () => outcome.json[0] as unknown as DemoResult;

  it('ends well only because every step gave what it should', () => {
    expect(outcome.exitCode).toBe(0);
    expect(result().expectations.length).toBeGreaterThanOrEqual(9);
    expect(result().expectations.every(({ expected, got }) => expected === got)).toBe(true);
  });

  it('leaves what it speaks of: PDFs, sidecars and a forged copy', () => {
    const { folder, documents, forged } = result();
    expect(folder).toBe(join(cli.folder, 'parinya-demo'));
    for (const { pdf, sidecar } of documents) {
      expect(existsSync(pdf) && existsSync(sidecar)).toBe(true);
    }
    expect(forged).toMatch(/forged[^/]*\.pdf$/);
    expect(outcome.messages).toContain(folder);
  });

  it('leaves files that can be verified further', async () => {
    const { documents, forged } = result();
    const environment = { PARINYA_DATA_DIR: join(result().folder, 'parinya-data') };
    const verdicts = await Promise.all(
      [documents[0]!.pdf, documents[1]!.pdf, forged].map((path) =>
        cli.runWith(environment, 'verify', path, '--json'),
      ),
    );
    expect(verdicts.map(({ json }) => [json[0]!['indication'], json[0]!['subIndication']])).toEqual(
      [
        ['TOTAL-PASSED', null],
        ['TOTAL-FAILED', 'DOCUMENT_REVOKED'],
        ['TOTAL-FAILED', 'HASH_FAILURE'],
      ],
    );
  });

  it('forges nothing but one stream, and keeps the length', () => {
    const { documents, forged } = result();
    const altered = readFileSync(forged);
    const genuine = readFileSync(
      documents.find(({ documentId }) => forged.includes(documentId))!.pdf,
    );
    expect(altered.length).toBe(genuine.length);
    expect(altered.equals(genuine)).toBe(false);
    expect(forgeGrade(new Uint8Array())).toBeUndefined();
  });

  it('clears only a folder that a demo made', async () => {
    const own = join(cli.folder, 'own');
    expect((await cli.run('init', '--dir', 'own')).exitCode).toBe(0);
    const before = readdirSync(own);
    expect((await cli.run('demo', '--out', 'own')).exitCode).toBe(64);
    expect(readdirSync(own)).toEqual(before);
    writeFileSync(join(result().folder, 'left-over'), '');
    expect((await cli.run('demo')).exitCode).toBe(0);
    expect(existsSync(join(result().folder, 'left-over'))).toBe(false);
  }, 60_000);
});
