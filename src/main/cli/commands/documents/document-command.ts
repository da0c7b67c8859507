import { join } from 'node:path';
import type { Command } from 'commander';
import type { DocumentId } from '../../../../shared/document-id.ts';
import { writeJson } from '../../command-line.ts';
import type { CommandLine } from '../../command-line.ts';
import { exitCodes } from '../../exit-codes.ts';
import { readTime } from '../../input/read-time.ts';
import { writeOutputFile } from '../../output/write-output-file.ts';
import type { AddCommand } from '../command.ts';
import { withIssuer } from '../with-installation.ts';
import { addChangeVerb, verbs } from './change-verbs.ts';
import { addErasureVerbs } from './erasure-verbs.ts';
import { toDocumentJson, toHistoryJson } from './document-json.ts';
import { readDocumentId } from './read-document-id.ts';

interface ShowOptions {
  readonly at?: string;
  readonly knownAt?: string;
}

/** `parinya document ...`: one issued document. */
export const addDocumentCommand: AddCommand = (program, line, finish) => {
  const document = program.command('document').description('one issued document');

  document
    .command('show')
    .argument('<id>')
    .option('--at <time>', 'what it was at this time, with every change of its state')
    .option('--known-at <time>', 'as it was known at this time')
    .option('--json', 'one JSON value (the default)')
    .action(async (id: string, options: ShowOptions, command: Command) => {
      const documentId = readDocumentId(id);
      await withIssuer(line, command, async ({ service }) => {
        const times = {
          ...(options.at === undefined ? {} : { at: readTime(options.at) }),
          ...(options.knownAt === undefined ? {} : { knownAt: readTime(options.knownAt) }),
        };
        const hasTimes = Object.keys(times).length > 0;
        const answer = hasTimes
          ? toHistoryJson(await service.getDocumentHistory(documentId, times))
          : toDocumentJson(await service.getDocument(documentId));
        writeJson(line, answer);
      });
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

  for (const verb of verbs) addChangeVerb(document, line, finish, verb);
  addErasureVerbs(document, line, finish);
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
