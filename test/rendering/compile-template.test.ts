import { describe, expect, it } from '@jest/globals';
import { partsOf } from '../../src/shared/bytes.ts';
import type { DocumentLanguage } from '../../src/transcript/record.ts';
import { findTexts, openPdf } from './support/read-pdf.ts';
import { compileFor, renderAlone, SAMPLE_CONTENTS_BYTES } from './support/render-samples.ts';
import { sampleRecords, toLargeRecord, toSampleDocument } from './support/sample-documents.ts';

const LANGUAGES: readonly DocumentLanguage[] = ['th', 'en'];
const withoutBlanks = (text: string): string => text.replace(/\s/g, '');

describe('a compiled template', () => {
  const [student] = sampleRecords();
  const document = toSampleDocument(student!, 'th');

  it('renders the same bytes for the same document and repertoire', () => {
    expect(Buffer.from(renderAlone(document)).equals(Buffer.from(renderAlone(document)))).toBe(
      true,
    );
  });

  it('renders the same bytes whether or not other documents came before', () => {
    const others = sampleRecords().map((record) => toSampleDocument(record, 'th'));
    const fresh = compileFor(others, 'th');
    const used = compileFor(others, 'th');
    for (const other of others) used.render(other);
    for (const other of [...others].reverse()) {
      expect(Buffer.from(used.render(other)).equals(Buffer.from(fresh.render(other)))).toBe(true);
    }
  });

  it.each(LANGUAGES)(
    'shows every course of every student, code before title (%s)',
    async (language) => {
      const documents = [...sampleRecords(), toLargeRecord(12, 25, 120)].map((record) =>
        toSampleDocument(record, language),
      );
      const compiled = compileFor(documents, language);
      for (const each of documents) {
        const texts = await findTexts(compiled.render(each));
        const all = withoutBlanks(texts.map(({ text }) => text).join(''));
        let at = 0;
        const missing: string[] = [];
        for (const course of each.transcript.record.terms.flatMap((term) => term.courses)) {
          const title =
            language === 'th'
              ? (course.courseTitleTh ?? course.courseTitleEn)
              : course.courseTitleEn;
          const note = course.note === undefined ? '' : `(${course.note})`;
          const row = withoutBlanks(
            `${course.courseCode}${title}${note}${course.credits}${course.grade}`,
          );
          const found = all.indexOf(row, at);
          if (found === -1) missing.push(row);
          else at = found;
        }
        expect(missing).toEqual([]);
      }
    },
  );

  it('draws codes and ids in one piece', async () => {
    const texts = (await findTexts(renderAlone(document))).map(({ text }) => text);
    expect(texts).toContain(document.documentId);
    const [course] = document.transcript.record.terms[0]!.courses;
    expect(texts).toContain(course!.courseCode);
  });

  it('refuses a document in another language than it was compiled for', () => {
    const compiled = compileFor([document], 'th');
    expect(() => compiled.render(toSampleDocument(student!, 'en'))).toThrow(RangeError);
  });

  it('leaves room for the signature where the signing program looks for it', () => {
    const text = Buffer.from(renderAlone(document)).toString('latin1');
    expect(text.endsWith('\n%%EOF')).toBe(true);
    const ranges = text.split('/ByteRange [0 /********** /********** /**********]');
    expect(ranges).toHaveLength(2);
    expect(ranges[1]!.startsWith(`/Contents <${'0'.repeat(2 * SAMPLE_CONTENTS_BYTES)}>`)).toBe(
      true,
    );
    expect(text).toContain("/M(D:20261124030000+00'00')");
  });

  it('carries the record as XML and JSON', async () => {
    const file = await openPdf(renderAlone(document));
    const attachments = (await file.getAttachments()) as Record<
      string,
      { readonly content: Uint8Array; readonly description: string }
    >;
    expect(Object.keys(attachments).sort()).toEqual(['transcript.json', 'transcript.xml']);
    expect(Buffer.from(attachments['transcript.json']!.content)).toEqual(
      Buffer.from(document.transcriptJson),
    );
    expect(Buffer.from(attachments['transcript.xml']!.content)).toEqual(
      Buffer.concat(partsOf(document.transcriptXml)),
    );
    expect(attachments['transcript.xml']!.description).not.toBe('');
    await file.loadingTask.destroy();
  });

  it('says in its catalog which document it is', () => {
    const text = Buffer.from(renderAlone(document)).toString('latin1');
    expect(text).toContain(
      `/DocumentId(${document.documentId})/InstitutionCode(99001)/Kind/transcript` +
        '/Language/th/IssuedAt(2026-11-24T03:00:00Z)',
    );
  });
});
