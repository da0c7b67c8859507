import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadTemplate } from '../../../src/rendering/template/load-template.ts';
import type { CourseRecord, TermRecord } from '../../../src/transcript/record.ts';
import { findTexts } from '../support/read-pdf.ts';
import { compileFor, TEMPLATES } from '../support/render-samples.ts';
import { sampleInstitution, sampleRecords, toSampleDocument } from '../support/sample-documents.ts';
import { findMisplaced, findTouching } from '../support/text-places.ts';

const EN_WORDS = 'advanced topics in the comparative study of examples and thermodynamics II'.split(
  ' ',
);
const TH_WORDS = ['การศึกษา', 'เปรียบเทียบ', 'ขั้นสูง', 'น้ำ', 'ผู้ที่', 'และ', 'ประยุกต์', 'ญี่ปุ่น', ' ', '1'];

const titles = (words: readonly string[], separator: string): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...words), { minLength: 1, maxLength: 24 })
    .map((chosen) => chosen.join(separator).replace(/ +/g, ' ').trim().slice(0, 120).trim() || 'x');

const courses = fc.record({
  en: titles(EN_WORDS, ' '),
  th: titles(TH_WORDS, ''),
  grade: fc.constantFrom('A', 'B+', 'C', 'D', 'F', 'S', 'W'),
});

/** 1 to 12 terms, 1 to 300 courses, each with a code of its own. */
const terms: fc.Arbitrary<readonly TermRecord[]> = fc
  .array(fc.array(courses, { minLength: 1, maxLength: 25 }), { minLength: 1, maxLength: 12 })
  .map((chosen) =>
    chosen.map((inTerm, term): TermRecord => ({
      academicYear: 2015 + Math.floor(term / 2),
      semester: term % 2 === 0 ? '1' : '2',
      courses: inTerm.map(({ en, th, grade }, index): CourseRecord => ({
        courseCode: `X${String(term * 100 + index).padStart(4, '0')}`,
        courseTitleEn: en,
        courseTitleTh: th,
        credits: '3',
        grade,
      })),
    })),
  );

const withoutBlanks = (text: string): string => text.replace(/\s/g, '');

describe('transcripts of any length', () => {
  it.each(TEMPLATES.flatMap((name) => [[name, 'th'] as const, [name, 'en'] as const]))(
    'show every course exactly once, apart from each other and inside the margins (%s, %s)',
    async (name, language) => {
      const { page } = loadTemplate(name).data;
      await fc.assert(
        fc.asyncProperty(terms, async (chosen) => {
          const document = toSampleDocument({ ...sampleRecords()[0]!, terms: chosen }, language);
          const compiled = compileFor([document], language, sampleInstitution(), name);
          const texts = await findTexts(compiled.render(document));
          expect(findMisplaced(texts, page)).toEqual([]);
          expect(findTouching(texts)).toEqual([]);
          const all = withoutBlanks(texts.map(({ text }) => text).join(''));
          const codes = texts.map(({ text }) => text).filter((text) => /^X\d{4}$/.test(text));
          const placed = chosen.flatMap((term) => term.courses);
          expect(codes).toEqual(placed.map(({ courseCode }) => courseCode));
          for (const course of placed) {
            const title = language === 'th' ? course.courseTitleTh! : course.courseTitleEn;
            const row = withoutBlanks(`${course.courseCode}${title}3${course.grade}`);
            expect(all.split(row)).toHaveLength(2);
          }
        }),
        { numRuns: 6 },
      );
    },
  );
});
