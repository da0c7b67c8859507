import type { BatchView } from '../../../../app/services.ts';
import { formatInstant } from '../../../../shared/instant.ts';

/** A batch as the command line prints it. */
export function toBatchJson(view: BatchView): Record<string, unknown> {
  const { waiting } = view;
  return {
    ...view,
    submittedAt: formatInstant(view.submittedAt),
    signingKeys: view.signingKeys.map((keys) => ({ ...keys, since: formatInstant(keys.since) })),
    waiting: waiting && {
      ...waiting,
      since: formatInstant(waiting.since),
      nextAttempt: waiting.nextAttempt && formatInstant(waiting.nextAttempt),
    },
  };
}
