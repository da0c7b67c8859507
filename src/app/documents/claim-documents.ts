import { createHash, timingSafeEqual } from 'node:crypto';
import type { DocumentEntry } from '../../registry/registry-entries.ts';
import { AppError } from '../../shared/app-error.ts';
import { toClaimHandle } from '../claim-code.ts';
import type { IssuerEnvironment } from '../issuer-environment.ts';
import type { Claim, ClaimedDocuments } from '../services.ts';
import { toDocumentView } from './document-view.ts';

/** More documents of one person than this are not claimed at once. */
const MOST_DOCUMENTS = 200;

/**
 * Gives a graduate their documents for the claim code and one detail: the birth date, or the student id
 * where the record has no full birth date. An unknown code and a wrong detail end alike, after the same
 * queries.
 * @throws AppError `claim-refused`
 */
export async function claimDocuments(
  { registry, claimSecret, publicUrl }: IssuerEnvironment,
  claim: Claim,
): Promise<ClaimedDocuments> {
  const found = await registry.findClaim(toClaimHandle(claimSecret, claim.claimCode));
  const { items } = await registry.listDocuments(found ?? { institutionCode: '', studentId: '' }, {
    limit: MOST_DOCUMENTS,
  });
  const documents = items.filter(({ state }) => state !== 'reserved');
  const expected = await detailOf(registry, documents.at(-1));
  const isRight = equalTexts(toComparable(claim.birthDate), toComparable(expected ?? '?'));
  if (expected === undefined || !isRight) {
    throw new AppError('claim-refused', {
      th: 'รหัสรับเอกสารหรือข้อมูลยืนยันไม่ถูกต้อง ตรวจดูแล้วลองอีกครั้ง หรือติดต่อสำนักทะเบียน',
      en: 'The claim code or the detail is not right. Check both and try again, or ask the registrar.',
    });
  }
  return { documents: documents.map((entry) => toDocumentView(entry, publicUrl)) };
}

/** The detail that the newest document's record asks for. */
async function detailOf(
  registry: IssuerEnvironment['registry'],
  newest: DocumentEntry | undefined,
): Promise<string | undefined> {
  const bytes = newest && (await registry.findRecord(newest.documentId));
  if (newest === undefined || bytes === undefined) return undefined;
  const { birthDate } = JSON.parse(new TextDecoder().decode(bytes)) as { birthDate?: string };
  return birthDate !== undefined && FULL_DATE.test(birthDate) ? birthDate : newest.studentId;
}

const FULL_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const FIRST_BUDDHIST_YEAR = 2400;
const BUDDHIST_ERA_OFFSET = 543;

/** A date in the Common Era whichever era it was typed in; other details without outer blanks. */
function toComparable(detail: string): string {
  const text = detail.trim();
  const [, year, month, day] = FULL_DATE.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return text;
  const given = Number(year);
  const commonEra = given >= FIRST_BUDDHIST_YEAR ? given - BUDDHIST_ERA_OFFSET : given;
  return `${commonEra}-${month}-${day}`;
}

/** Compares digests, so that neither place nor length of a difference shows in the time it takes. */
function equalTexts(left: string, right: string): boolean {
  return timingSafeEqual(digestOf(left), digestOf(right));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
