import { describe, expect, it } from '@jest/globals';
import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { loadInstitutionTemplate } from '../../../src/rendering/template/load-institution-template.ts';
import { openPdf } from '../support/read-pdf.ts';
import { renderAlone, TEMPLATES } from '../support/render-samples.ts';
import {
  sampleInstitution,
  sampleRecords,
  toLargeRecord,
  toSampleDocument,
} from '../support/sample-documents.ts';

interface TreeNode {
  readonly role?: string;
  readonly alt?: string;
  readonly type?: string;
  readonly id?: string;
  readonly bbox?: readonly number[];
  readonly children?: readonly TreeNode[];
}

const flatten = (node: TreeNode): TreeNode[] => [node, ...(node.children ?? []).flatMap(flatten)];

/** Structure elements and marked content of every page, as pdf.js sees them. */
async function readPages(
  pdf: Uint8Array,
): Promise<{ readonly nodes: TreeNode[]; readonly marks: string[] }[]> {
  const file = await openPdf(pdf);
  const pages = [];
  for (let number = 1; number <= file.numPages; number++) {
    const page = await file.getPage(number);
    const tree = (await page.getStructTree()) as TreeNode;
    const { items } = await page.getTextContent({ includeMarkedContent: true });
    const marks = items.flatMap((item) => {
      const { type, id } = item as { readonly type?: string; readonly id?: string | null };
      return type === 'beginMarkedContentProps' && typeof id === 'string' ? [id] : [];
    });
    pages.push({ nodes: flatten(tree), marks });
  }
  await file.loadingTask.destroy();
  return pages;
}

/** The text of each marked content as its glyphs say it, without what a reader guesses from their places. */
async function readMarkedTexts(pdf: Uint8Array): Promise<readonly string[]> {
  const file = await openPdf(pdf);
  const texts: string[] = [];
  for (let number = 1; number <= file.numPages; number++) {
    const page = await file.getPage(number);
    const { fnArray, argsArray } = await page.getOperatorList();
    let depth = 0;
    fnArray.forEach((operator, index) => {
      const args = argsArray[index] as readonly unknown[] | null;
      if (operator === OPS.beginMarkedContentProps || operator === OPS.beginMarkedContent) {
        if (depth++ === 0) texts.push('');
      } else if (operator === OPS.endMarkedContent) {
        depth--;
      } else if (operator === OPS.showText) {
        const glyphs = args![0] as readonly (number | { readonly unicode: string })[];
        const shown = glyphs.flatMap((glyph) => (typeof glyph === 'number' ? [] : [glyph.unicode]));
        texts.push(`${texts.pop()!}${shown.join('')}`);
      }
    });
  }
  await file.loadingTask.destroy();
  return texts;
}

describe('the structure of a document', () => {
  it.each(TEMPLATES.flatMap((template) => [[template, 'th'] as const, [template, 'en'] as const]))(
    'gives every marked content exactly one element (%s, %s)',
    async (template, language) => {
      for (const record of [...sampleRecords().slice(0, 2), toLargeRecord(9, 12, 90)]) {
        for (const { nodes, marks } of await readPages(
          renderAlone(toSampleDocument(record, language), template),
        )) {
          const owned = nodes.flatMap(({ type, id }) =>
            type === 'content' && id !== undefined ? [id] : [],
          );
          expect(new Set(owned).size).toBe(owned.length);
          expect(new Set(marks).size).toBe(marks.length);
          expect([...owned].sort()).toEqual([...marks].sort());
        }
      }
    },
  );

  it.each([
    ['classic', 2],
    ['modern', 3],
  ] as const)(
    'has one title, a table a term and texts for its figures (%s)',
    async (template, count) => {
      const document = toSampleDocument(sampleRecords()[1]!, 'en');
      const nodes = (await readPages(renderAlone(document, template))).flatMap(
        (page) => page.nodes,
      );
      const roles = (role: string): TreeNode[] => nodes.filter((node) => node.role === role);
      const { terms } = document.transcript.record;
      expect(roles('H1')).toHaveLength(1);
      expect(roles('Table')).toHaveLength(terms.length);
      expect(roles('TR')).toHaveLength(
        terms.reduce((rows, term) => rows + 1 + term.courses.length, 0),
      );
      expect(roles('Form')).toHaveLength(1);
      const figures = roles('Figure');
      expect(figures).toHaveLength(count);
      for (const { alt } of figures) expect(alt).toMatch(/\w/);
      expect(figures[0]!.alt).toContain('Sommut University');
    },
  );

  it.each(TEMPLATES)(
    'keeps words apart that stand apart, for who hears them (%s)',
    async (template) => {
      const document = toSampleDocument(sampleRecords()[1]!, 'en');
      const texts = await readMarkedTexts(renderAlone(document, template));
      const { labels } = loadInstitutionTemplate(template, sampleInstitution());
      for (const text of [
        `${labels.en.fields.studentId} ${document.transcript.record.studentId}`,
        `${labels.en.documentId} ${document.documentId}`,
        labels.en.verifyNote,
        labels.en.signatory + ' Sommut University Ms. Tuayang Thabiandee University Registrar',
      ]) {
        expect(texts).toContain(text);
      }
      expect(texts.find((text) => text.startsWith('A 4.00'))).toMatch(/(Fail|Satisfactory) [SU] /);
      expect(texts.find((text) => text.startsWith('Registered'))).toMatch(/\d GPA/);
    },
  );

  it('has a bookmark for each term', async () => {
    const document = toSampleDocument(sampleRecords()[0]!, 'en');
    const file = await openPdf(renderAlone(document));
    const outline = await file.getOutline();
    expect(outline.map(({ title }) => title)[0]).toBe('First Semester 2019');
    expect(outline).toHaveLength(document.transcript.record.terms.length);
    await file.loadingTask.destroy();
  });
});
