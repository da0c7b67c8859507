import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openCommandLineFixture } from '../../support/command-line-fixture.ts';
import type { CommandLineFixture } from '../../support/command-line-fixture.ts';

describe('parinya document', () => {
  let cli: CommandLineFixture;
  let ids: readonly string[];
  beforeAll(async () => {
    cli = openCommandLineFixture();
    await cli.run('init', '--development');
    copyFileSync('fixtures/records/sommut.csv', join(cli.folder, 'records.csv'));
    const { json } = await cli.run(
      ...['issue', 'records.csv', '--institution', '99001', '--out', 'out'],
    );
    ids = json.map((line) => String(line['documentId']));
  });
  afterAll(() => cli.remove());

  it('suspends, says what a document was before, and reinstates', async () => {
    const suspended = await cli.run('document', 'suspend', ids[0]!, '--reason', 'fraud');
    expect(suspended).toMatchObject({ exitCode: 0, json: [{ state: 'suspended' }] });
    const early = ['--at', '2020-01-01', '--known-at', '2026-11-24T03:00:00Z'];
    const shown = await cli.run('document', 'show', ids[0]!, ...early);
    expect(shown.json[0]).toMatchObject({ state: 'not-issued', isInForce: false });
    const reinstated = await cli.run('document', 'reinstate', ids[0]!, '--note', 'cleared');
    expect(reinstated.json[0]).toMatchObject({ state: 'issued', note: 'cleared' });
    expect((await cli.run('document', 'reinstate', ids[1]!)).exitCode).toBe(1);
  });

  it('supersedes only by a document that may stand in its place', async () => {
    const reason = ['--reason', 'record-corrected'];
    const itself = await cli.run('document', 'supersede', ids[0]!, '--by', ids[0]!, ...reason);
    expect(itself.exitCode).toBe(1);
    expect((await cli.run('document', 'supersede', ids[0]!, ...reason)).exitCode).toBe(64);
  });
});
