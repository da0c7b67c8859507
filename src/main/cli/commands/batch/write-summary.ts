import type {
  ApprovalSample,
  ApprovalSummary,
  SampleReason,
} from '../../../../app/issuing/approval/approval-summary.ts';
import type { BilingualText } from '../../../../shared/app-error.ts';
import type { CommandLine } from '../../command-line.ts';
import { writeText } from '../../command-line.ts';

const REASONS: Readonly<Record<SampleReason, BilingualText>> = {
  warning: { th: 'มีคำเตือน', en: 'warning' },
  changed: { th: 'ต่างจากที่เคยออก', en: 'changed' },
  longest: { th: 'ยาวที่สุด', en: 'longest' },
  'most-courses': { th: 'รายวิชามากที่สุด', en: 'most courses' },
  drawn: { th: 'สุ่มได้', en: 'drawn' },
};

/** Fields and changed records that are told one by one; the JSON has more. */
const MOST_TOLD = 5;

/** Tells an approver what there is to approve: the same as the JSON, for people. */
export function writeSummary(line: CommandLine, summary: ApprovalSummary): void {
  for (const text of toSentences(summary)) writeText(line, text);
}

function* toSentences(summary: ApprovalSummary): Generator<BilingualText> {
  const { batchId, counts, differences, warnings, samples, keys, printing, digestShort } = summary;
  yield {
    th: `ชุดเอกสาร ${batchId} ผู้ส่ง ${summary.submittedBy} แม่แบบ ${summary.template} ระดับ ${summary.level} จะออกเอกสาร ${counts.accepted} ฉบับ`,
    en: `Batch ${batchId}, submitted by ${summary.submittedBy}, template ${summary.template}, level ${summary.level}: ${counts.accepted} documents.`,
  };
  yield {
    th: `  ใหม่ ${differences.new} · มีผลอยู่แล้ว ${differences.same} · ออกอีกครั้งหลังถูกเพิกถอนหรือแทนที่ ${differences.again} · ต่างจากที่เคยออก ${differences.changed}`,
    en: `  ${differences.new} new, ${differences.same} in force already, ${differences.again} again after revocation or supersession, ${differences.changed} different from what was issued.`,
  };
  if (differences.changed > 0) {
    const fields = differences.fields.slice(0, MOST_TOLD);
    const list = fields.map(({ field, records }) => `${field} (${records})`).join(', ');
    yield { th: `  สิ่งที่ต่าง: ${list}`, en: `  What differs: ${list}` };
  }
  for (const { row, studentId, documentId, differences: found } of differences.changedRecords.slice(
    0,
    MOST_TOLD,
  )) {
    const list = found
      .slice(0, MOST_TOLD)
      .map(({ path, before, after }) => `${path}: ${before ?? '-'} -> ${after ?? '-'}`)
      .join('; ');
    yield {
      th: `  แถว ${row} (${studentId}) เทียบกับ ${documentId}: ${list}`,
      en: `  Row ${row} (${studentId}) against ${documentId}: ${list}`,
    };
  }
  for (const { code, count, messageTh, messageEn } of warnings) {
    yield {
      th: `  ! ${code} × ${count}: ${messageTh}`,
      en: `  ! ${code} × ${count}: ${messageEn}`,
    };
  }
  if (printing.problem !== null) {
    yield {
      th: `  ! พิมพ์ตามแม่แบบของชุดนี้ไม่ได้: ${printing.problem}`,
      en: `  ! It cannot be printed with the template of this batch: ${printing.problem}`,
    };
  } else if (printing.presentDigest !== printing.digest) {
    yield {
      th: '  ! แม่แบบหรือแบบของสถาบันถูกแก้ไขหลังส่งชุดนี้ เอกสารจะพิมพ์ตามแบบเดิม',
      en: '  ! The template or the design was edited after this batch was submitted: it is printed as it was.',
    };
  }
  for (const { use, problem } of keys) {
    if (problem === null) continue;
    yield {
      th: `  ! กุญแจ (${use}) ใช้ไม่ได้ในขณะนี้: ${problem}`,
      en: `  ! The key (${use}) cannot be used now: ${problem}`,
    };
  }
  yield {
    th: `  ระเบียนที่ควรดู: ${samples.map((sample) => toSampleText(sample, 'th')).join(', ')} (parinya batch preview ${batchId} --out โฟลเดอร์)`,
    en: `  Look at: ${samples.map((sample) => toSampleText(sample, 'en')).join(', ')} (parinya batch preview ${batchId} --out FOLDER)`,
  };
  yield {
    th: `  รหัสสรุป ${digestShort} อนุมัติสิ่งนี้: parinya batch approve ${batchId} --as ผู้อนุมัติ --digest ${digestShort}`,
    en: `  Digest ${digestShort}. To approve exactly this: parinya batch approve ${batchId} --as APPROVER --digest ${digestShort}`,
  };
}

function toSampleText({ row, language, reasons }: ApprovalSample, words: 'th' | 'en'): string {
  return `${row}/${language} (${reasons.map((reason) => REASONS[reason][words]).join(', ')})`;
}
