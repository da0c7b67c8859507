import type { ComponentChildren, VNode } from 'preact';
import type { Language } from '../../http/requests/language.ts';
import type { PageAssets } from '../assets/page-assets.ts';
import { Mark } from './symbols.tsx';

/** What every page needs to know of its request. */
export interface PageContext {
  readonly language: Language;
  /** The page's own path, for the links that change the language. */
  readonly path: string;
  /** What else stands in its address and is kept when the language changes. */
  readonly kept?: Readonly<Record<string, string>>;
  readonly assets: PageAssets;
  /** Which places this process serves, for the header. */
  readonly places: { readonly verify: boolean; readonly claim: boolean };
  /** Whether this verifier signs receipts. */
  readonly offersReceipts: boolean;
}

interface LayoutProps {
  readonly context: PageContext;
  readonly title: string;
  /** Name of the island that the page works with, if any. */
  readonly island?: 'verify';
  /** A page about one document or one answer is nothing for a search engine. */
  readonly isPrivate?: boolean;
  readonly children: ComponentChildren;
}

const words = {
  th: {
    skip: 'ข้ามไปยังเนื้อหา',
    languages: 'ภาษา',
    verify: 'ตรวจสอบเอกสาร',
    claim: 'รับเอกสาร',
    places: 'หน้าต่าง ๆ',
    footer: 'Parinya ออกใบแสดงผลการศึกษาที่ลงนามดิจิทัล และให้ทุกคนตรวจสอบได้',
    api: 'สำหรับระบบงาน (API)',
  },
  en: {
    skip: 'Skip to content',
    languages: 'Language',
    verify: 'Verify a document',
    claim: 'Get your documents',
    places: 'Places',
    footer: 'Parinya issues digitally signed transcripts that anyone can verify.',
    api: 'For systems (API)',
  },
} as const;

/** The frame of every page: header with the language switch, the content, footer. */
export function Layout(props: LayoutProps): VNode {
  const { context, title, island, isPrivate, children } = props;
  const { language, assets, places } = context;
  const text = words[language];
  const icon = assets.addressOf('mark.svg');
  const styles = assets.addressOf('pages.css');
  const script = island === undefined ? undefined : assets.addressOf(`${island}.island.js`);
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {isPrivate === true && <meta name="robots" content="noindex" />}
        <title>{`${title} · Parinya`}</title>
        {icon !== undefined && <link rel="icon" type="image/svg+xml" href={icon} />}
        {styles !== undefined && <link rel="stylesheet" href={styles} />}
        {script !== undefined && <script type="module" src={script} />}
      </head>
      <body>
        <a class="skip" href="#content">
          {text.skip}
        </a>
        <header class="page-header">
          <div class="page-header-inner">
            <a class="brand" href={withLanguage('/', language)}>
              <Mark />
              <span>Parinya</span>
            </a>
            {places.verify && places.claim && (
              <nav class="places" aria-label={text.places}>
                <PlaceLink context={context} path="/verify" name={text.verify} />
                <PlaceLink context={context} path="/claim" name={text.claim} />
              </nav>
            )}
            <nav class="languages" aria-label={text.languages}>
              <LanguageLink context={context} to="th" name="ไทย" />
              <LanguageLink context={context} to="en" name="English" />
            </nav>
          </div>
        </header>
        <main id="content" class="column">
          {children}
        </main>
        <footer class="page-footer">
          <div class="column">
            <p>{text.footer}</p>
            <p>
              <a href="/api/v1/openapi.json">{text.api}</a>
            </p>
          </div>
        </footer>
      </body>
    </html>
  );
}

function PlaceLink(props: { context: PageContext; path: string; name: string }): VNode {
  const { context, path, name } = props;
  const isHere = context.path === path;
  return (
    <a href={withLanguage(path, context.language)} {...(isHere ? { 'aria-current': 'page' } : {})}>
      {name}
    </a>
  );
}

function LanguageLink(props: { context: PageContext; to: Language; name: string }): VNode {
  const { context, to, name } = props;
  const isCurrent = context.language === to;
  return (
    <a
      href={withLanguage(context.path, to, context.kept)}
      hreflang={to}
      lang={to}
      {...(isCurrent ? { 'aria-current': 'true' as const } : {})}
    >
      {name}
    </a>
  );
}

/** A link that keeps the language. @param kept what else is to stand in the address. */
export function withLanguage(
  path: string,
  language: Language,
  kept: Readonly<Record<string, string>> = {},
): string {
  return `${path}?${new URLSearchParams({ lang: language, ...kept }).toString()}`;
}
