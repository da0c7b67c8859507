import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadInstitutionTemplate } from '../../../src/rendering/template/load-institution-template.ts';
import { loadTemplate } from '../../../src/rendering/template/load-template.ts';
import type { Template } from '../../../src/rendering/template/load-template.ts';
import type { DocumentLanguage } from '../../../src/transcript/record.ts';
import { findTexts } from '../support/read-pdf.ts';
import { compileFor, TEMPLATES } from '../support/render-samples.ts';
import {
  sampleInstitution,
  sampleRecords,
  toLargeRecord,
  toSampleDocument,
} from '../support/sample-documents.ts';

const record = { ...toLargeRecord(4, 9, 20), completion: 'provisional' as const };

async function printedTexts(
  template: Template,
  language: DocumentLanguage,
  printed: ReturnType<typeof sampleRecords>[number] = record,
): Promise<string[]> {
  const document = toSampleDocument(printed, language);
  const compiled = compileFor([document], language, sampleInstitution(), template);
  return (await findTexts(compiled.render(document))).map(({ text }) => text);
}

function withThaiDigits(name: string): Template {
  const template = loadTemplate(name);
  return { ...template, data: { ...template.data, digits: 'thai' } };
}

describe('Thai digits', () => {
  it.each(TEMPLATES)(
    'stand in dates, terms, credits, averages and page numbers (%s)',
    async (name) => {
      const all = [
        ...(await printedTexts(withThaiDigits(name), 'th')),
        ...(await printedTexts(withThaiDigits(name), 'th', sampleRecords()[0])),
      ].join('\n');
      for (const text of [
        'ภาคปลาย ปีการศึกษา ๒๕๕๙',
        'ลงทะเบียน ๒๗ · ได้ ๒๗ · ได้สะสม ๑๐๘',
        'เฉลี่ย ๓.๙๑ · สะสม ๓.๙๑',
        'B+ ๓.๕๐',
        'พฤศจิกายน ๒๕๖๙',
        'ใช้ได้ถึง ๒๓ มกราคม ๒๕๗๐',
      ]) {
        expect(all).toContain(text);
      }
      expect(all).toMatch(/หน้า ๑ จาก [๑-๙]/);
    },
  );

  it('leave ids, codes, addresses and what the record says as they are', async () => {
    const { documentId, verificationUrl } = toSampleDocument(record, 'th');
    const texts = await printedTexts(withThaiDigits('modern'), 'th');
    const withDigits = new Set(texts.filter((text) => /\d/.test(text)));
    for (const text of [documentId, verificationUrl, record.studentId, '9900000']) {
      expect([...withDigits].some((found) => found.includes(text))).toBe(true);
    }
    const expected = [
      documentId,
      record.studentId,
      ...record.terms.flatMap(({ courses }) => courses.map(({ courseCode }) => courseCode)),
      record.programmeTh,
      record.honoursTh,
    ];
    for (const text of withDigits) {
      expect(
        expected.some((said) => said !== undefined && (text.includes(said) || said.includes(text))),
      ).toBe(true);
    }
  });

  it('stand in no English document, and nowhere unless they are asked for', async () => {
    const asked = await printedTexts(withThaiDigits('classic'), 'en');
    const notAsked = await printedTexts(loadTemplate('classic'), 'th');
    expect([...asked, ...notAsked].join('')).not.toMatch(/[๐-๙]/);
  });

  it('are asked for by a design too, which may also refuse those of its template', () => {
    const design = mkdtempSync(join(tmpdir(), 'parinya-digits-'));
    const digitsOf = (content: unknown): unknown => {
      writeFileSync(join(design, 'design.json'), JSON.stringify(content));
      return loadInstitutionTemplate('classic', { design }).data.digits;
    };
    expect(digitsOf({ digits: 'thai' })).toBe('thai');
    expect(digitsOf({ digits: 'arabic' })).toBe('arabic');
    expect(digitsOf({})).toBeUndefined();
    expect(() => digitsOf({ digits: 'roman' })).toThrow(/digits/);
    rmSync(design, { recursive: true });
  });
});
