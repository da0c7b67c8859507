import type { ShownSummary } from '../../../registry/registry-entries.ts';
import { AppError } from '../../../shared/app-error.ts';
import type { BilingualText } from '../../../shared/app-error.ts';
import type { ApprovalBasis } from './approval-summary.ts';

/** What a change of each part means. */
const PARTS: Readonly<Record<keyof ApprovalBasis, BilingualText>> = {
  batch: { th: 'จำนวนหรือระดับลายมือชื่อของชุดเอกสาร', en: 'its counts or signature level' },
  records: { th: 'ระเบียนในชุดเอกสาร', en: 'its records' },
  findings: { th: 'ผลการตรวจระเบียน', en: 'the findings about its records' },
  template: { th: 'แม่แบบหรือแบบของสถาบัน', en: 'the template or the design' },
  keys: { th: 'กุญแจลงลายมือชื่อ', en: 'the signing keys' },
  earlierDocuments: {
    th: 'เอกสารที่เคยออกให้นักศึกษาในชุดนี้',
    en: 'earlier documents of its students',
  },
};

/**
 * The batch is not what was approved any more: says which parts are different.
 * @param shown the summary that the approval names, where one like it was ever shown.
 */
export function approvalOutdated(shown: ShownSummary | undefined, now: ApprovalBasis): AppError {
  if (shown === undefined) {
    return new AppError('approval-outdated', {
      th: 'รหัสสรุปนี้ไม่ใช่ของชุดเอกสารนี้ โปรดดูสรุปของชุดเอกสารอีกครั้งก่อนอนุมัติ',
      en: 'This is not the digest of a summary of this batch. Look at its summary again before approving.',
    });
  }
  const before = JSON.parse(shown.basisJson) as ApprovalBasis;
  const changed = (Object.keys(PARTS) as (keyof ApprovalBasis)[])
    .filter((part) => before[part] !== now[part])
    .map((part) => PARTS[part]);
  return new AppError('approval-outdated', {
    th: `ตั้งแต่เปิดดูสรุป มีสิ่งที่เปลี่ยนไป: ${changed.map(({ th }) => th).join(', ')} โปรดดูสรุปใหม่ก่อนอนุมัติ`,
    en: `Since the summary was looked at, this has changed: ${changed.map(({ en }) => en).join(', ')}. Look at it again before approving.`,
  });
}
