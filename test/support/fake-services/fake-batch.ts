import type { BatchSubmission, BatchView } from '../../../src/app/services.ts';
import type { RecordIssue, RecordsReport } from '../../../src/records/records-report.ts';
import { fakeNow, twoPersonInstitution } from './fake-world.ts';

/** A batch in memory. */
export interface FakeBatch {
  view: BatchView;
  readonly rows: readonly { readonly row: number; readonly studentId: string }[];
  readonly report: RecordsReport;
}

/** Whether the batch's institution wants a second person. */
export function needsSecondPerson({ institutionCode }: BatchView): boolean {
  return institutionCode === twoPersonInstitution.code;
}

/** A batch of one student id a line; a line `?` is an error. */
export function toBatch(
  batchId: string,
  submission: BatchSubmission,
  lines: readonly string[],
): FakeBatch {
  const rows = lines.map((studentId, index) => ({ row: index + 1, studentId }));
  const errors = rows.filter(({ studentId }) => studentId === '?');
  return {
    rows,
    view: {
      batchId,
      institutionCode: submission.institutionCode,
      state: errors.length === 0 ? 'awaiting-approval' : 'checked',
      submittedBy: submission.actor,
      submittedAt: fakeNow,
      approvedBy: null,
      approvedDigest: null,
      isApprovedAlone: false,
      level: 'B-B',
      printing: { template: 'classic', templateDigest: '0'.repeat(64), fingerprint: null },
      signingKeys: [],
      waiting: null,
      counts: {
        records: rows.length,
        accepted: rows.length - errors.length,
        issued: 0,
        errors: errors.length,
        warnings: 0,
      },
    },
    report: {
      format: 'csv',
      encoding: 'utf-8',
      records: rows.length,
      courses: 0,
      accepted: rows.length - errors.length,
      errorCount: errors.length,
      warningCount: 0,
      errors: errors.map(({ row }) => toIssue(submission.files[0]!.name, row)),
    },
  };
}

function toIssue(file: string, line: number): RecordIssue {
  return {
    file,
    line,
    sheet: null,
    cell: null,
    path: null,
    column: 'student_id',
    code: 'student-id/syntax',
    value: '=1+1, "x"',
    severity: 'error',
    messageTh: 'รหัสนักศึกษาไม่ถูกต้อง',
    messageEn: 'The student id is not valid.',
  };
}
