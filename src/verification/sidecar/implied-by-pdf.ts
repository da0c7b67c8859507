import type { OwnDocumentInfo } from '../../formats/pdf/attachments/own-document-info.ts';
import { formatInstant } from '../../shared/instant.ts';
import { passed } from '../judgement/check-result.ts';
import { toVerdict } from '../judgement/overall-indication.ts';
import type { CheckResult } from '../report.ts';
import type { JudgedSidecar } from './judge-sidecar.ts';
import type { SidecarPayload } from './sidecar-payload.ts';

/** The question that is left open when a sidecar's signature is too old to be proven by itself. */
export const PATH = 'sidecar/path';

/**
 * Whether a sidecar, whose own signature can no longer be proven, says nothing that the PDF does not prove: then
 * nothing rests on it, and the PDF's verdict is the whole's (ADR 0028). Whoever may have signed it since with a
 * key that had ended has added nothing. Every other objection to it counts as ever.
 * @param isPdfProven whether the PDF passes by itself.
 * @returns the check that says so; `undefined` where the sidecar is judged as ever.
 */
export function checkImplied(
  isPdfProven: boolean,
  own: OwnDocumentInfo | undefined,
  { checks, payload, lacksOnlyTime: isOnlyOld }: JudgedSidecar,
  matching: readonly CheckResult[],
): CheckResult | undefined {
  if (!isPdfProven || !isOnlyOld || own === undefined || payload === undefined) return undefined;
  if (own.issuedAt !== formatInstant(payload.validFrom)) return undefined;
  const others = [...checks.filter(({ check }) => check !== PATH), ...matching];
  if (toVerdict(others, agreement).indication !== 'TOTAL-PASSED') return undefined;
  return passed(
    'sidecar/standing',
    'its own signature can no longer be proven; record, digest, document and time of issue are those of the PDF',
  );
}

const agreement = [
  'sidecar/signing-certificate',
  'sidecar/signature',
  'sidecar/record-digest',
  'sidecar/document',
  'sidecar/binding',
  'sidecar/embedded-record',
];

/**
 * What may be taken from a sidecar on which nothing rests: that a document ends, which only ever takes away. Where the
 * registry publishes its state is not believed: it could name the place of another document.
 */
export function withoutStatus({
  validUntil,
}: SidecarPayload): Pick<SidecarPayload, 'validUntil' | 'status'> {
  return validUntil === undefined ? {} : { validUntil };
}
