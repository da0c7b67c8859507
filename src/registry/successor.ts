import { AppError } from '../shared/app-error.ts';
import type { BilingualText } from '../shared/app-error.ts';
import type { DocumentEntry } from './registry-entries.ts';

/**
 * Makes sure that one document may stand in the place of another: a different one, of the same student and
 * institution, issued and in force.
 * @param successor `undefined` where no such document is issued.
 * @throws AppError `successor-refused` with the reason.
 */
export function refuseSuccessor(
  document: DocumentEntry,
  successor: DocumentEntry | undefined,
): void {
  const objection = findObjection(document, successor);
  if (objection !== undefined) throw new AppError('successor-refused', objection);
}

function findObjection(
  document: DocumentEntry,
  successor: DocumentEntry | undefined,
): BilingualText | undefined {
  // One institution learns nothing of another's documents: theirs are as unknown as none.
  if (successor?.institutionCode !== document.institutionCode) {
    return {
      th: 'ไม่พบเอกสารที่จะใช้แทน ตรวจรหัสเอกสารอีกครั้ง',
      en: 'The document that is to stand in its place does not exist: check its id.',
    };
  }
  if (successor.documentId === document.documentId) {
    return {
      th: 'เอกสารแทนที่ตัวเองไม่ได้',
      en: 'A document cannot stand in its own place.',
    };
  }
  if (successor.studentId !== document.studentId) {
    return {
      th: 'เอกสารที่จะใช้แทนเป็นของนักศึกษาคนอื่น',
      en: 'The document that is to stand in its place is of another student.',
    };
  }
  if (successor.state !== 'issued') {
    return {
      th: `เอกสารที่จะใช้แทนต้องมีผลใช้อยู่ แต่มีสถานะ ${successor.state}`,
      en: `The document that is to stand in its place must be in force, but it is ${successor.state}.`,
    };
  }
  return undefined;
}
