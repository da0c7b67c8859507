import { join } from 'node:path';
import type { Command } from 'commander';
import type { DocumentView } from '../../../app/services.ts';
import type { RevocationReason } from '../../../registry/states.ts';
import { revocationReasons } from '../../../registry/states.ts';
import { AppError } from '../../../shared/app-error.ts';
import { parseDocumentId } from '../../../shared/document-id.ts';
import type { DocumentId } from '../../../shared/document-id.ts';
import { formatInstant } from '../../../shared/instant.ts';
import { writeJson, writeText } from '../command-line.ts';
import type { CommandLine } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { writeOutputFile } from '../write-output-file.ts';
import type { AddCommand } from './command.ts';
import { withIssuer } from './with-installation.ts';

/** `parinya document ...`: one issued document. */
export const addDocumentCommand: AddCommand = (program, line, finish) => {
  const document = program.command('document').description('one issued document');

  document
    .command('show')
    .argument('<id>')
    .option('--json', 'one JSON value (the default)')
    .action(async (id: string, _options: unknown, command: Command) => {
      const documentId = readDocumentId(id);
      const view = await withIssuer(line, command, ({ service }) =>
        service.getDocument(documentId),
      );
      writeJson(line, toDocumentJson(view));
      finish(exitCodes.done);
    });

  document
    .command('export')
    .argument('<id>')
    .option('--out <dir>', 'where PDF and sidecar are written', '.')
    .action(async (id: string, options: { out: string }, command: Command) => {
      const documentId = readDocumentId(id);
      const files = await withIssuer(line, command, async ({ service }) =>
        writeDocumentFiles(line, options.out, documentId, {
          pdf: await service.getPdf(documentId),
          sidecar: await service.getSidecar(documentId),
        }),
      );
      writeJson(line, { documentId, ...files });
      finish(exitCodes.done);
    });

  document
    .command('revoke')
    .description('take a document back for good')
    .argument('<id>')
    .requiredOption('--reason <code>', revocationReasons.join(', '))
    .option('--note <text>', 'why, for the institution; "other" needs one')
    .option('--as <user>', 'in whose name', 'registrar')
    .action(
      async (
        id: string,
        options: { reason: string; note?: string; as: string },
        command: Command,
      ) => {
        const documentId = readDocumentId(id);
        const view = await withIssuer(line, command, ({ service }) =>
          service.revokeDocument({
            documentId,
            // Judged by the use case: the command line may say anything.
            reason: options.reason as RevocationReason,
            actor: options.as,
            ...(options.note === undefined ? {} : { note: options.note }),
          }),
        );
        writeJson(line, toDocumentJson(view));
        writeText(line, {
          th: `เพิกถอนเอกสาร ${documentId} แล้ว ผู้ตรวจสอบจะเห็นทันที`,
          en: `Document ${documentId} is revoked; whoever verifies it is told at once.`,
        });
        finish(exitCodes.done);
      },
    );
};

/** Writes `<id>.pdf` and `<id>.jws`, each whole or not at all. @returns their paths as the caller named the folder. */
export async function writeDocumentFiles(
  line: CommandLine,
  folder: string,
  documentId: DocumentId,
  { pdf, sidecar }: { readonly pdf: Uint8Array; readonly sidecar: string },
): Promise<{ readonly pdf: string; readonly sidecar: string }> {
  const paths = {
    pdf: join(folder, `${documentId}.pdf`),
    sidecar: join(folder, `${documentId}.jws`),
  };
  await writeOutputFile(line, paths.sidecar, sidecar);
  await writeOutputFile(line, paths.pdf, pdf);
  return paths;
}

/** @throws AppError `usage` for what is no document id. */
function readDocumentId(text: string): DocumentId {
  try {
    return parseDocumentId(text);
  } catch (cause) {
    throw new AppError(
      'usage',
      {
        th: `"${text}" ไม่ใช่รหัสเอกสาร รหัสมี 16 ตัวอักษร เช่น 7K3M-9QXT-2WBD-4HN8 ตรวจดูว่าพิมพ์ถูกต้อง`,
        en: `"${text}" is no document id: it has 16 characters, the last a check character. Look for a typing mistake.`,
      },
      { cause },
    );
  }
}

function toDocumentJson(view: DocumentView): Record<string, unknown> {
  return {
    ...view,
    since: formatInstant(view.since),
    issuedAt: view.issuedAt === null ? null : formatInstant(view.issuedAt),
  };
}
