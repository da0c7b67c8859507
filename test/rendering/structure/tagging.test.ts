import { describe, expect, it } from '@jest/globals';
import { openPdf } from '../support/read-pdf.ts';
import { renderAlone, TEMPLATES } from '../support/render-samples.ts';
import { sampleRecords, toLargeRecord, toSampleDocument } from '../support/sample-documents.ts';

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

  it('has a bookmark for each term', async () => {
    const document = toSampleDocument(sampleRecords()[0]!, 'en');
    const file = await openPdf(renderAlone(document));
    const outline = await file.getOutline();
    expect(outline.map(({ title }) => title)[0]).toBe('First Semester 2019');
    expect(outline).toHaveLength(document.transcript.record.terms.length);
    await file.loadingTask.destroy();
  });
});
