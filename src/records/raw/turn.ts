/**
 * Given between records while much is read before the next one: whoever asks for them lets other work of the
 * process have its turn.
 */
export const TURN = 'turn';
export type Turn = typeof TURN;

/** What is read in turns, for whoever need not wait on anybody. */
export function* withoutTurns<Item>(items: Iterable<Item | Turn>): Generator<Item, void> {
  for (const item of items) if (item !== TURN) yield item;
}

/** What steps taken in turns come to, for whoever need not wait on anybody. */
export function finish<Result>(steps: Generator<Turn, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The next of what is read in turns; `undefined` at its end. */
export function* nextInTurns<Item>(
  items: Iterator<Item | Turn, void>,
): Generator<Turn, Item | undefined> {
  for (;;) {
    const next = items.next();
    if (next.done === true) return undefined;
    if (next.value === TURN) yield TURN;
    else return next.value;
  }
}
