import type { SubmittedRecord } from '../../../registry/registry-entries.ts';
import { AppError } from '../../../shared/app-error.ts';
import type { IssuerEnvironment } from '../../issuer-environment.ts';
import type { PreviewedRecord } from '../../services.ts';
import { getBatchEntry } from '../batch-view.ts';
import { getBatchTemplate } from '../production/get-batch-template.ts';

/**
 * Draws the document of one record of a batch as it would be issued today: unsigned, and marked as a specimen
 * on every page.
 * @returns the PDF.
 * @throws AppError `not-found` for a batch or a row that is not there, `template-invalid`, `template-changed`
 */
export async function previewRecord(
  environment: Pick<IssuerEnvironment, 'registry' | 'clock' | 'templates' | 'previews'>,
  batchId: string,
  which: PreviewedRecord,
): Promise<Uint8Array> {
  const { registry, clock, previews } = environment;
  const batch = await getBatchEntry(registry, batchId);
  const { canonicalRecord } = await getRecord(registry, batchId, which);
  const { content } = await getBatchTemplate(environment, batch);
  return previews.render({ frozenTemplate: content, canonicalRecord, at: clock.now() });
}

async function getRecord(
  registry: IssuerEnvironment['registry'],
  batchId: string,
  { row, file, language }: PreviewedRecord,
): Promise<SubmittedRecord> {
  const records = await registry.findSubmittedRecords(batchId, row);
  const found = records.find(
    (record) =>
      (file === undefined || record.file === file) &&
      (language === undefined || record.language === language),
  );
  if (found !== undefined) return found;
  throw new AppError('not-found', {
    th: `แถว ${row} ของชุดเอกสารนี้ไม่มีระเบียนที่ผ่านการตรวจ`,
    en: `Row ${row} of this batch holds no accepted record.`,
  });
}
