/**
 * Parinya as a library. Verification alone, without anything that needs Node, is `parinya/verify`; this
 * adds the checking of records and the types of what the services answer.
 */
export * from './verify.ts';
export { toEtsiReport, type EtsiReportOptions } from './verification/etsi/to-etsi-report.ts';
export type { AppErrorCode, BilingualText } from './shared/app-error.ts';
export { AppError, isAppError } from './shared/app-error.ts';
export { parseDocumentId } from './shared/document-id.ts';
export type { DocumentId } from './shared/document-id.ts';
export { toIntakeOptions } from './app/issuing/intake/intake-options.ts';
export { checkRecords } from './records/check-records.ts';
export type { CheckedRecords, CheckRecordsOptions, RecordsFile } from './records/check-records.ts';
export type { RecordIssue, RecordsReport } from './records/records-report.ts';
export type { Institution } from './transcript/institution.ts';
export type { SignedRecord, TranscriptRecord } from './transcript/record.ts';
export type * from './app/services.ts';
