import { DEFAULT_LIMITS } from '../../../records/limits.ts';
import { annotateCsv } from '../../../records/presentation/annotate-csv.ts';
import type { RecordsReport } from '../../../records/records-report.ts';
import { annotateWorkbook } from '../../../records/xlsx/annotate/annotate-workbook.ts';
import type { BilingualText } from '../../../shared/app-error.ts';
import { isFormatError } from '../../../shared/format-error.ts';
import type { CommandLine } from '../command-line.ts';
import { writeText } from '../command-line.ts';
import { openInputRanges } from '../input/open-input-ranges.ts';
import { readInputFile } from '../input/read-input-files.ts';
import { writeOutputFile } from './write-output-file.ts';

/**
 * Writes a copy of what a registrar sent, with a column that says what is wrong in each row, and says where it
 * is; or why there is none: only tables can have such a column, and only those that can be read.
 * @throws AppError `input-unreadable`, `usage` when it cannot be written.
 */
export async function writeAnnotatedCopy(
  line: CommandLine,
  report: RecordsReport,
  input: string,
  output: string,
): Promise<void> {
  if (report.format !== 'csv' && report.format !== 'xlsx') {
    writeText(line, notATable(output));
    return;
  }
  const isWritten =
    report.format === 'csv'
      ? await copyCsv(line, report, input, output)
      : await copyWorkbook(line, report, input, output);
  if (!isWritten) {
    writeText(line, notReadable(output));
    return;
  }
  writeText(line, {
    th: `เขียนสำเนาที่มีคอลัมน์ข้อผิดพลาดไว้ที่ ${output} แก้ในไฟล์นั้นแล้วส่งได้เลย ไม่ต้องลบคอลัมน์`,
    en: `A copy with a column of errors is in ${output}: mend it there and send it; the column may stay.`,
  });
  if (report.errorCount + report.warningCount === report.errors.length) return;
  writeText(line, {
    th: 'ในสำเนามีเฉพาะข้อผิดพลาดที่แสดงในรายงาน แถวท้าย ๆ ที่ว่างอาจยังผิดอยู่ ตรวจใหม่หลังแก้',
    en: 'The copy has only what the report lists: later rows that say nothing may still be wrong. Check again after mending.',
  });
}

async function copyCsv(
  line: CommandLine,
  report: RecordsReport,
  input: string,
  output: string,
): Promise<boolean> {
  const bytes = await readInputFile(line.workingFolder, input);
  await writeOutputFile(line, output, annotateCsv(bytes, report.errors));
  return true;
}

async function copyWorkbook(
  line: CommandLine,
  report: RecordsReport,
  input: string,
  output: string,
): Promise<boolean> {
  const ranges = openInputRanges(line.workingFolder, input);
  try {
    const copy = annotateWorkbook(ranges, report.errors, DEFAULT_LIMITS);
    await writeOutputFile(line, output, copy);
    return true;
  } catch (error) {
    if (isFormatError(error)) return false;
    throw error;
  } finally {
    ranges.close();
  }
}

function notATable(output: string): BilingualText {
  return {
    th: `ไม่ได้เขียน ${output}: สำเนาที่มีคอลัมน์ข้อผิดพลาดทำได้เฉพาะไฟล์ CSV และ XLSX ใช้ --errors-csv แทน`,
    en: `${output} was not written: a copy with a column of errors can be made of CSV and XLSX files only. Use --errors-csv instead.`,
  };
}

function notReadable(output: string): BilingualText {
  return {
    th: `ไม่ได้เขียน ${output}: อ่านสมุดงานทั้งไฟล์ไม่ได้ ดูข้อผิดพลาดในรายงาน`,
    en: `${output} was not written: the workbook cannot be read as a whole. See the errors of the report.`,
  };
}
