import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** A file that pages link to, in memory. */
export interface Asset {
  readonly bytes: Buffer;
  readonly mediaType: string;
  /** Changes with the content: part of the address, so that browsers may keep the file for good. */
  readonly version: string;
}

/** The files of the pages, by name: script, style sheet and fonts, all from this server. */
export class PageAssets {
  readonly #assets: ReadonlyMap<string, Asset>;

  constructor(assets: ReadonlyMap<string, Asset>) {
    this.#assets = assets;
  }

  find(name: string): Asset | undefined {
    return this.#assets.get(name);
  }

  /** The address of a file; `undefined` when the pages were not built, so that they go without it. */
  addressOf(name: string): string | undefined {
    const asset = this.find(name);
    return asset === undefined ? undefined : `/assets/${name}?v=${asset.version}`;
  }
}

const mediaTypes: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  css: 'text/css',
  ttf: 'font/ttf',
  svg: 'image/svg+xml',
};

const require = createRequire(import.meta.url);
/** Name on the page to file of the font package (SIL Open Font License). */
const fontFiles = {
  'sarabun-400.ttf': '@expo-google-fonts/sarabun/400Regular/Sarabun_400Regular.ttf',
  'sarabun-600.ttf': '@expo-google-fonts/sarabun/600SemiBold/Sarabun_600SemiBold.ttf',
} as const;

/**
 * Reads the built files of the pages and the fonts into memory, once.
 * @param directory where `tools/build-pages.js` has put them; beside the compiled code when left out.
 */
export async function loadPageAssets(
  directory = fileURLToPath(new URL('.', import.meta.url)),
): Promise<PageAssets> {
  const built = (await readdir(directory).catch(() => [])).filter((name) => isPageFile(name));
  const files = [
    ...built.map((name) => [name, `${directory}/${name}`] as const),
    ...Object.entries(fontFiles).map(([name, file]) => [name, require.resolve(file)] as const),
  ];
  const assets = await Promise.all(
    files.map(async ([name, file]) => [name, toAsset(name, await readFile(file))] as const),
  );
  return new PageAssets(new Map(assets));
}

/** The compiled modules of this folder lie beside the built files; they are no page's. */
function isPageFile(name: string): boolean {
  return name === 'pages.css' || name === 'mark.svg' || /^[a-z]+\.island\.js$/.test(name);
}

function toAsset(name: string, bytes: Buffer): Asset {
  const extension = name.slice(name.lastIndexOf('.') + 1);
  return {
    bytes,
    mediaType: mediaTypes[extension] ?? 'application/octet-stream',
    version: createHash('sha256').update(bytes).digest('hex').slice(0, 12),
  };
}
