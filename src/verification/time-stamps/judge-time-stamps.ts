import { attributeTypes } from '../../formats/cms/attribute.ts';
import type { PdfFile } from '../../formats/pdf/pdf-file.ts';
import type { PdfSignature } from '../../formats/pdf/signatures/pdf-signature.ts';
import type { SignerInfo } from '../../formats/cms/signer-info.ts';
import type { Instant } from '../../shared/instant.ts';
import type { Evidence } from '../evidence.ts';
import { toVerdict, worstOf } from '../judgement/overall-indication.ts';
import { checkCoverage } from '../pdf/coverage.ts';
import { judgeLaterChanges } from '../signature/judge-later-changes.ts';
import type { PathMaterial } from '../signature/path-judgement.ts';
import { findSignedBytes } from '../signature/signed-bytes.ts';
import { judgeTimeStamp, type JudgedTimeStamp } from './judge-time-stamp.ts';

/** A time-stamp on the document as one revision had it. */
export interface DocumentTimeStamp extends JudgedTimeStamp {
  /** The revision that it covers; `null` when its bytes are not exactly one. */
  readonly signedRevisionIndex: number | null;
}

/**
 * Judges the document time-stamps of a file (EN 319 142-1 §5.4.3), newest first: each proves that those
 * before it existed, even if their authorities' certificates have expired since.
 */
export async function judgeDocumentTimeStamps(
  file: PdfFile,
  signatures: readonly PdfSignature[],
  isOwnDocument: boolean,
  material: PathMaterial,
  evidence: Evidence,
): Promise<readonly DocumentTimeStamp[]> {
  const judged: DocumentTimeStamp[] = [];
  for (const signature of [...signatures].reverse()) {
    const { signedRevisionIndex, checks: coverage } = checkCoverage(file, signature);
    const later = judgeLaterChanges(file, signature, signedRevisionIndex, isOwnDocument);
    const structural = [...coverage, later.check].map((check) => ({
      ...check,
      field: signature.fieldName,
    }));
    const provenTime = findProvenTime(judged, signedRevisionIndex);
    const { provenTime: ownTime, ...stamp } = await judgeTimeStamp(
      {
        field: signature.fieldName,
        kind: 'document-time-stamp',
        token: signature.contents,
        stampedBytes: findSignedBytes(file.bytes, signature.byteRange),
        ...(provenTime !== undefined && { provenTime }),
      },
      material,
      evidence,
    );
    const structure = toVerdict(structural, []);
    const isSound = structure.indication === 'TOTAL-PASSED';
    const { indication, subIndication } = worstOf([structure, stamp.report]);
    judged.push({
      signedRevisionIndex,
      checks: [...structural, ...stamp.checks],
      ...(isSound && ownTime !== undefined && { provenTime: ownTime }),
      report: {
        ...stamp.report,
        integrity: isSound ? stamp.report.integrity : 'BROKEN',
        indication,
        subIndication,
      },
    });
  }
  return judged.reverse();
}

/** The earliest time at which a revision is proven to have existed. */
export function findProvenTime(
  stamps: readonly DocumentTimeStamp[],
  revisionIndex: number | null,
): Instant | undefined {
  return earliest(coveringStamps(stamps, revisionIndex).map(({ provenTime }) => provenTime));
}

/** The time-stamps that cover a revision. */
export function coveringStamps(
  stamps: readonly DocumentTimeStamp[],
  revisionIndex: number | null,
): readonly DocumentTimeStamp[] {
  if (revisionIndex === null) return [];
  return stamps.filter(
    ({ signedRevisionIndex }) =>
      signedRevisionIndex !== null && signedRevisionIndex >= revisionIndex,
  );
}

/** Judges the time-stamps on a signature's own value (EN 319 122-1 §5.3): those of level B-T. */
export async function judgeSignatureTimeStamps(
  field: string,
  { signature, unsignedAttributes }: SignerInfo,
  provenTime: Instant | undefined,
  material: PathMaterial,
  evidence: Evidence,
): Promise<readonly JudgedTimeStamp[]> {
  const tokens = unsignedAttributes
    .filter(({ type }) => type === attributeTypes.signatureTimeStamp)
    .flatMap(({ values }) => values);
  const judged: JudgedTimeStamp[] = [];
  for (const { encoded } of tokens.slice(0, 10)) {
    const found = {
      field,
      kind: 'signature-time-stamp',
      token: encoded,
      stampedBytes: signature,
      ...(provenTime !== undefined && { provenTime }),
    } as const;
    judged.push(await judgeTimeStamp(found, material, evidence));
  }
  return judged;
}

export function earliest(times: readonly (Instant | undefined)[]): Instant | undefined {
  return times.filter((time) => time !== undefined).sort((left, right) => left - right)[0];
}
