import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { loadPageAssets } from '../../src/web/assets/page-assets.ts';
import { createHttpFixture } from '../support/http-fixture.ts';
import type { HttpFixture } from '../support/http-fixture.ts';
import { openVerifyingInstallation } from './verifying-installation.ts';
import type { VerifyingInstallation } from './verifying-installation.ts';
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

/** A request that a page made. */
export interface PageRequest {
  readonly method: string;
  readonly url: string;
  readonly body: Buffer | null;
}

/** A browser and the service it looks at. */
export interface BrowserFixture extends HttpFixture {
  /** What the service verifies: documents that were really issued. */
  readonly installation: VerifyingInstallation;
  /** Every request of every page, in order. */
  readonly requests: PageRequest[];
  readonly url: string;
  /** Opens a page; what the page complains about is collected in `complaints`. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
  readonly complaints: string[];
  close(): Promise<void>;
}

/** Starts a browser, and the pages as they are built for the package, over real verification and fake issuing. */
export async function openBrowser(): Promise<BrowserFixture> {
  await buildPages(PAGES_FOLDER);
  const limits = { verifications: { requests: 1000, windowSeconds: 60 } };
  const installation = await openVerifyingInstallation();
  const fixture = createHttpFixture({
    assets: await loadPageAssets(PAGES_FOLDER),
    limits,
    realVerifier: installation.verifier,
    receipts: installation.receipts,
  });
  const server = createServer(fixture.app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser: Browser = await chromium.launch({ executablePath: EXECUTABLE, args: FLAGS });
  const complaints: string[] = [];
  const requests: PageRequest[] = [];
  return {
    ...fixture,
    installation,
    requests,
    url,
    complaints,
    open: async (path, options = {}) => {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      page.on('request', (request) => {
        const body = request.postDataBuffer();
        requests.push({ method: request.method(), url: request.url(), body });
      });
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
      await installation.close();
    },
  };
}

/** A file as it is chosen or dropped. */
export function pdfFile(content: string | Buffer, name = 'transcript.pdf') {
  return { name, mimeType: 'application/pdf', buffer: Buffer.from(content) };
}

/** Drops files on the page as a person does with the mouse. */
export async function dropFiles(
  page: Page,
  files: readonly { readonly name: string; readonly content: string | Buffer }[],
): Promise<void> {
  // Bytes cross into the page as base64.
  const encoded = files.map(({ name, content }) => ({
    name,
    content: Buffer.from(content).toString('base64'),
  }));
  const transfer = await page.evaluateHandle((dropped) => {
    const data = new DataTransfer();
    for (const { name, content } of dropped) {
      const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
      data.items.add(new File([bytes], name));
    }
    return data;
  }, encoded);
  await page.dispatchEvent('[data-drop-zone]', 'dragover', { dataTransfer: transfer });
  await page.dispatchEvent('[data-drop-zone]', 'drop', { dataTransfer: transfer });
}
