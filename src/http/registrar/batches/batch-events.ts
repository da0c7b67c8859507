import { setTimeout as delay } from 'node:timers/promises';
import type { BatchView } from '../../../app/services.ts';

/** How often the batch is looked at, and how often a silent stream shows that it lives. */
export interface EventTiming {
  readonly lookMs: number;
  readonly heartbeatMs: number;
}

const defaultEventTiming: EventTiming = { lookMs: 500, heartbeatMs: 15_000 };

/** States that a batch does not leave by itself or by anybody's decision. */
const finalStates: readonly BatchView['state'][] = [
  'checked',
  'issued',
  'partly-issued',
  'rejected',
  'cancelled',
];

/**
 * The progress of a batch as server-sent events (HTML Living Standard §9.2): `progress` with each change,
 * `end` with the last one. Works whichever process issues, because it looks at the registry.
 * @param toJson the batch as the API shows it.
 */
export async function* toBatchEvents(
  look: () => Promise<BatchView>,
  toJson: (batch: BatchView) => object,
  signal: AbortSignal,
  timing: EventTiming = defaultEventTiming,
): AsyncIterable<string> {
  let before = '';
  let silentMs = 0;
  while (!signal.aborted) {
    const batch = await look();
    const data = JSON.stringify(toJson(batch));
    const isFinal = finalStates.includes(batch.state);
    if (data !== before) yield `event: ${isFinal ? 'end' : 'progress'}\ndata: ${data}\n\n`;
    else if (silentMs >= timing.heartbeatMs) yield ': still here\n\n';
    if (isFinal) return;
    silentMs = data !== before || silentMs >= timing.heartbeatMs ? 0 : silentMs + timing.lookMs;
    before = data;
    await delay(timing.lookMs, undefined, { signal }).catch(() => undefined);
  }
}
