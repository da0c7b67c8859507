import type { SubmissionSpool } from '../../app/converting/submission-spool.ts';
import type { MessageContext, NamedMessage } from '../../records/convert/encode-messages.ts';
import { encodeMessage } from '../../records/convert/encode-messages.ts';
import {
  streamRecordsCsv,
  streamRecordsJson,
  UsedColumns,
} from '../../records/convert/encode-records.ts';
import type { ConvertedFormat } from '../../records/convert/find-losses.ts';
import type { CommandLine } from './command-line.ts';
import { writeOutputFile } from './output/write-output-file.ts';
import { isFolderPath, writeOutputFolder } from './output/write-output-folder.ts';

/** Writes spooled records where a person wants them, whole or not at all, without holding them in memory. */
export async function writeConverted(
  line: CommandLine,
  spool: SubmissionSpool,
  { to, out }: { readonly to: ConvertedFormat; readonly out: string },
  context: MessageContext,
): Promise<void> {
  if (to === 'json') {
    await writeOutputFile(line, out, streamRecordsJson(spool.submissions()));
  } else if (to === 'csv') {
    const columns = new UsedColumns();
    for await (const submission of spool.submissions()) columns.add(submission);
    await writeOutputFile(line, out, streamRecordsCsv(spool.submissions(), columns.list()));
  } else {
    await writeMessages(line, spool, out, context);
  }
}

async function writeMessages(
  line: CommandLine,
  spool: SubmissionSpool,
  out: string,
  context: MessageContext,
): Promise<void> {
  const messages = toMessages(spool, context);
  if (spool.recordCount !== 1 || (await isFolderPath(line, out))) {
    await writeOutputFolder(line, out, messages);
    return;
  }
  for await (const { bytes } of messages) await writeOutputFile(line, out, bytes);
}

async function* toMessages(
  spool: SubmissionSpool,
  context: MessageContext,
): AsyncGenerator<NamedMessage> {
  let index = 0;
  for await (const record of spool.records()) {
    yield encodeMessage(record, index++, spool.recordCount, context);
  }
}
