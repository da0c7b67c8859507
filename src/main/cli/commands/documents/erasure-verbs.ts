import type { Command } from 'commander';
import type { ErasureAnswer, ErasureOrder } from '../../../../app/retention/erase-document.ts';
import { erasureReasons } from '../../../../registry/erasure.ts';
import { AppError } from '../../../../shared/app-error.ts';
import type { BilingualText } from '../../../../shared/app-error.ts';
import { formatInstant } from '../../../../shared/instant.ts';
import { writeJson, writeText } from '../../command-line.ts';
import type { CommandLine } from '../../command-line.ts';
import { exitCodes } from '../../exit-codes.ts';
import type { Finish } from '../command.ts';
import { withIssuer } from '../with-installation.ts';
import { readDocumentId } from './read-document-id.ts';

const orderReasons = erasureReasons.filter((reason) => reason !== 'never-issued');

/** Adds to `parinya document` what erases personal data, and what keeps them from being erased. */
export function addErasureVerbs(document: Command, line: CommandLine, finish: Finish): void {
  document
    .command('erase')
    .description('erase the personal data of a document for good; id, digests and state stay')
    .argument('<id>')
    .requiredOption('--reason <code>', orderReasons.join(', '))
    .option('--as <user>', 'in whose name', 'registrar')
    .action(async (id: string, options: { reason: string; as: string }, command: Command) => {
      const order = {
        documentId: readDocumentId(id),
        reason: readReason(options.reason),
        actor: options.as,
      };
      const answer = await withIssuer(line, command, ({ retention }) =>
        retention.eraseDocument(order),
      );
      writeJson(line, toErasureJson(answer));
      writeText(line, toErasureText(answer));
      const isDone = answer.kind === 'awaiting-second-person' || answer.isPurged;
      finish(isDone ? exitCodes.done : exitCodes.tryLater);
    });

  document
    .command('hold')
    .description('keep a document from being erased, until the hold is released')
    .argument('<id>')
    .option('--release', 'take the hold off again')
    .option('--as <user>', 'in whose name', 'registrar')
    .action(async (id: string, options: { release?: true; as: string }, command: Command) => {
      const documentId = readDocumentId(id);
      const isHeld = options.release !== true;
      await withIssuer(line, command, ({ retention }) =>
        retention.holdDocument({ documentId, isHeld, actor: options.as }),
      );
      writeJson(line, { documentId, isHeld });
      writeText(line, isHeld ? held : released);
      finish(exitCodes.done);
    });
}

/** An answer as the command line prints it. */
function toErasureJson(answer: ErasureAnswer): Record<string, unknown> {
  if (answer.kind === 'erased') {
    const { documentId, erasedAt, reason, isPurged } = answer;
    return { documentId, erased: true, erasedAt: formatInstant(erasedAt), reason, isPurged };
  }
  const { documentId, reason, requestedBy, requestedAt } = answer.request;
  const request = { reason, requestedBy, requestedAt: formatInstant(requestedAt) };
  return { documentId, erased: false, awaiting: 'second-person', ...request };
}

function toErasureText(answer: ErasureAnswer): BilingualText {
  if (answer.kind === 'awaiting-second-person') {
    return {
      th: 'บันทึกคำขอลบแล้ว ต้องให้อีกคนหนึ่งยืนยันด้วยคำสั่งเดียวกัน (--as) จึงจะลบข้อมูล',
      en: 'The request is kept. Nothing is erased before a second person gives the same command (--as).',
    };
  }
  return answer.isPurged
    ? {
        th: 'ลบข้อมูลส่วนบุคคลของเอกสารแล้ว สำเนาสำรองที่ทำไว้ก่อนหน้านี้ยังมีข้อมูลอยู่',
        en: 'The personal data are erased. Backups that were made before still hold them.',
      }
    : filesInUse;
}

/** Erased, but somebody still reads what was before. */
export const filesInUse: BilingualText = {
  th: 'ลบข้อมูลแล้ว แต่มีผู้อ่านฐานข้อมูลอยู่ จึงยังล้างไฟล์บันทึกไม่หมด ให้สั่งอีกครั้งภายหลัง',
  en: 'The data are erased, but others read the database, and its log could not be emptied: give the command again later.',
};

const held: BilingualText = {
  th: 'เก็บรักษาเอกสารนี้ไว้เป็นหลักฐาน จะไม่ถูกลบจนกว่าจะยกเลิก',
  en: 'The document is held: it is not erased before the hold is released.',
};

const released: BilingualText = {
  th: 'ยกเลิกการเก็บรักษาเอกสารนี้แล้ว',
  en: 'The hold is released.',
};

function readReason(text: string): ErasureOrder['reason'] {
  const reason = orderReasons.find((known) => known === text);
  if (reason !== undefined) return reason;
  const known = orderReasons.join(', ');
  throw new AppError('reason-unknown', {
    th: `ไม่รู้จักเหตุผลนี้ ให้เลือกจาก ${known}`,
    en: `This reason is not known; choose one of ${known}.`,
  });
}
