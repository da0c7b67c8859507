import type { Command } from 'commander';
import type { DocumentChange } from '../../../../app/documents/document-change.ts';
import { revocationReasons } from '../../../../registry/states.ts';
import type { RevocationReason } from '../../../../registry/states.ts';
import type { BilingualText } from '../../../../shared/app-error.ts';
import type { DocumentId } from '../../../../shared/document-id.ts';
import { writeJson, writeText } from '../../command-line.ts';
import type { CommandLine } from '../../command-line.ts';
import { exitCodes } from '../../exit-codes.ts';
import { readTime } from '../../input/read-time.ts';
import type { Finish } from '../command.ts';
import { withIssuer } from '../with-installation.ts';
import { toDocumentJson } from './document-json.ts';
import { readDocumentId } from './read-document-id.ts';

interface Verb {
  readonly operation: DocumentChange['operation'];
  readonly description: string;
  readonly done: (documentId: DocumentId) => BilingualText;
}

/** What can be done to the state of a document, as the table of transitions names it. */
export const verbs: readonly Verb[] = [
  {
    operation: 'revoke',
    description: 'take a document back for good',
    done: (id) => ({
      th: `เพิกถอนเอกสาร ${id} แล้ว ผู้ตรวจสอบจะเห็นทันที`,
      en: `Document ${id} is revoked; whoever verifies it is told at once.`,
    }),
  },
  {
    operation: 'suspend',
    description: 'suspend a document until more is known',
    done: (id) => ({
      th: `ระงับเอกสาร ${id} ไว้แล้ว ผู้ตรวจสอบจะเห็นทันที`,
      en: `Document ${id} is suspended; whoever verifies it is told at once.`,
    }),
  },
  {
    operation: 'reinstate',
    description: 'put a suspended document in force again',
    done: (id) => ({
      th: `เอกสาร ${id} มีผลใช้ได้อีกครั้งแล้ว`,
      en: `Document ${id} is in force again.`,
    }),
  },
  {
    operation: 'supersede',
    description: 'put another document in the place of this one',
    done: (id) => ({
      th: `มีเอกสารฉบับใหม่แทนเอกสาร ${id} แล้ว ผู้ตรวจสอบจะเห็นทันที`,
      en: `Another document stands in the place of ${id}; whoever verifies it is told at once.`,
    }),
  },
];

interface ChangeOptions {
  readonly as: string;
  readonly reason?: string;
  readonly note?: string;
  readonly effective?: string;
  readonly by?: string;
}

/** Adds one of the verbs to `parinya document`. */
export function addChangeVerb(
  document: Command,
  line: CommandLine,
  finish: Finish,
  { operation, description, done }: Verb,
): void {
  const verb = document.command(operation).description(description).argument('<id>');
  if (operation !== 'reinstate') {
    verb.requiredOption('--reason <code>', revocationReasons.join(', '));
    verb.option('--effective <time>', 'from when it counts, where that was earlier than now');
  }
  if (operation === 'supersede') verb.requiredOption('--by <id>', 'the document in its place');
  verb
    .option('--note <text>', 'why, for the institution; the reason "other" needs one')
    .option('--as <user>', 'in whose name', 'registrar')
    .action(async (id: string, options: ChangeOptions, command: Command) => {
      const documentId = readDocumentId(id);
      const change = toChange(operation, documentId, options);
      const view = await withIssuer(line, command, ({ service }) => service.changeDocument(change));
      writeJson(line, toDocumentJson(view));
      writeText(line, done(documentId));
      finish(exitCodes.done);
    });
}

function toChange(
  operation: DocumentChange['operation'],
  documentId: DocumentId,
  options: ChangeOptions,
): DocumentChange {
  const common = {
    documentId,
    actor: options.as,
    ...(options.note === undefined ? {} : { note: options.note }),
    ...(options.effective === undefined ? {} : { effectiveAt: readTime(options.effective) }),
  };
  if (operation === 'reinstate') return { ...common, operation };
  // Judged by the use case: the command line may say anything.
  const reason = options.reason as RevocationReason;
  if (operation !== 'supersede') return { ...common, operation, reason };
  return { ...common, operation, reason, supersededBy: readDocumentId(options.by ?? '') };
}
