import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { loadPageAssets } from '../../src/web/assets/page-assets.ts';
import { createHttpFixture } from '../support/http-fixture.ts';

async function builtFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'parinya-pages-'));
  await writeFile(join(folder, 'pages.css'), 'body{}');
  await writeFile(join(folder, 'verify.island.js'), 'export{}');
  await writeFile(join(folder, 'page-assets.js'), 'not for browsers');
  return folder;
}

describe('the files of the pages', () => {
  it('are linked with their version, and kept by browsers for good', async () => {
    const assets = await loadPageAssets(await builtFolder());
    const { app } = createHttpFixture({ assets });
    const page = await request(app).get('/verify');
    const style = /<link rel="stylesheet" href="([^"]+)"/.exec(page.text)![1]!;
    expect(style).toMatch(/^\/assets\/pages\.css\?v=[0-9a-f]{12}$/);
    expect(page.text).toMatch(/<script type="module" src="\/assets\/verify\.island\.js\?v=/);
    const file = await request(app)
      .get(style)
      .expect(200)
      .expect('Content-Type', /^text\/css/);
    expect(file.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    await request(app).get('/assets/pages.css').expect('Cache-Control', 'no-cache');
  });

  it('are only those that are meant for browsers', async () => {
    const assets = await loadPageAssets(await builtFolder());
    const { app } = createHttpFixture({ assets });
    await request(app).get('/assets/page-assets.js').expect(404);
    await request(app).get('/assets/..%2f..%2fpackage.json').expect(404);
  });

  it('hold the Thai fonts, from this server', async () => {
    const assets = await loadPageAssets(await builtFolder());
    const { app } = createHttpFixture({ assets });
    const font = await request(app).get('/assets/sarabun-400.ttf').expect(200);
    expect(font.headers['content-type']).toBe('font/ttf');
    expect((font.body as Buffer).length).toBeGreaterThan(50_000);
  });

  it('may be missing before the build: pages then go without them', async () => {
    const assets = await loadPageAssets(join(tmpdir(), 'parinya-no-such-folder'));
    const page = await request(createHttpFixture({ assets }).app).get('/verify').expect(200);
    expect(page.text).not.toContain('<script');
  });
});
