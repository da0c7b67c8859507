import type { Instant } from '../../shared/instant.ts';

/** How fast a batch is issued of late, and how long the rest of it takes at that pace. */
export interface IssuingPace {
  /** Documents a second. */
  readonly perSecond: number;
  readonly remainingSeconds: number;
}

/** So far back counts as "of late". */
const WINDOW_MS = 30_000;
/** Often enough to tell. */
const MARK_EVERY_MS = 500;

interface Mark {
  readonly at: Instant;
  readonly done: number;
}

/** Works out the pace of a batch from how many documents were done when. */
export class PaceMeter {
  readonly #total: number;
  #marks: readonly Mark[] = [];
  #last: Mark | undefined;

  /** @param total how many documents there will be. */
  constructor(total: number) {
    this.#total = total;
  }

  /** Says that so many documents are done; those that an earlier run has issued count for nothing. */
  note(done: number, at: Instant): void {
    this.#last = { at, done };
    const latest = this.#marks.at(-1);
    if (latest !== undefined && at - latest.at < MARK_EVERY_MS) return;
    const recent = this.#marks.filter((mark) => at - mark.at <= WINDOW_MS);
    this.#marks = [...recent, this.#last];
  }

  /** @returns `undefined` until something can be said. */
  findPace(): IssuingPace | undefined {
    const [first] = this.#marks;
    if (first === undefined || this.#last === undefined) return undefined;
    const elapsedMs = this.#last.at - first.at;
    const done = this.#last.done - first.done;
    if (elapsedMs <= 0 || done <= 0) return undefined;
    const perSecond = (done * 1000) / elapsedMs;
    const remaining = Math.max(0, this.#total - this.#last.done);
    return { perSecond, remainingSeconds: remaining / perSecond };
  }
}
