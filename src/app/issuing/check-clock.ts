import type { Registry } from '../../registry/registry.ts';
import { AppError } from '../../shared/app-error.ts';
import { formatInstant } from '../../shared/instant.ts';
import type { Clock } from '../../shared/instant.ts';

/** A clock is put right by seconds every day; that is no going back. */
const TOLERATED_MS = 60_000;

/**
 * Makes sure that nothing of a batch is dated before what has already happened to it: the time goes into
 * signatures, and a document issued before its approval would be one that nobody can explain.
 * @throws AppError `clock-went-back`
 */
export async function checkClock(
  {
    registry,
    clock,
  }: { readonly registry: Pick<Registry, 'listBatchEvents'>; readonly clock: Clock },
  batchId: string,
): Promise<void> {
  const now = clock.now();
  const events = await registry.listBatchEvents(batchId);
  const latest = events.reduce((last, { at }) => (at > last ? at : last), now);
  if (latest - now <= TOLERATED_MS) return;
  const [is, was] = [formatInstant(now), formatInstant(latest)];
  throw new AppError('clock-went-back', {
    th: `นาฬิกาของเครื่องบอกเวลา ${is} แต่ชุดเอกสารนี้มีเหตุการณ์เมื่อ ${was} แล้ว ให้ตั้งนาฬิกาให้ถูกแล้วสั่งทำต่อ หากเวลาเดิมเป็นเวลาที่ผิด ให้ส่งชุดเอกสารใหม่`,
    en: `The machine's clock says ${is}, yet something happened to this batch at ${was}: set the clock right and go on; if the earlier time was the wrong one, submit the batch again.`,
  });
}
