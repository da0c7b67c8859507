import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { extractAssociatedFile } from '../../../src/formats/pdf/attachments/associated-file.ts';
import { findDocumentSecurityStore } from '../../../src/formats/pdf/attachments/document-security-store.ts';
import { findOwnDocumentInfo } from '../../../src/formats/pdf/attachments/own-document-info.ts';
import { parsePdf } from '../../../src/formats/pdf/pdf-file.ts';
import { findSignatures } from '../../../src/formats/pdf/signatures/find-signatures.ts';
import { concatBytes, latin1Bytes } from '../../../src/shared/bytes.ts';
import { formatErrorCode } from '../../support/format-error-code.ts';
import { appendRevision, buildPdf } from '../../support/pdf-builder.ts';
import { ownPdf, sampleObjects, signedPdf } from '../../support/signed-pdf.ts';
import { cpuSeconds } from '../../support/cpu-seconds.ts';

/** Everything a verifier asks of a file; only FormatErrors may come out. */
function readAll(bytes: Uint8Array): void {
  formatErrorCode(() => {
    const file = parsePdf(bytes);
    for (const revision of file.revisions) {
      for (const number of revision.objectNumbersChanged) {
        formatErrorCode(() => {
          const value = revision.read(number);
          if (value !== null && typeof value === 'object' && 'dict' in value)
            revision.decode(value);
        });
      }
    }
    formatErrorCode(() => findSignatures(file));
    formatErrorCode(() => findOwnDocumentInfo(file, 0));
    formatErrorCode(() => findDocumentSecurityStore(file, 0));
    formatErrorCode(() => extractAssociatedFile(file, 0, 'transcript.json'));
  });
}

const updated = appendRevision(ownPdf(), { objects: { 4: '(x)' }, xref: 'stream', xrefNumber: 90 });
const samples = [signedPdf(), ownPdf(), updated];
const sample = fc.constantFrom(...samples);

describe('parsePdf on any bytes', () => {
  it('answers or throws a FormatError for random bytes behind a header', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        readAll(bytes);
        readAll(
          concatBytes(latin1Bytes('%PDF-1.7\n'), bytes, latin1Bytes('\nstartxref\n9\n%%EOF')),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('answers or throws a FormatError for PDF syntax in any order', () => {
    const word = fc.constantFrom(
      ...'<< >> [ ] /A /Type /XRef /Root /Prev /Size /W /Index /Length /Kids 0 1 9 65535 1.5 -1 (a ) < > R obj endobj stream endstream xref trailer startxref %%EOF % f n true null'.split(
        ' ',
      ),
      '\n',
      '1 0 R',
      '0000000009 00000 n \n',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 80 }), (words) => {
        readAll(latin1Bytes(`%PDF-1.7\n${words.join(' ')}\nstartxref\n9\n%%EOF`));
      }),
      { numRuns: 1000 },
    );
  });

  it('answers or throws a FormatError for good files with bytes changed', () => {
    const change = fc.tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 0, max: 255 }),
    );
    fc.assert(
      fc.property(sample, fc.array(change, { minLength: 1, maxLength: 4 }), (pdf, changes) => {
        const copy = new Uint8Array(pdf);
        for (const [place, byte] of changes) copy[Math.floor(place * (copy.length - 1))] = byte;
        readAll(copy);
      }),
      { numRuns: 1500 },
    );
  });

  it('answers or throws a FormatError for good files with numbers changed', () => {
    fc.assert(
      fc.property(
        sample,
        fc.nat(200),
        fc.constantFrom('0', '1', '7', '99', '99999999'),
        (pdf, index, number) => {
          const text = new TextDecoder('latin1').decode(pdf);
          const numbers = [...text.matchAll(/\d+/g)];
          const match = numbers[index % numbers.length]!;
          const changed =
            text.slice(0, match.index) +
            number.padStart(match[0].length, '0') +
            text.slice(match.index + match[0].length);
          readAll(latin1Bytes(changed));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('refuses every truncation of a good file', () => {
    for (const pdf of [signedPdf(), ownPdf()]) {
      for (let length = 0; length < pdf.length; length += 7) {
        expect(formatErrorCode(() => parsePdf(pdf.subarray(0, length)))).toBeDefined();
      }
    }
  });
});

describe('parsePdf on files made to exhaust', () => {
  const secondsFor = (bytes: Uint8Array): number => cpuSeconds(() => readAll(bytes));

  it.each<[string, () => string]>([
    ['nested arrays', () => '['.repeat(3_000_000)],
    ['nested dictionaries', () => '<</A '.repeat(600_000)],
    ['open strings', () => '('.repeat(3_000_000)],
    ['open hexadecimal strings', () => '<'.repeat(3_000_000)],
    ['comments', () => '%\n'.repeat(1_500_000)],
    ['ends of file', () => '%%EOF\n'.repeat(500_000)],
    ['references', () => '1 0 R '.repeat(500_000)],
    ['white space', () => ' '.repeat(3_000_000)],
    ['digits', () => '9'.repeat(3_000_000)],
  ])('comes to an end with %s', (_title, content) => {
    const filler = content();
    expect(secondsFor(buildPdf({ objects: { ...sampleObjects, 4: filler } }))).toBeLessThan(30);
    expect(secondsFor(latin1Bytes(`%PDF-1.7\n${filler}\nstartxref\n9\n%%EOF`))).toBeLessThan(30);
    expect(secondsFor(latin1Bytes(`%PDF-1.7\nstartxref\n9\n%%EOF${filler}`))).toBeLessThan(30);
  });

  it('comes to an end with many fields, names and kids that lead in circles', () => {
    const kids = Array.from({ length: 2000 }, () => '6 0 R 5 0 R 9 0 R').join(' ');
    const objects = {
      ...sampleObjects,
      1: sampleObjects[1].replace('>>', '/Names << /EmbeddedFiles 9 0 R >> >>'),
      5: `<< /Fields [${kids}] >>`,
      6: `<< /Kids [${kids}] >>`,
      9: `<< /Kids [${kids}] /Names [] >>`,
    };
    expect(secondsFor(buildPdf({ objects }))).toBeLessThan(20);
  });
});
