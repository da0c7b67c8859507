import { createRequire } from 'node:module';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadFontFaces } from '../../../../src/rendering/text/font-files.ts';
import { createTextShaper } from '../../../../src/rendering/text/text-shaper.ts';
import { isAppError } from '../../../../src/shared/app-error.ts';
import { findTexts } from '../../support/read-pdf.ts';
import { compileFor } from '../../support/render-samples.ts';
import {
  sampleInstitution,
  sampleRecords,
  toSampleDocument,
} from '../../support/sample-documents.ts';

/** A font with letters that Sarabun lacks, with another em (2,048 units). */
const LIBERATION = createRequire(import.meta.url).resolve(
  'pdfjs-dist/standard_fonts/LiberationSans-Regular.ttf',
);
const GREEK = 'Ωμέγα Жизнь';

describe('letters taken from a fallback font', () => {
  let design: string;
  beforeAll(() => {
    design = mkdtempSync(join(tmpdir(), 'parinya-fonts-'));
    cpSync(LIBERATION, join(design, 'other.ttf'));
    writeFileSync(
      join(design, 'design.json'),
      JSON.stringify({ fonts: { fallback: ['other.ttf'] } }),
    );
  });
  afterAll(() => {
    rmSync(design, { recursive: true });
  });

  const own = createTextShaper(loadFontFaces());
  const merged = createTextShaper(loadFontFaces({ fallback: [LIBERATION] }));

  it('has letters that the typeface lacks, and its own as they were', () => {
    expect(own.findMissingGlyphs('regular', GREEK)).not.toEqual([]);
    for (const face of ['regular', 'bold'] as const) {
      expect(merged.findMissingGlyphs(face, GREEK)).toEqual([]);
      for (const text of ['น้ำใจ ปี่พาทย์', 'AVATAR To 2569']) {
        expect(merged.shape(face, text)).toEqual(own.shape(face, text));
      }
    }
  });

  it('are not taken from a font whose licence bits forbid embedding or subsetting', () => {
    const restricted = join(design, 'restricted.ttf');
    for (const bits of [0x0002, 0x0100, 0x0200]) {
      const program = readFileSync(LIBERATION);
      const record = program.indexOf('OS/2', 12, 'latin1');
      program.writeUInt16BE(bits, program.readUInt32BE(record + 8) + 8);
      writeFileSync(restricted, program);
      expect(() => loadFontFaces({ fallback: [restricted] })).toThrow(/restricted\.ttf/);
    }
  });

  it('is as wide as in its own font, scaled to the em of the typeface', () => {
    const alone = createTextShaper(loadFontFaces({ regular: LIBERATION, fallback: [] }));
    expect(merged.measure('regular', 'Ж')).toBeCloseTo(alone.measure('regular', 'Ж'), 0);
  });

  it('comes out of a document as it went in', async () => {
    const [record] = sampleRecords();
    const [term] = record!.terms;
    const [course] = term!.courses;
    const courses = [{ ...course!, courseTitleEn: GREEK }];
    const document = toSampleDocument({ ...record!, terms: [{ ...term!, courses }] }, 'en');
    const pdf = compileFor([document], 'en', { ...sampleInstitution(), design }).render(document);
    expect((await findTexts(pdf)).map(({ text }) => text)).toContain(GREEK);
  });

  it('names character and field of what no font has', () => {
    const [record] = sampleRecords();
    const document = toSampleDocument({ ...record!, familyNameEn: 'Tang漢' }, 'en');
    let said = '';
    try {
      compileFor([document], 'en', { ...sampleInstitution(), design });
    } catch (error) {
      if (isAppError(error) && error.code === 'glyph-missing') said = error.text.en;
    }
    expect(said).toContain('U+6F22');
    expect(said).toContain('studentName');
  });

  it('names the label that a font cannot set', () => {
    writeFileSync(
      join(design, 'design.json'),
      JSON.stringify({ labels: { en: { endMark: 'END 終' } } }),
    );
    const document = toSampleDocument(sampleRecords()[0]!, 'en');
    let said = '';
    try {
      compileFor([document], 'en', { ...sampleInstitution(), design });
    } catch (error) {
      if (isAppError(error) && error.code === 'glyph-missing') said = error.text.en;
    }
    expect(said).toContain('U+7D42');
    expect(said).toContain('labels.en.json /endMark');
  });

  it('refuses a file that is no TrueType font', () => {
    const path = join(design, 'fake.ttf');
    writeFileSync(path, 'OTTO this is no such font');
    let code: string | undefined;
    try {
      loadFontFaces({ fallback: [path] });
    } catch (error) {
      if (isAppError(error)) code = error.code;
    }
    expect(code).toBe('template-invalid');
  });
});
