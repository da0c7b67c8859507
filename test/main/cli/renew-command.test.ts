import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseInstant } from '../../../src/shared/instant.ts';
import { openCommandLineFixture } from '../../support/command-line-fixture.ts';
import type { CommandLineFixture } from '../../support/command-line-fixture.ts';

/** After the signer's certificate and before the time-stamp authority's. */
const BEFORE = ['--before', '2033-01-01'];

describe('parinya renew', () => {
  let cli: CommandLineFixture;
  const issued: { documentId: string; pdf: string; sidecar: string }[] = [];
  beforeAll(async () => {
    cli = openCommandLineFixture(new Promise(() => undefined));
    await cli.run('init', '--development');
    const [one, two] = JSON.parse(readFileSync('fixtures/records/sommut.json', 'utf8')) as object[];
    for (const [student, level] of [
      [one, 'B-B'],
      [two, 'B-LT'],
    ] as const) {
      const record = { ...student, fullTranscript: undefined, documentLanguage: 'th' };
      writeFileSync(join(cli.folder, 'records.json'), JSON.stringify([record]));
      const { json } = await cli.run(
        ...['issue', 'records.json', '--institution', '99001', '--level', level, '--out', 'out'],
      );
      issued.push(json[0] as (typeof issued)[number]);
    }
  });
  afterAll(() => cli.remove());

  const ids = () => issued.map(({ documentId }) => documentId);

  it('finds nothing to do while everything lasts', async () => {
    const { exitCode, json } = await cli.run('renew', '--json');
    expect(exitCode).toBe(0);
    expect(json[0]).toMatchObject({
      dryRun: false,
      before: '2027-02-22T03:00:00Z',
      counts: { renewed: 0, failed: 0 },
      documents: [],
    });
  });

  it('lists what is due, and why', async () => {
    const { exitCode, json } = await cli.run('renew', ...BEFORE, '--dry-run', '--json');
    expect(exitCode).toBe(0);
    const documents = json[0]!['documents'] as { reasons: { kind: string }[] }[];
    expect(documents).toEqual(
      ids().map((documentId, at) => {
        const level = at === 0 ? 'B-B' : 'B-LT';
        return expect.objectContaining({ documentId, level, result: 'due' });
      }),
    );
    // The signer's certificate; and RSA with 2048 bits, of the signer and of its authorities.
    expect(documents[0]!.reasons.map(({ kind }) => kind)).toEqual([
      'certificate-ends',
      'algorithm-ends',
      'algorithm-ends',
    ]);
  });

  it('refuses an institution that has none, and a time that is none', async () => {
    const other = await cli.run('renew', ...BEFORE, '--institution', '99002', '--json');
    expect(other.json[0]).toMatchObject({ documents: [] });
    expect((await cli.run('renew', '--before', 'soon')).exitCode).toBe(64);
  });

  it('renews each once, and keeps every copy known', async () => {
    const first = await cli.run('renew', ...BEFORE, '--json');
    expect(first.messages).toContain('2 documents were renewed');
    expect(first).toMatchObject({ exitCode: 0, json: [{ counts: { renewed: 2 } }] });
    const again = await cli.run('renew', ...BEFORE, '--json');
    expect(again.json[0]).toMatchObject({ counts: { renewed: 0 } });
    const shown = await cli.run('document', 'show', ids()[0]!);
    expect(shown.json[0]).toMatchObject({
      level: 'B-LTA',
      revisions: [
        { revision: 1, level: 'B-B', madeAt: '2026-11-24T03:00:00Z' },
        { revision: 2, level: 'B-LTA' },
      ],
    });
    expect((await cli.run('audit')).exitCode).toBe(0);
  });

  it('gives out the newest copy, and verification says so of an older one', async () => {
    const [{ documentId, pdf, sidecar }] = issued as [(typeof issued)[number]];
    await cli.run('document', 'export', documentId, '--out', 'newest');
    const newest = join('newest', `${documentId}.pdf`);
    const answers = [
      await cli.run('verify', pdf, sidecar, '--json'),
      await cli.run('verify', newest, sidecar, '--json'),
    ];
    expect(answers.map(({ json }) => json[0])).toMatchObject([
      { indication: 'TOTAL-PASSED', registry: { copy: { revision: 1, newestRevision: 2 } } },
      {
        indication: 'TOTAL-PASSED',
        registry: { copy: { revision: 2, newestRevision: 2 } },
        sidecar: { binding: 'MATCHES' },
        signatures: [{ level: 'B-LTA' }],
      },
    ]);
    const said = await cli.run('verify', pdf, '--lang', 'en');
    expect(said.output + said.messages).toContain('has a renewed copy of it');
  });

  it('says of what has ended that it is too late, with exit code 1', async () => {
    cli.setTime(parseInstant('2042-01-01T00:00:00Z'));
    const { exitCode, messages } = await cli.run('renew');
    expect(exitCode).toBe(1);
    expect(messages).toContain('renewal-too-late');
  });
});
