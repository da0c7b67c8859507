import type { Request, Response } from 'express';
import { render } from 'preact-render-to-string';
import type { VNode } from 'preact';
import type { Clock } from '../../shared/instant.ts';
import type { PageContext } from '../components/layout.tsx';
import type { PageAssets } from '../assets/page-assets.ts';
import { pageLanguageOf } from './page-language.ts';

/** What is the same for all pages of a process. */
export interface PageSettings {
  readonly assets: PageAssets;
  readonly places: PageContext['places'];
  readonly offersReceipts: boolean;
  readonly clock: Clock;
}

/** The context of the page that a request asks for. */
export function toPageContext(request: Request, settings: PageSettings): PageContext {
  const { assets, places, offersReceipts } = settings;
  return { assets, places, offersReceipts, language: pageLanguageOf(request), path: request.path };
}

/** Renders and sends a page. Pages depend on the language kept, so nobody between may store them. */
export function sendPage(response: Response, status: number, page: VNode, language: string): void {
  response
    .status(status)
    .type('html')
    .set('Content-Language', language)
    .set('Cache-Control', 'no-store')
    .vary('Accept-Language')
    .send(`<!doctype html>${render(page)}`);
}
