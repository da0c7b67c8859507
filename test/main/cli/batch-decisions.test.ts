import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openCommandLineFixture } from '../../support/command-line-fixture.ts';
import type { CommandLineFixture, CommandOutcome } from '../../support/command-line-fixture.ts';

/** The institution that asks for a second person. */
const INSTITUTION = '99002';

/** One student without figures: this institution cuts where the fixture's rounds. */
function studentFile(index: number, changes: Readonly<Record<string, unknown>> = {}): string {
  const students = JSON.parse(readFileSync('fixtures/records/sommut.json', 'utf8')) as object[];
  return JSON.stringify([{ ...students[index], ...changes }], (name, value: unknown) =>
    /gpax?$/i.test(name) ? undefined : value,
  );
}

interface ShownSummary {
  readonly digest: string;
  readonly digestShort: string;
  readonly differences: Readonly<Record<string, unknown>>;
  readonly samples: readonly { readonly row: number }[];
}

describe('parinya batch, step by step and by two persons', () => {
  let cli: CommandLineFixture;
  beforeAll(async () => {
    cli = openCommandLineFixture();
    await cli.run('init', '--development');
  }, 60_000);
  afterAll(() => cli.remove());

  const submit = async (name: string, content: string, ...more: string[]) => {
    writeFileSync(join(cli.folder, name), content);
    const words = ['batch', 'submit', name, '--institution', INSTITUTION, '--as', 'anan'];
    return cli.run(...words, ...more);
  };
  const submitted = async (name: string, content: string) => {
    const { json } = await submit(name, content);
    return String(json[0]!['batchId']);
  };
  const show = async (id: string): Promise<CommandOutcome & { summary: ShownSummary }> => {
    const outcome = await cli.run('batch', 'show', id, '--as', 'benja');
    return { ...outcome, summary: outcome.json[0]!['summary'] as ShownSummary };
  };
  const approve = (id: string, actor: string, ...digest: string[]) =>
    cli.run('batch', 'approve', id, '--as', actor, ...digest.flatMap((d) => ['--digest', d]));

  it('shows what there is to approve, in numbers and in words', async () => {
    const id = await submitted('one.json', studentFile(0));
    const { summary, messages, exitCode } = await show(id);
    expect(exitCode).toBe(0);
    expect(summary.differences).toMatchObject({ same: 0, changed: 0 });
    expect(messages).toContain(summary.digestShort);
    expect(messages).toContain('2 new, 0 in force already');
    const previews = await cli.run('batch', 'preview', id, '--out', 'looked-at');
    expect(previews.json).toHaveLength(summary.samples.length);
    expect(previews.json[0]).toMatchObject({ row: 1, digest: summary.digest });
    expect(readdirSync(join(cli.folder, 'looked-at'))).toHaveLength(summary.samples.length);
    const one = await cli.run('batch', 'preview', id, '--row', '1', '--out', 'one.pdf');
    expect(one.json).toEqual([{ row: 1, pdf: 'one.pdf' }]);
    expect(readFileSync(join(cli.folder, 'one.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
    const verified = await cli.run('verify', 'one.pdf', '--json');
    expect(verified.json[0]).not.toMatchObject({ indication: 'TOTAL-PASSED' });
    expect((await cli.run('batch', 'preview', id, '--row', '9', '--out', 'x.pdf')).exitCode).toBe(
      1,
    );
    expect((await cli.run('batch', 'preview', id, '--row', 'x', '--out', 'x.pdf')).exitCode).toBe(
      64,
    );
    expect(existsSync(join(cli.folder, 'x.pdf'))).toBe(false);
  });

  it('is approved by another person for what they saw, and asks again when that has changed', async () => {
    const id = await submitted('two.json', studentFile(1));
    const { summary } = await show(id);
    expect((await approve(id, 'anan', summary.digest)).exitCode).toBe(1);
    expect((await approve(id, 'benja', 'not-a-digest')).exitCode).toBe(64);
    const other = await submitted('other.json', studentFile(1, { majorEn: 'Another Major' }));
    await approve(other, 'benja', (await show(other)).summary.digest);
    expect((await cli.run('batch', 'resume', other)).exitCode).toBe(0);
    const unnamed = await approve(id, 'benja');
    expect(unnamed.exitCode).toBe(1);
    expect(unnamed.messages).toContain('earlier documents of its students');
    const late = await approve(id, 'benja', summary.digestShort);
    expect(late.exitCode).toBe(1);
    expect(late.messages).toContain('earlier documents of its students');
    const again = await show(id);
    expect(again.summary.differences).toMatchObject({ new: 0, changed: 2 });
    expect(again.messages).toContain('What differs: majorEn (2)');
    const approved = await approve(id, 'benja', again.summary.digestShort);
    expect(approved).toMatchObject({
      exitCode: 0,
      json: [{ state: 'approved', approvedDigest: again.summary.digest, isApprovedAlone: false }],
    });
    const second = await cli.run('batch', 'reject', id, '--as', 'dao', '--note', 'no');
    expect(second.exitCode).toBe(1);
    expect(second.messages).toContain('Somebody else decided on this batch');
  });

  it('is cancelled for good: going on with it is refused with the state named', async () => {
    const id = await submitted('three.json', studentFile(2));
    await approve(id, 'benja', (await show(id)).summary.digest);
    const cancelled = await cli.run('batch', 'cancel', id, '--as', 'dao', '--note', 'wrong term');
    expect(cancelled).toMatchObject({ exitCode: 0, json: [{ state: 'cancelled' }] });
    expect(cancelled.messages).toContain('0 documents are issued and stay in force');
    const resumed = await cli.run('batch', 'resume', id);
    expect(resumed.exitCode).toBe(1);
    expect(resumed.messages).toContain('from cancelled to issuing');
    expect((await cli.run('batch', 'cancel', id, '--as', 'dao')).exitCode).toBe(0);
    expect((await cli.run('batch', 'cancel', id, '--as', 'benja')).exitCode).toBe(1);
    expect((await cli.run('batch', 'cancel', 'b-none', '--as', 'dao')).exitCode).toBe(1);
  });

  it('finds the batch again that the same key brought, and refuses other content under it', async () => {
    const key = ['--idempotency-key', 'term-1'];
    const once = await submit('same.json', studentFile(3), ...key);
    const twice = await submit('same.json', studentFile(3), ...key);
    expect(twice.json[0]!['batchId']).toBe(once.json[0]!['batchId']);
    const other = await submit('same.json', studentFile(4), ...key);
    expect(other.exitCode).toBe(1);
    expect(other.output).toBe('');
  });

  it('has a code for everything that cannot be done to a document', async () => {
    const { json } = await cli.run('batch', 'list');
    const done = json.find((batch) => batch['state'] === 'issued')!;
    const resumed = await cli.run('batch', 'resume', String(done['batchId']));
    const [mine] = resumed.json.map((line) => String(line['documentId']));
    writeFileSync(join(cli.folder, 'five.csv'), readFileSync('fixtures/records/sommut.csv'));
    const issued = await cli.run('issue', 'five.csv', '--institution', '99001', '--out', 'out');
    const foreign = String(issued.json[0]!['documentId']);
    const [one, another] = [issued.json[0]!, issued.json.at(-1)!].map((l) =>
      String(l['documentId']),
    );
    const supersede = (by: string) =>
      cli.run('document', 'supersede', one!, '--by', by, '--reason', 'record-corrected');
    expect((await supersede(another!)).exitCode).toBe(1);
    expect((await supersede(mine!)).exitCode).toBe(1);
    expect((await cli.run('document', 'revoke', foreign, '--reason', 'because')).exitCode).toBe(64);
    expect((await cli.run('document', 'revoke', foreign, '--reason', 'other')).exitCode).toBe(64);
    expect((await cli.run('document', 'revoke', foreign, '--reason', 'fraud')).exitCode).toBe(0);
    expect((await cli.run('document', 'revoke', foreign, '--reason', 'fraud')).exitCode).toBe(0);
    const twice = await cli.run('document', 'revoke', foreign, '--reason', 'award-withdrawn');
    expect(twice.exitCode).toBe(1);
    expect(twice.messages).toContain('revoked');
  });
});
