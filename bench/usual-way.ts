import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import fontkit from '@pdf-lib/fontkit';
import { P12Signer } from '@signpdf/signer-p12';
import { SignPdf } from '@signpdf/signpdf';
import {
  PDFArray,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFString,
  rgb,
  type PDFFont,
  type PDFPage,
} from 'pdf-lib';

import type { Institution } from '../src/transcript/institution.ts';
import type { TermRecord, TranscriptRecord } from '../src/transcript/record.ts';
import type { SampleBatch } from './sample-batch.ts';
import type { Way } from './way.ts';

const require = createRequire(import.meta.url);
const readFace = (face: string) =>
  readFileSync(require.resolve(`@expo-google-fonts/sarabun/${face}.ttf`));

const A4 = [595.28, 841.89] as const;
const MARGIN = 40;
const PLACEHOLDER_BYTES = 8192;

/**
 * How such documents are usually made with JavaScript: pdf-lib with fontkit embeds and subsets the typeface
 * for each document, `@signpdf/signer-p12` opens the key for each signature. Same records, two pages; no
 * tags, no attachments, no sidecar, and Thai text that does not extract well: it does less.
 */
export function openUsualWay(batch: SampleBatch, pkcs12: Uint8Array, passphrase: string): Way {
  const fonts = {
    regular: readFace('400Regular/Sarabun_400Regular'),
    bold: readFace('700Bold/Sarabun_700Bold'),
  };
  return {
    name: 'usual (pdf-lib, signer-p12)',
    async issue(start, count) {
      let first: Uint8Array | undefined;
      for (const record of batch.records.slice(start, start + count)) {
        const unsigned = await drawTranscript(record, batch.institution, fonts);
        const signer = new P12Signer(pkcs12, { passphrase });
        const signed = await new SignPdf().sign(unsigned, signer);
        first ??= signed;
      }
      return first!;
    },
  };
}

interface Pens {
  readonly regular: PDFFont;
  readonly bold: PDFFont;
}

async function drawTranscript(
  record: TranscriptRecord,
  institution: Institution,
  faces: { readonly regular: Uint8Array; readonly bold: Uint8Array },
): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.registerFontkit(fontkit);
  const pens = {
    regular: await document.embedFont(faces.regular, { subset: true }),
    bold: await document.embedFont(faces.bold, { subset: true }),
  };
  const half = Math.ceil(record.terms.length / 2);
  [record.terms.slice(0, half), record.terms.slice(half)].forEach((terms, index) => {
    const page = document.addPage([...A4]);
    drawHeading(page, pens, record, institution, index + 1);
    const middle = Math.ceil(terms.length / 2);
    drawTerms(page, pens, terms.slice(0, middle), MARGIN);
    drawTerms(page, pens, terms.slice(middle), A4[0] / 2 + 8);
    drawClosing(page, pens, institution);
  });
  addSignaturePlaceholder(document);
  return document.save({ useObjectStreams: false });
}

function drawHeading(
  page: PDFPage,
  { regular, bold }: Pens,
  record: TranscriptRecord,
  institution: Institution,
  number: number,
): void {
  const isThai = record.documentLanguage === 'th';
  const lines = isThai
    ? [
        `ชื่อ ${record.givenNameTh} ${record.familyNameTh}  รหัสนักศึกษา ${record.studentId}`,
        `คณะ ${record.facultyTh ?? ''}  สาขาวิชา ${record.majorTh ?? ''}`,
        `ปริญญา ${record.degreeTh ?? ''}  ${record.honoursTh ?? ''}`,
      ]
    : [
        `Name ${record.givenNameEn} ${record.familyNameEn}  Student no. ${record.studentId}`,
        `Faculty ${record.facultyEn ?? ''}  Major ${record.majorEn ?? ''}`,
        `Degree ${record.degreeEn ?? ''}  ${record.honoursEn ?? ''}`,
      ];
  const title = isThai ? 'ใบแสดงผลการศึกษา' : 'Transcript of Academic Record';
  page.drawText(institution.nameTh, { x: MARGIN, y: 790, size: 14, font: bold });
  page.drawText(institution.nameEn, { x: MARGIN, y: 772, size: 10, font: regular });
  page.drawText(`${title}  ${number}/2`, { x: 360, y: 790, size: 12, font: bold });
  lines.forEach((line, index) => {
    page.drawText(line, { x: MARGIN, y: 750 - 14 * index, size: 9, font: regular });
  });
  rule(page, 712);
}

function drawTerms(page: PDFPage, pens: Pens, terms: readonly TermRecord[], x: number): void {
  const { regular, bold } = pens;
  const right = x + A4[0] / 2 - MARGIN - 16;
  let y = 698;
  for (const { academicYear, semester, courses } of terms) {
    page.drawText(`${semester} / ${academicYear}`, { x, y, size: 9, font: bold });
    for (const course of courses) {
      y -= 12;
      const size = 8.5;
      page.drawText(course.courseCode, { x, y, size, font: regular });
      const title = course.courseTitleTh ?? course.courseTitleEn;
      page.drawText(title, { x: x + 48, y, size, font: regular });
      const credits = regular.widthOfTextAtSize(course.credits, size);
      page.drawText(course.credits, { x: right - 22 - credits, y, size, font: regular });
      page.drawText(course.grade, { x: right - 14, y, size, font: regular });
    }
    y -= 18;
  }
}

function drawClosing(page: PDFPage, { regular }: Pens, institution: Institution): void {
  rule(page, 96);
  const legend = 'A 4.00  B+ 3.50  B 3.00  C+ 2.50  C 2.00  D+ 1.50  D 1.00  F 0.00  W ถอน';
  page.drawText(legend, { x: MARGIN, y: 82, size: 8, font: regular });
  const { nameTh, titleTh } = institution.registrar;
  page.drawText(`${nameTh}  ${titleTh}`, { x: MARGIN, y: 60, size: 9, font: regular });
}

function rule(page: PDFPage, y: number): void {
  const [start, end] = [
    { x: MARGIN, y },
    { x: A4[0] - MARGIN, y },
  ];
  page.drawLine({ start, end, thickness: 0.5, color: rgb(0, 0, 0) });
}

/** What `@signpdf/placeholder-pdf-lib` adds: signature dictionary, invisible field, form. */
function addSignaturePlaceholder(document: PDFDocument): void {
  const { context } = document;
  const byteRange = PDFArray.withContext(context);
  byteRange.push(PDFNumber.of(0));
  for (let index = 0; index < 3; index++) byteRange.push(PDFName.of('**********'));
  const signature = context.register(
    context.obj({
      Type: 'Sig',
      Filter: 'Adobe.PPKLite',
      SubFilter: 'adbe.pkcs7.detached',
      ByteRange: byteRange,
      Contents: PDFHexString.of('0'.repeat(2 * PLACEHOLDER_BYTES)),
      M: PDFString.fromDate(new Date()),
    }),
  );
  const page = document.getPage(0);
  const widget = context.register(
    context.obj({
      Type: 'Annot',
      Subtype: 'Widget',
      FT: 'Sig',
      Rect: [0, 0, 0, 0],
      V: signature,
      T: PDFString.of('Signature1'),
      F: 4,
      P: page.ref,
    }),
  );
  page.node.set(PDFName.of('Annots'), context.obj([widget]));
  document.catalog.set(PDFName.of('AcroForm'), context.obj({ SigFlags: 3, Fields: [widget] }));
}
