import { formatInstant, type Instant } from '../../shared/instant.ts';
import { objection, passed } from '../judgement/check-result.ts';
import type { CheckResult } from '../report.ts';
import type { JudgedTimeStamp } from './judge-time-stamp.ts';
import type { DocumentTimeStamp } from './judge-time-stamps.ts';

/**
 * Whether the time-stamps that stand are in the order in which they must have been made (EN 319 102-1 §5.5.4,
 * §5.6.3.4): one that covers others was made after them.
 * @param onSignature on the signature's value.
 * @param covering on the document, with the signature in it; in the order of their revisions.
 */
export function checkTimeStampOrder(
  onSignature: readonly JudgedTimeStamp[],
  covering: readonly DocumentTimeStamp[],
): CheckResult {
  const name = 'time-stamp/order';
  let latest = latestOf(onSignature);
  for (const { provenTime } of covering) {
    if (provenTime === undefined) continue;
    if (latest !== undefined && provenTime < latest) {
      const found = `one of ${formatInstant(provenTime)} covers one of ${formatInstant(latest)}`;
      return objection(name, 'TIMESTAMP_ORDER_FAILURE', found);
    }
    latest = provenTime;
  }
  return passed(name, 'each was made after those that it covers');
}

function latestOf(stamps: readonly JudgedTimeStamp[]): Instant | undefined {
  const times = stamps.flatMap(({ provenTime }) => provenTime ?? []);
  return times.length === 0
    ? undefined
    : times.reduce((left, right) => (left > right ? left : right));
}
