import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { openCommandLineFixture } from '../../support/command-line-fixture.ts';
import type { CommandLineFixture } from '../../support/command-line-fixture.ts';

/** A file with so many students, each with one Thai document. */
function writeRecords(folder: string, name: string, count: number): void {
  const students = JSON.parse(readFileSync('fixtures/records/sommut.json', 'utf8')) as {
    studentId: string;
  }[];
  const records = students
    .slice(0, count)
    .map((student) => ({ ...student, fullTranscript: undefined, documentLanguage: 'th' }));
  writeFileSync(join(folder, name), JSON.stringify(records));
}

describe('Issuing at a level in a development data folder', () => {
  let fixture: CommandLineFixture;
  beforeAll(async () => {
    fixture = openCommandLineFixture();
    await fixture.run('init', '--development');
    writeRecords(fixture.folder, 'one.json', 1);
  });
  afterAll(() => fixture.remove());

  const issue = (file: string, institution: string, ...more: readonly string[]) =>
    fixture.run('issue', file, '--institution', institution, '--out', 'out', ...more);

  it('reaches B-LTA with the services that it starts itself, and says so in its line', async () => {
    const { exitCode, json } = await issue('one.json', '99001', '--level', 'B-LTA');
    expect(exitCode).toBe(0);
    expect(json).toEqual([expect.objectContaining({ level: 'B-LTA' })]);
    const { pdf, sidecar } = json[0] as { pdf: string; sidecar: string };
    const verified = await fixture.run('verify', pdf, sidecar, '--json');
    expect(JSON.parse(verified.output)).toMatchObject({
      indication: 'TOTAL-PASSED',
      signatures: [
        {
          level: 'B-LTA',
          changesAfter: 'LTV_UPDATES',
          bestSignatureTime: '2026-11-24T03:00:00Z',
        },
      ],
    });
  });

  it('finds the same documents again, and says where they are below the level asked for', async () => {
    writeRecords(fixture.folder, 'two.json', 2);
    await issue('two.json', '99001');
    const again = await issue('two.json', '99001', '--level', 'B-T');
    expect(again.exitCode).toBe(1);
    expect(again.json.map(({ level }) => level)).toEqual(['B-LTA', 'B-B']);
  });
});

describe('A time-stamp authority that fails', () => {
  let fixture: CommandLineFixture;
  let authority: Server;
  const answers: { status: number }[] = [];
  beforeAll(async () => {
    fixture = openCommandLineFixture();
    await fixture.run('init', '--development');
    writeRecords(fixture.folder, 'three.json', 3);
    authority = createServer((_, response) => {
      answers.push({ status: 503 });
      response.writeHead(503).end();
    });
    await new Promise<void>((resolve) => authority.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    authority.close();
    fixture.remove();
  });

  it('holds the documents up, says why, and lets them be issued later, at their level', async () => {
    const { port } = authority.address() as AddressInfo;
    const failing = {
      PARINYA_TIME_STAMPING: JSON.stringify({
        authorities: [{ url: `http://127.0.0.1:${port}/tsa`, tokenBytes: 4096 }],
        attempts: 1,
      }),
    };
    const words = ['issue', 'three.json', '--institution', '99001', '--out', 'out'];
    const failed = await fixture.runWith(failing, ...words, '--level', 'B-T');
    expect(failed.exitCode).toBe(75);
    expect(failed.json).toEqual([]);
    expect(answers.length).toBeGreaterThan(0);
    const [batch] = (await fixture.run('batch', 'list')).json as { batchId: string }[];
    expect(batch).toMatchObject({
      state: 'issuing',
      level: 'B-T',
      counts: { issued: 0 },
      waiting: { code: 'time-stamp-unreachable', documents: 3 },
    });
    const resumed = await fixture.run('batch', 'resume', batch!.batchId);
    expect(resumed.exitCode).toBe(0);
    expect(resumed.json).toHaveLength(3);
    const [after] = (await fixture.run('batch', 'list')).json;
    expect(after).toMatchObject({ state: 'issued', level: 'B-T', waiting: null });
  });

  it('without any authority outside a development folder says what to configure', async () => {
    const settings = join(fixture.folder, 'parinya-data', 'parinya.config.json');
    const config = JSON.parse(readFileSync(settings, 'utf8')) as Record<string, unknown>;
    delete config['developmentPki'];
    writeFileSync(settings, JSON.stringify(config));
    writeRecords(fixture.folder, 'four.json', 4);
    const words = ['issue', 'four.json', '--institution', '99001', '--out', 'out'];
    const failed = await fixture.run(...words, '--level', 'B-LTA');
    expect(failed.exitCode).toBe(64);
    expect(failed.messages).toContain('timeStamping.authorities');
  });
});
