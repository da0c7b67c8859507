import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type axeCore from 'axe-core';
import type { Page } from 'playwright-core';
import { dropFiles, hasChromium, openBrowser, pdfFile } from './chromium.ts';
import type { BrowserFixture } from './chromium.ts';

if (!hasChromium) {
  process.stderr.write('SKIPPED: the browser tests, because there is no /usr/bin/chromium\n');
}
const describeInBrowser = hasChromium ? describe : describe.skip;

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Rules of axe-core that a page breaks seriously, with the places. */
async function seriousFindings(page: Page): Promise<readonly string[]> {
  // Through the debugger, past the page's own policy, which rightly forbids foreign scripts.
  await page.evaluate(await readFile(axeFile, 'utf8'));
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof axeCore };
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

function headline(page: Page): Promise<string | null> {
  return page.locator('#answer-headline').textContent();
}

/** How far a page is wider than its window. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}

describeInBrowser('the verify page in a browser', () => {
  let browser: BrowserFixture;
  let documentId: string;
  let pdf: Buffer;

  beforeAll(async () => {
    browser = await openBrowser();
    ({ documentId, pdf } = browser.installation.documents[0]!);
  }, 120_000);
  beforeEach(() => {
    browser.complaints.length = 0;
  });
  afterAll(() => browser.close());

  it('checks a file as soon as it is chosen, and puts the answer where the form was', async () => {
    const page = await browser.open('/verify?lang=th');
    await page.setInputFiles('#pdf', pdfFile(pdf));
    await page.waitForSelector('.answer');
    expect(await headline(page)).toBe('เอกสารนี้เป็นของจริงและยังมีผลใช้ได้');
    expect(await page.locator('.file-form').count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('answer-headline');
    expect(await page.title()).toBe('ผลการตรวจ · Parinya');
    expect(await page.locator('[data-print]').isVisible()).toBe(true);
    await page.getByRole('link', { name: 'ตรวจไฟล์อื่น' }).click();
    await page.waitForSelector('.file-form');
    expect(browser.complaints).toEqual([]);
  });

  it('takes a dropped file, and a sidecar dropped with it', async () => {
    const page = await browser.open('/verify?lang=en');
    await dropFiles(page, [{ name: 'x.pdf', content: browser.installation.forged }]);
    await page.waitForSelector('.answer');
    expect(await headline(page)).toMatch(/^This document was changed after signing/);
    const both = await browser.open('/verify?lang=en');
    const { documents } = browser.installation;
    await dropFiles(both, [
      { name: 'x.jws', content: documents[0]!.sidecar },
      { name: 'x.pdf', content: documents[1]!.pdf },
    ]);
    await both.waitForSelector('.answer');
    expect(await headline(both)).toMatch(/^The PDF and its sidecar do not belong together/);
  });

  it('says what it cannot take, and goes on taking files', async () => {
    const page = await browser.open('/verify?lang=en');
    await dropFiles(page, [
      { name: 'a.pdf', content: '%PDF' },
      { name: 'b.pdf', content: '%PDF' },
    ]);
    expect(await page.locator('[data-fault]').textContent()).toMatch(/^Drop one PDF/);
    await page.setInputFiles('#pdf', pdfFile(''));
    await page.waitForFunction(() =>
      document.querySelector('[data-fault]')?.textContent.startsWith('No file was chosen'),
    );
    await page.setInputFiles('#pdf', pdfFile(pdf));
    await page.waitForSelector('.answer-passed');
  });

  it('says when the server cannot be reached, and shows nothing that looks like an answer', async () => {
    const page = await browser.open('/verify?lang=en');
    await page.context().setOffline(true);
    await page.setInputFiles('#pdf', pdfFile(pdf));
    await page.waitForFunction(() =>
      document
        .querySelector('[data-fault]')
        ?.textContent.startsWith('The server could not be reached'),
    );
    expect(await page.locator('.answer').count()).toBe(0);
  });

  it('works with the keyboard alone', async () => {
    const page = await browser.open('/verify?lang=en');
    // Asked for early: the browser needs a moment before it hands choosers over.
    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('pdf');
    const ring = await page.evaluate(
      () => getComputedStyle(document.querySelector('.file-label')!).outlineWidth,
    );
    expect(ring).toBe('3px');
    await page.keyboard.press('Enter');
    await (await chooser).setFiles(pdfFile(pdf));
    await page.waitForSelector('.answer');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY');
    await page.keyboard.press('Enter');
    expect(await page.locator('.checks li').first().isVisible()).toBe(true);
  });

  it('needs no script: the form sends the file and gets a whole page', async () => {
    const page = await browser.open('/verify?lang=th', { javaScriptEnabled: false });
    await page.setInputFiles('#pdf', pdfFile(pdf));
    await page.getByRole('button', { name: 'ตรวจสอบ', exact: true }).click();
    expect(await headline(page)).toBe('เอกสารนี้เป็นของจริงและยังมีผลใช้ได้');
    expect(await page.locator('[data-print]').isVisible()).toBe(false);
  });

  it('finds a document by its typed id, and says when a dropped file is another one', async () => {
    const other = browser.installation.documents[1]!.pdf;
    const page = await browser.open('/verify?lang=en');
    await page.fill('#document-id', documentId.toLowerCase().replaceAll('-', ''));
    await page.keyboard.press('Enter');
    await page.waitForSelector('.registry-state');
    expect(page.url()).toBe(`${browser.url}/v/${documentId}?lang=en`);
    await page.setInputFiles('#pdf', pdfFile(other));
    await page.waitForSelector('.answer .notice');
  });

  it('keeps the language that was chosen', async () => {
    const page = await browser.open('/verify?lang=th');
    await page.getByRole('link', { name: 'English' }).click();
    await page.goto(`${browser.url}/verify`);
    expect(await page.locator('h1').textContent()).toBe('Verify a document');
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  });

  it('sets Thai in Sarabun, from this server', async () => {
    const page = await browser.open('/verify?lang=th');
    const isLoaded = await page.evaluate(async () => {
      await document.fonts.ready;
      return [...document.fonts].some(
        ({ family, status }) => family.includes('Sarabun') && status === 'loaded',
      );
    });
    expect(isLoaded).toBe(true);
  });

  it.each([
    ['th', 'light'],
    ['en', 'dark'],
  ] as const)(
    'has no serious accessibility finding in %s, %s',
    async (lang, colorScheme) => {
      for (const path of ['/verify', `/v/${documentId}`, '/v/x', '/claim', '/nowhere']) {
        const page = await browser.open(`${path}?lang=${lang}`, { colorScheme });
        expect({ path, found: await seriousFindings(page) }).toEqual({ path, found: [] });
        await page.context().close();
      }
      for (const content of [pdf, browser.installation.forged, 'no pdf']) {
        const page = await browser.open(`/verify?lang=${lang}`, { colorScheme });
        await page.setInputFiles('#pdf', pdfFile(content));
        await page.waitForSelector('.answer');
        await page.click('summary');
        expect(await seriousFindings(page)).toEqual([]);
        await page.context().close();
      }
    },
    120_000,
  );

  it('would notice an accessibility finding', async () => {
    const page = await browser.open('/verify?lang=en');
    await page.evaluate(() => {
      document.documentElement.removeAttribute('lang');
      document.querySelector<HTMLElement>('.lead')!.style.color = '#cccccc';
    });
    const findings = await seriousFindings(page);
    expect(findings.map((finding) => finding.split(':', 1)[0]).sort()).toEqual([
      'color-contrast',
      'html-has-lang',
    ]);
  });

  it.each(['th', 'en'])('fits a window of 320 px in %s', async (lang) => {
    const viewport = { width: 320, height: 640 };
    for (const path of ['/verify', `/v/${documentId}`, '/v/x', '/claim', '/nowhere']) {
      const page = await browser.open(`${path}?lang=${lang}`, { viewport });
      expect({ path, overflow: await overflow(page) }).toEqual({ path, overflow: 0 });
    }
    const page = await browser.open(`/verify?lang=${lang}`, { viewport });
    await page.setInputFiles('#pdf', pdfFile(browser.installation.forged));
    await page.waitForSelector('.answer');
    await page.click('summary');
    expect(await overflow(page)).toBe(0);
  });

  it('gives fingers targets of 44 px', async () => {
    const page = await browser.open('/verify?lang=th', { viewport: { width: 320, height: 640 } });
    await page.click('summary');
    const small = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('a, button, summary, input:not([type=hidden])')]
        .filter((element) => !element.matches('.skip'))
        .filter((element) => element.offsetParent !== null)
        .map((element) => ({ html: element.outerHTML, box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.width < 44 || box.height < 44)
        .map(({ html }) => html),
    );
    expect(small).toEqual([]);
  });
});
