import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openPdf, findTexts } from '../../rendering/support/read-pdf.ts';
import { openCommandLineFixture } from '../../support/command-line-fixture.ts';
import type { CommandLineFixture } from '../../support/command-line-fixture.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

describe('parinya template preview', () => {
  let fixture: CommandLineFixture;
  beforeEach(() => {
    fixture = openCommandLineFixture();
  });
  afterEach(() => {
    fixture.remove();
  });

  const read = (name: string): Uint8Array =>
    new Uint8Array(readFileSync(join(fixture.folder, name)));

  it.each(['classic', 'modern'])(
    'draws %s in both languages, without a data folder',
    async (name) => {
      const { exitCode } = await fixture.run('template', 'preview', name, '--out', 'seen');
      expect(exitCode).toBe(0);
      const files = readdirSync(join(fixture.folder, 'seen'));
      expect(files).toEqual(expect.arrayContaining([`${name}-th.pdf`, `${name}-en.pdf`]));
      const pages = files.filter((file) => file.startsWith(`${name}-th-`));
      // Where no program draws pages there are PDFs only, and the command says so.
      if (pages.length > 0) {
        const png = read(join('seen', `${name}-th-1.png`));
        expect([...png.subarray(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
      }
    },
  );

  it('makes nothing that could be taken for a document: no signature, no id, no address', async () => {
    await fixture.run('template', 'preview', 'classic', '--language', 'en');
    const pdf = read('classic-en.pdf');
    const file = Buffer.from(pdf).toString('latin1');
    expect(file).not.toContain('/ByteRange');
    expect(file).not.toContain('/DocMDP');
    const opened = await openPdf(pdf);
    const fields = await opened.getFieldObjects();
    expect(Object.keys(fields ?? {})).toEqual(['Signature']);
    await opened.loadingTask.destroy();
    const texts = (await findTexts(pdf)).map(({ text }) => text);
    expect(texts).toContain('0000-0000-0000-0000');
    expect(texts.join(' ')).toContain('https://specimen.example/v/');
  });

  it('draws a template of the own folder, and names what is wrong with it', async () => {
    const own = join(fixture.folder, 'plain');
    cpSync(join(ROOT, 'templates/transcripts/classic'), own, { recursive: true });
    const path = join(own, 'template.json');
    const data = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    writeFileSync(path, JSON.stringify({ ...data, name: 'plain' }));
    const good = await fixture.run('template', 'preview', './plain', '--language', 'th', '--json');
    expect(good.exitCode).toBe(0);
    expect(good.json[0]!['files']).toContain('plain-th.pdf');

    writeFileSync(path, JSON.stringify({ ...data, name: 'plain', colours: { ink: 'black' } }));
    const bad = await fixture.run('template', 'preview', './plain');
    expect(bad.exitCode).toBe(1);
    expect(bad.messages).toContain('/colours/ink ');
  });

  it("takes an institution's file, with its design beside it", async () => {
    const institution = JSON.parse(
      readFileSync(join(ROOT, 'fixtures/institutions/sommuttithan.json'), 'utf8'),
    ) as Record<string, unknown>;
    mkdirSync(join(fixture.folder, 'own'));
    writeFileSync(
      join(fixture.folder, 'own', 'design.json'),
      JSON.stringify({ labels: { en: { title: 'OUR OWN TITLE' } } }),
    );
    writeFileSync(
      join(fixture.folder, 'university.json'),
      JSON.stringify({ ...institution, design: 'own' }),
    );
    await fixture.run(
      ...'template preview modern --language en --institution university.json'.split(' '),
    );
    const texts = (await findTexts(read('modern-en.pdf'))).map(({ text }) => text);
    expect(texts).toContain('OUR OWN TITLE');
    expect(texts).toContain('Sommuttithan Institute of Technology');
  });

  it('shows the first record of a file', async () => {
    const file = join(ROOT, 'fixtures/records/sommut.csv');
    await fixture.run('template', 'preview', 'modern', '--language', 'th', '--records', file);
    const texts = (await findTexts(read('modern-th.pdf'))).map(({ text }) => text);
    const header = readFileSync(file, 'utf8').split('\n');
    const column = header[0]!.split(',').indexOf('student_id');
    expect(texts).toContain(header[1]!.split(',')[column]);
  });

  it('draws again and stops when it is told to', async () => {
    // This fixture is asked to stop at once, so one drawing is all.
    const stopping = openCommandLineFixture(Promise.resolve());
    try {
      const words = ['template', 'preview', 'classic', '--watch'];
      const { exitCode, messages } = await stopping.run(...words);
      expect(exitCode).toBe(0);
      expect(messages).toContain('Ctrl+C');
      expect(existsSync(join(stopping.folder, 'classic-th.pdf'))).toBe(true);
    } finally {
      stopping.remove();
    }
  });

  it('refuses what it does not know', async () => {
    expect((await fixture.run('template', 'preview', 'missing')).exitCode).toBe(1);
    const french = await fixture.run('template', 'preview', 'classic', '--language', 'fr');
    expect(french.exitCode).toBe(64);
  });
});
