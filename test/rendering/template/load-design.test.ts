import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadInstitutionTemplate } from '../../../src/rendering/template/load-institution-template.ts';
import type { Template } from '../../../src/rendering/template/load-template.ts';
import { loadTemplate } from '../../../src/rendering/template/load-template.ts';
import { isAppError } from '../../../src/shared/app-error.ts';
import { encodePng } from '../support/encode-png.ts';
import { findTexts } from '../support/read-pdf.ts';
import { compileFor } from '../support/render-samples.ts';
import { sampleInstitution, sampleRecords, toSampleDocument } from '../support/sample-documents.ts';

describe("an institution's design", () => {
  let design: string;
  beforeEach(() => {
    design = mkdtempSync(join(tmpdir(), 'parinya-design-'));
  });
  afterEach(() => {
    rmSync(design, { recursive: true });
  });

  function load(content: unknown): Template {
    writeFileSync(join(design, 'design.json'), JSON.stringify(content));
    return loadInstitutionTemplate('classic', { design });
  }

  function errorOf(content: unknown): string {
    try {
      load(content);
    } catch (error) {
      if (isAppError(error) && error.code === 'template-invalid') return error.text.en;
      throw error;
    }
    throw new Error('an AppError was expected');
  }

  it('changes what it names and nothing else', () => {
    const own = loadTemplate('classic');
    const { data, labels } = load({
      colours: { accent: '#7A1F2B' },
      labels: { en: { title: 'OFFICIAL TRANSCRIPT', fields: { gpax: 'CGPA' } } },
    });
    expect(data.colours).toEqual({ ...own.data.colours, accent: '#7A1F2B' });
    expect(labels.th).toEqual(own.labels.th);
    expect(labels.en).toEqual({
      ...own.labels.en,
      title: 'OFFICIAL TRANSCRIPT',
      fields: { ...own.labels.en.fields, gpax: 'CGPA' },
    });
  });

  it('leaves the template as it is when it says nothing', () => {
    const { legend, ...template } = load({});
    expect(legend).toEqual({});
    expect(template).toEqual(loadTemplate('classic'));
  });

  it('prints its words, its meanings of grades and its crest', async () => {
    writeFileSync(
      join(design, 'crest.png'),
      encodePng({ width: 4, height: 2, colourType: 6, pixel: (x) => [200, 0, 0, 50 * x] }),
    );
    writeFileSync(
      join(design, 'design.json'),
      JSON.stringify({
        crest: 'crest.png',
        labels: { en: { footer: 'Ask the registrar about {url}' } },
        legend: { en: { A: 'Outstanding' } },
      }),
    );
    const document = toSampleDocument(sampleRecords()[1]!, 'en');
    const institution = { ...sampleInstitution(), design };
    const pdf = compileFor([document], 'en', institution).render(document);
    const texts = (await findTexts(pdf)).map(({ text }) => text).join(' ');
    expect(texts).toContain('Ask the registrar about https://');
    expect(texts).toContain('A 4.00 Outstanding');
    expect(texts).toContain('B+ 3.50 Very good');
    const file = Buffer.from(pdf).toString('latin1');
    expect(file).toMatch(
      /\/Subtype\/Image\/Width 4\/Height 2\/BitsPerComponent 8\/ColorSpace\/DeviceRGB\/SMask \d+ 0 R/,
    );
  });

  it.each([
    [{ colour: {} }, 'design.json: /colour '],
    [{ colours: { accent: 'navy' } }, 'design.json: /colours/accent '],
    [{ labels: { en: { pageNumber: 'Page {page}' } } }, 'design.json: /labels/en/pageNumber '],
    [{ labels: { th: { fields: { gpa: 'x' } } } }, 'design.json: /labels/th/fields/gpa '],
    [{ labels: { th: { paragraphs: { note: 'x' } } } }, 'design.json: /labels/th/paragraphs/note '],
    [{ crest: '../crest.svg' }, 'design.json: /crest '],
    [{ crest: 'missing.svg' }, 'design.json: /crest '],
    [{ fonts: { regular: 'missing.ttf' } }, '/fonts/regular '],
  ])('names the place of a mistake: %j', (content, place) => {
    expect(errorOf(content)).toContain(place);
  });

  it('refuses a meaning for a grade that the scheme does not have, before anything is rendered', () => {
    writeFileSync(join(design, 'design.json'), JSON.stringify({ legend: { en: { Z: 'Zero' } } }));
    const document = toSampleDocument(sampleRecords()[1]!, 'en');
    let code: string | undefined;
    try {
      compileFor([document], 'en', { ...sampleInstitution(), design });
    } catch (error) {
      if (isAppError(error)) code = error.code;
    }
    expect(code).toBe('template-invalid');
  });
});
