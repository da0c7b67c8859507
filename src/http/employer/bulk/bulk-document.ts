import type { VerificationRequest } from '../../../app/services.ts';
import { AppError } from '../../../shared/app-error.ts';
import { toSidecarText } from '../verification-input.ts';

/** One document of a bulk verification: its bytes are fetched when its turn comes, and let go afterwards. */
export interface BulkDocument {
  /** As it was sent. */
  readonly name: string;
  /** @throws AppError where this document alone cannot be had: the others are judged all the same. */
  read(): VerificationRequest;
}

/** More are a reason to send several requests. */
export const MOST_DOCUMENTS = 10_000;

/** Whether a file is a sidecar by its name, as exports and `parinya issue` name them. */
export function isSidecarName(name: string): boolean {
  return /\.jws$/i.test(name);
}

/** The files as evidence: neither, one or both. */
export function toRequest(pdf: Uint8Array | undefined, sidecar: Uint8Array | undefined) {
  return {
    ...(pdf === undefined ? {} : { pdf }),
    ...(sidecar === undefined ? {} : { sidecar: toSidecarText(sidecar) }),
  };
}

/** @throws AppError `input-empty`, `input-too-large`. */
export function requireCount(count: number): void {
  if (count === 0) {
    throw new AppError('input-empty', {
      th: 'ไม่มีไฟล์ PDF ในข้อมูลที่ส่งมา',
      en: 'There is no PDF in what was sent.',
    });
  }
  if (count <= MOST_DOCUMENTS) return;
  throw new AppError('input-too-large', {
    th: `ส่งได้ครั้งละไม่เกิน ${MOST_DOCUMENTS} ฉบับ โปรดแบ่งส่งหลายครั้ง`,
    en: `One request takes up to ${MOST_DOCUMENTS} documents. Send the others in further requests.`,
  });
}
