import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { loadPageAssets } from '../../src/web/assets/page-assets.ts';
import { createHttpFixture } from '../support/http-fixture.ts';
import type { HttpFixture } from '../support/http-fixture.ts';
import { buildPages } from '../../tools/build-pages.js';

/** The browser of this machine. */
export const EXECUTABLE = process.env['PARINYA_CHROMIUM'] ?? '/usr/bin/chromium';
/** How it is started for tests. */
export const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const PAGES_FOLDER = '.cache/browser-test-pages';

/** Whether there is a browser to test with; a machine without one says so and goes on. */
export const hasChromium = existsSync(EXECUTABLE);

/** A browser and the service it looks at. */
export interface BrowserFixture extends HttpFixture {
  readonly url: string;
  /** Opens a page; what the page complains about is collected in `complaints`. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
  readonly complaints: string[];
  close(): Promise<void>;
}

/** Starts a browser, and the pages as they are built for the package, over fake services. */
export async function openBrowser(): Promise<BrowserFixture> {
  await buildPages(PAGES_FOLDER);
  const limits = { verifications: { requests: 1000, windowSeconds: 60 } };
  const fixture = createHttpFixture({ assets: await loadPageAssets(PAGES_FOLDER), limits });
  const server = createServer(fixture.app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser: Browser = await chromium.launch({ executablePath: EXECUTABLE, args: FLAGS });
  const complaints: string[] = [];
  return {
    ...fixture,
    url,
    complaints,
    open: async (path, options = {}) => {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      await page.goto(url + path);
      return page;
    },
    close: async () => {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A file as it is chosen or dropped. */
export function pdfFile(content: string, name = 'transcript.pdf') {
  return { name, mimeType: 'application/pdf', buffer: Buffer.from(content) };
}

/** Drops files on the page as a person does with the mouse. */
export async function dropFiles(
  page: Page,
  files: readonly { readonly name: string; readonly content: string }[],
): Promise<void> {
  const transfer = await page.evaluateHandle((dropped) => {
    const data = new DataTransfer();
    for (const { name, content } of dropped) data.items.add(new File([content], name));
    return data;
  }, files);
  await page.dispatchEvent('[data-drop-zone]', 'dragover', { dataTransfer: transfer });
  await page.dispatchEvent('[data-drop-zone]', 'drop', { dataTransfer: transfer });
}
