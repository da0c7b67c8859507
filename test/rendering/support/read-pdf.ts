import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A text on a page as pdf.js finds it: points from the bottom left corner. */
export interface FoundText {
  readonly page: number;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
}

/** Opens a rendered file with pdf.js; `destroy` it afterwards. */
export async function openPdf(pdf: Uint8Array): Promise<PDFDocumentProxy> {
  return getDocument({ data: pdf.slice(), isEvalSupported: false, verbosity: 0 }).promise;
}

/** All texts of all pages, in the order in which they are drawn. */
export async function findTexts(pdf: Uint8Array): Promise<readonly FoundText[]> {
  const file = await openPdf(pdf);
  const found: FoundText[] = [];
  for (let page = 1; page <= file.numPages; page++) {
    const { items } = await (await file.getPage(page)).getTextContent();
    for (const item of items) {
      if (!('str' in item) || item.str.trim() === '') continue;
      const [, , , size, x, y] = item.transform as number[];
      found.push({ page, text: item.str, x: x!, y: y!, width: item.width, size: size! });
    }
  }
  await file.loadingTask.destroy();
  return found;
}
