import type { CommandLine } from './command-line.ts';

/** Whether a piece of work was asked to stop before its end. */
export interface Stoppable {
  isStopped: boolean;
}

/**
 * Hands on what comes until the program is asked to stop (SIGINT, SIGTERM). Then nothing more is asked for,
 * and what is under way ends first: of issuing, the chunks in work are finished and kept.
 * @param run is told when it was stopped.
 */
export async function* untilStopped<Item>(
  { stopped }: Pick<CommandLine, 'stopped'>,
  items: AsyncIterable<Item>,
  run: Stoppable = { isStopped: false },
): AsyncIterable<Item> {
  const asked = { toStop: false };
  void stopped.then(() => {
    asked.toStop = true;
  });
  for await (const item of items) {
    yield item;
    if (!asked.toStop) continue;
    run.isStopped = true;
    return;
  }
}
