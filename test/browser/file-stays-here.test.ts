import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { parsePublicKeySet } from '../../src/formats/jws/public-jwk.ts';
import { checkReceipt } from '../../src/verification/receipt/check-receipt.ts';
import { dropFiles, hasChromium, openBrowser, pdfFile } from './chromium.ts';
import type { BrowserFixture, PageRequest } from './chromium.ts';

const describeInBrowser = hasChromium ? describe : describe.skip;

/** Any 24 bytes of the file, anywhere in a request: a body, an address, plain or as base64. */
function carriesAnyOf({ url, body }: PageRequest, file: Buffer): boolean {
  for (let start = 0; start + 24 <= file.length; start += 997) {
    const sample = file.subarray(start, start + 24);
    if (body?.includes(sample) === true || url.includes(sample.toString('base64url'))) return true;
  }
  return false;
}

/** All that an answer says, but for how many checks there were. */
const SAID = '.answer-head, .answer-lines, .all-checks > :not(summary, ol), .all-checks li';

const asksForCopies = (words: string): boolean => words.includes('registry/copy');

function text(page: Page, selector: string): Promise<string | null> {
  return page.locator(selector).textContent();
}

describeInBrowser('the sentence that the file does not leave the device', () => {
  let browser: BrowserFixture;
  let pdf: Buffer;
  let documentId: string;
  beforeAll(async () => {
    browser = await openBrowser();
    ({ documentId, pdf } = browser.installation.documents[0]!);
  }, 120_000);
  beforeEach(() => {
    browser.complaints.length = 0;
    browser.requests.length = 0;
  });
  afterAll(() => browser.close());

  it('is true: only the trust list and the state of the document are asked for', async () => {
    const page = await browser.open('/verify?lang=th');
    expect(await text(page, '[data-truth]')).toMatch(/^ไฟล์ไม่ถูกส่งออกจากเครื่องนี้/);
    browser.requests.length = 0;
    await page.setInputFiles('#pdf', pdfFile(pdf));
    await page.waitForSelector('.answer-passed');
    expect(await text(page, '.answer')).toContain('ไฟล์ไม่ถูกส่งออกจากเครื่องนี้');
    expect(browser.requests).toEqual([
      { method: 'GET', url: `${browser.url}/.well-known/parinya-trust-list`, body: null },
      { method: 'GET', url: `${browser.url}/api/v1/documents/${documentId}/status`, body: null },
    ]);
    expect(browser.complaints).toEqual([]);
  });

  it('is true of files that are dropped, forged, foreign or no documents at all', async () => {
    const files = [browser.installation.forged, Buffer.from('hello'.repeat(99)), pdf];
    for (const content of files) {
      const page = await browser.open('/verify?lang=en');
      browser.requests.length = 0;
      await dropFiles(page, [{ name: 'x.pdf', content }]);
      await page.waitForSelector('.answer');
      expect(browser.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
      expect(browser.requests.filter((each) => carriesAnyOf(each, content))).toEqual([]);
      await page.context().close();
    }
  });

  it('is not said where there is no script, and there the form says that it sends the file', async () => {
    const page = await browser.open('/verify?lang=en', { javaScriptEnabled: false });
    expect(await text(page, '[data-truth]')).toMatch(/^The file is sent to this server/);
    await page.setInputFiles('#pdf', pdfFile(pdf));
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.waitForSelector('.answer-passed');
    expect(await text(page, '.answer')).toContain('The file was sent to this server');
    const posts = browser.requests.filter(({ method }) => method === 'POST');
    expect(posts.map(({ url }) => url)).toEqual([`${browser.url}/verify?lang=en`]);
  });

  it('is not said where the browser cannot check signatures', async () => {
    const context = await browser.open('/verify?lang=en').then((page) => page.context());
    await context.addInitScript(() => {
      Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined });
    });
    const page = await context.newPage();
    await page.goto(`${browser.url}/verify?lang=en`);
    expect(await text(page, '[data-truth]')).toMatch(/^The file is sent to this server/);
    expect(await page.getByRole('button', { name: 'Check', exact: true }).isVisible()).toBe(true);
  });

  it('gives way to a receipt only when one is asked for, and says so before', async () => {
    const page = await browser.open('/verify?lang=en');
    await page.setInputFiles('#pdf', pdfFile(pdf));
    await page.waitForSelector('.answer-passed');
    expect(await text(page, '#receipt-sends')).toContain('with this button the file is sent');
    browser.requests.length = 0;
    await page.click('[data-receipt]');
    const link = page.locator('a[download]');
    await link.waitFor();
    expect(browser.requests.map(({ method }) => method)).toEqual(['POST']);
    expect(await text(page, '.answer')).toContain('The file was sent to this server');
    const download = page.waitForEvent('download');
    await link.click();
    const stream = await (await download).createReadStream();
    const receipt = (await stream.toArray()).join('');
    expect(
      await checkReceipt({
        receipt,
        keys: parsePublicKeySet(browser.installation.receipts.getKeys()),
        pdf,
      }),
    ).toMatchObject({ indication: 'TOTAL-PASSED', receipt: { indication: 'TOTAL-PASSED' } });
    expect(browser.complaints).toEqual([]);
  });

  it('asks the registry each time, and leaves open what it does not answer', async () => {
    const states = [
      [200, { state: 'revoked', since: '2026-11-20T00:00:00Z', reason: 'fraud' }, 'failed'],
      [404, {}, 'undetermined'],
      [503, {}, 'undetermined'],
    ] as const;
    for (const [status, change, symbol] of states) {
      const page = await browser.open('/verify?lang=en');
      await page.route('**/status', (route) =>
        route.fulfill({ status, json: { documentId, supersededBy: null, ...change } }),
      );
      await page.setInputFiles('#pdf', pdfFile(pdf));
      await page.waitForSelector(`.answer-${symbol}`);
      await page.context().close();
    }
  });

  it('says the same as the server, word for word', async () => {
    for (const content of [pdf, browser.installation.forged, Buffer.from('no document')]) {
      const answers: string[][] = [];
      for (const javaScriptEnabled of [true, false]) {
        const page = await browser.open('/verify?lang=th', { javaScriptEnabled });
        await page.setInputFiles('#pdf', pdfFile(content));
        if (!javaScriptEnabled)
          await page.getByRole('button', { name: 'ตรวจสอบ', exact: true }).click();
        await page.waitForSelector('.answer');
        const said = await page.locator(SAID).allTextContents();
        // Each is judged at its own moment.
        answers.push(said.map((words) => words.replace(/valid at \S+?Z/g, 'valid then')));
        await page.context().close();
      }
      const [here, onServer] = answers as [string[], string[]];
      expect(here.length).toBeGreaterThan(4);
      expect(here.filter(asksForCopies)).toEqual([]);
      // Which copies were handed out only the registry itself knows.
      expect(onServer.filter((words) => !asksForCopies(words))).toEqual(here);
    }
  });
});
