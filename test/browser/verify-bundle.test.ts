import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import { instantOf } from '../../src/shared/instant.ts';
import { verifyDocument } from '../../src/verification/verify-document.ts';
import { verifyFile } from '../../src/verification/verify-file.ts';
import type * as verifyModule from '../../src/verify.ts';
import type { StatusEvidence } from '../../src/verification/evidence.ts';
import { buildVerifier } from '../../tools/build-pages.js';
import { foreignEvidence, makeForeignPki } from '../support/foreign/foreign-pki.ts';
import { libraryDocuments } from '../support/honest/library-documents.ts';
import { otherDocuments } from '../support/honest/other-documents.ts';
import { viewerDocuments } from '../support/honest/viewer-documents.ts';
import { FLAGS, EXECUTABLE, hasChromium } from './chromium.ts';
import { openVerifyingInstallation } from './verifying-installation.ts';
import type { VerifyingInstallation } from './verifying-installation.ts';

const BUNDLE = '.cache/browser-test-verify/verify.js';
const LARGEST_GZIPPED_BYTES = 120_000;
const describeInBrowser = hasChromium ? describe : describe.skip;

/** What goes into the page, as JSON: bytes as base64. */
interface Question {
  readonly pdf?: string;
  readonly sidecar?: string;
  readonly trustList?: string;
  readonly anchors?: readonly string[];
  readonly crls?: readonly string[];
  readonly ocspResponses?: readonly string[];
  readonly certificates?: readonly string[];
  readonly validationTime: number;
  readonly status?: StatusEvidence;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

describe('the bundle of verification', () => {
  beforeAll(() => buildVerifier(BUNDLE));

  it('is small enough for a phone', async () => {
    expect(gzipSync(await readFile(BUNDLE), { level: 9 }).length).toBeLessThanOrEqual(
      LARGEST_GZIPPED_BYTES,
    );
  });

  it('is one file: it imports nothing', async () => {
    const code = await readFile(BUNDLE, 'utf8');
    const loads = /\bimport\s*["'{*]|\bimport\(|\bfrom\s*["']|\brequire\(/g;
    expect(code.match(loads)).toBeNull();
  });
});

describeInBrowser('verification in a browser', () => {
  let installation: VerifyingInstallation;
  let page: Page;
  let close: () => Promise<void>;
  const asked: string[] = [];

  beforeAll(async () => {
    installation = await openVerifyingInstallation();
    await buildVerifier(BUNDLE);
    const code = await readFile(BUNDLE);
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      const isScript = request.url === '/verify.js';
      response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
      response.end(isScript ? code : '<!doctype html><title>x</title>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const browser = await chromium.launch({ executablePath: EXECUTABLE, args: FLAGS });
    page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    // Names that only Node has are traps here: whoever looks at one says so.
    await page.evaluate(async () => {
      for (const name of ['Buffer', 'process', 'global', 'require', 'setImmediate', '__dirname']) {
        Object.defineProperty(globalThis, name, {
          get: () => {
            throw new Error(`looked at ${name}`);
          },
        });
      }
      const address = '/verify.js';
      Object.assign(globalThis, { parinya: await import(address) });
    });
    await page.context().setOffline(true);
    close = async () => {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await installation.close();
    };
  }, 120_000);
  afterAll(() => close());

  function verifyThere(question: Question): Promise<unknown> {
    return page.evaluate(async (given) => {
      const { parinya } = globalThis as unknown as { parinya: typeof verifyModule };
      const bytes = (text: string) =>
        Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
      const all = (texts: readonly string[] = []) => texts.map(bytes);
      const document = {
        ...(given.pdf === undefined ? {} : { pdf: bytes(given.pdf) }),
        ...(given.sidecar === undefined ? {} : { sidecar: given.sidecar }),
        validationTime: parinya.instantOf(given.validationTime),
      };
      if (given.trustList !== undefined) {
        return parinya.verifyFile({
          ...document,
          trustList: given.trustList,
          findStatus: () => Promise.resolve(given.status),
        });
      }
      return parinya.verifyDocument({
        ...document,
        trust: { kind: 'anchors', anchors: all(given.anchors).map(parinya.parseCertificate) },
        crls: all(given.crls),
        ocspResponses: all(given.ocspResponses),
        certificates: all(given.certificates),
      });
    }, question);
  }

  it('gives the same reports as Node for our documents, at every level, forged and offline', async () => {
    const trustList = await installation.verifier.getTrustList();
    const now = instantOf(Date.now());
    const status = (documentId: string): StatusEvidence => ({
      kind: 'registry',
      documentId,
      state: 'issued',
      since: now,
      reason: null,
      supersededBy: null,
    });
    const [first] = installation.documents;
    const cases = [
      ...installation.documents.map(({ pdf, sidecar, documentId }) => ({
        pdf,
        sidecar,
        status: status(documentId),
        expected: 'TOTAL-PASSED',
      })),
      ...installation.documents.map(({ pdf }) => ({ pdf, expected: 'INDETERMINATE' })),
      { sidecar: first!.sidecar, status: status(first!.documentId), expected: 'TOTAL-PASSED' },
      { pdf: installation.forged, status: status(first!.documentId), expected: 'TOTAL-FAILED' },
      { pdf: Buffer.from('no document'), expected: 'TOTAL-FAILED' },
    ];
    for (const { pdf, sidecar, status: given, expected } of cases as readonly {
      pdf?: Buffer;
      sidecar?: string;
      status?: StatusEvidence;
      expected: string;
    }[]) {
      const here = await verifyFile({
        ...(pdf === undefined ? {} : { pdf }),
        ...(sidecar === undefined ? {} : { sidecar }),
        trustList,
        validationTime: now,
        findStatus: () => Promise.resolve(given),
      });
      const there = await verifyThere({
        ...(pdf === undefined ? {} : { pdf: base64(pdf) }),
        ...(sidecar === undefined ? {} : { sidecar }),
        ...(given === undefined ? {} : { status: given }),
        trustList,
        validationTime: now,
      });
      expect(there).toEqual(JSON.parse(JSON.stringify(here)));
      expect(here.indication).toBe(expected);
    }
  });

  it('gives the same reports as Node for documents of other programs', async () => {
    const pki = makeForeignPki();
    const documents = [...viewerDocuments, ...libraryDocuments, ...otherDocuments];
    expect(documents.length).toBeGreaterThan(20);
    for (const { build, kind, evidence: more } of documents) {
      const pdf = build(pki);
      const evidence = { ...foreignEvidence(pki), ...more?.(pki) };
      const here = await verifyDocument({ ...evidence, pdf });
      const { trust } = evidence;
      const there = await verifyThere({
        pdf: base64(pdf),
        anchors:
          trust.kind === 'anchors' ? trust.anchors.map(({ encoded }) => base64(encoded)) : [],
        crls: (evidence.crls ?? []).map(base64),
        ocspResponses: (evidence.ocspResponses ?? []).map(base64),
        certificates: (evidence.certificates ?? []).map(base64),
        validationTime: evidence.validationTime,
      });
      expect({ kind, report: there }).toEqual({ kind, report: JSON.parse(JSON.stringify(here)) });
    }
  });

  it('has asked for nothing beyond its own file', () => {
    expect(asked.filter((url) => url !== '/favicon.ico')).toEqual(['/', '/verify.js']);
  });
});
