import { describe, expect, it } from '@jest/globals';
import { isAppError } from '../../../src/shared/app-error.ts';
import type { DocumentLanguage } from '../../../src/transcript/record.ts';
import { findTexts } from '../support/read-pdf.ts';
import { findMisplaced, findTouching } from '../support/text-places.ts';
import { loadTemplate } from '../../../src/rendering/template/load-template.ts';
import { compileFor, renderAlone, TEMPLATES } from '../support/render-samples.ts';
import {
  sampleInstitution,
  sampleRecords,
  toLargeRecord,
  toSampleDocument,
} from '../support/sample-documents.ts';

describe('the layout of a transcript', () => {
  const languages: readonly DocumentLanguage[] = ['th', 'en'];

  it.each(
    TEMPLATES.flatMap((template) => languages.map((language) => [template, language] as const)),
  )('keeps texts apart and inside the margins (%s, %s)', async (template, language) => {
    const PAGE = loadTemplate(template).data.page;
    const documents = [...sampleRecords(), toLargeRecord(8, 6, 40), toLargeRecord(12, 25, 120)].map(
      (record) => toSampleDocument(record, language),
    );
    const compiled = compileFor(documents, language, sampleInstitution(), template);
    for (const document of documents) {
      const texts = await findTexts(compiled.render(document));
      expect(findMisplaced(texts, PAGE)).toEqual([]);
      expect(findTouching(texts)).toEqual([]);
    }
  });

  it.each([1, 2, 3, 7, 9, 12])(
    'sets the names of %i terms under a chart apart from each other',
    async (terms) => {
      for (const language of languages) {
        const document = toSampleDocument(toLargeRecord(terms, 2, 20), language);
        const texts = await findTexts(renderAlone(document, 'modern'));
        const names = texts.filter(({ text }) => /^[123S]\/\d{4}$/.test(text));
        expect(names.length).toBeGreaterThanOrEqual(Math.min(terms, 4));
        for (const [index, { x }] of names.entries()) {
          if (index === 0) continue;
          const before = names[index - 1]!;
          expect(x - before.x - before.width).toBeGreaterThan(5.5);
        }
      }
    },
  );

  it('puts four years of six courses a term on one page', async () => {
    for (const language of languages) {
      const texts = await findTexts(
        renderAlone(toSampleDocument(toLargeRecord(8, 6, 38), language)),
      );
      expect(Math.max(...texts.map(({ page }) => page))).toBe(1);
    }
  });

  it('names document, student and page on every page', async () => {
    const document = toSampleDocument(toLargeRecord(12, 25, 120), 'en');
    const texts = await findTexts(renderAlone(document));
    const pages = Math.max(...texts.map(({ page }) => page));
    expect(pages).toBeGreaterThan(3);
    for (let page = 1; page <= pages; page++) {
      const all = texts
        .filter((text) => text.page === page)
        .map(({ text }) => text)
        .join(' ');
      expect(all).toContain(document.documentId);
      expect(all).toContain(document.transcript.record.familyNameEn);
      expect(all).toContain(`Page ${page} of ${pages}`);
    }
  });

  it('says on every page when a document is provisional', async () => {
    const record = { ...toLargeRecord(8, 8, 80), completion: 'provisional' as const };
    const texts = await findTexts(renderAlone(toSampleDocument(record, 'en')));
    const pages = new Set(texts.map(({ page }) => page));
    expect(pages.size).toBeGreaterThan(1);
    const marked = new Set(
      texts
        .filter(({ text }) => text.includes('Valid until 23 January 2027'))
        .map(({ page }) => page),
    );
    expect(marked).toEqual(pages);
  });

  it('breaks a name only at its spaces', async () => {
    const long = sampleRecords().find(({ studentId }) => studentId === '62050010')!;
    const texts = await findTexts(renderAlone(toSampleDocument(long, 'th')));
    expect(texts.map(({ text }) => text)).toContain(long.familyNameTh);
  });

  it('prints an institution without crest and registrar with the neutral mark', async () => {
    const { crest, ...institution } = sampleInstitution();
    expect(crest).toBeDefined();
    const registrar = { nameTh: '', nameEn: '', titleTh: '', titleEn: '' };
    const document = toSampleDocument(sampleRecords()[6]!, 'en');
    const compiled = compileFor([document], 'en', { ...institution, registrar });
    const texts = await findTexts(compiled.render(document));
    expect(texts.map(({ text }) => text)).toContain('Sommut University');
  });

  it('refuses a title that no size makes fit, instead of cutting it', () => {
    const record = toLargeRecord(1, 2, 2000);
    let code: string | undefined;
    try {
      renderAlone(toSampleDocument(record, 'en'));
    } catch (error) {
      if (isAppError(error)) code = error.code;
    }
    expect(code).toBe('text-does-not-fit');
  });
});
