import { PaceMeter } from '../../../app/issuing/pace-meter.ts';
import type { Instant } from '../../../shared/instant.ts';
import type { CommandLine } from '../command-line.ts';

/** More often nobody could read it, and drawing takes time of its own. */
const DRAW_EVERY_MS = 200;

/**
 * One line on the terminal that says how far issuing has come: `1200 / 5000  850/s  0:00:04`, the last the
 * time that remains. Draws nothing where nobody watches.
 */
export class ProgressLine {
  readonly #line: CommandLine;
  readonly #total: number;
  readonly #meter: PaceMeter;
  #drawnAt: Instant | undefined;
  #width = 0;

  constructor(line: CommandLine, total: number) {
    this.#line = line;
    this.#total = total;
    this.#meter = new PaceMeter(total);
  }

  note(done: number): void {
    if (!this.#line.isTerminal) return;
    const now = this.#line.clock.now();
    this.#meter.note(done, now);
    const isDue = this.#drawnAt === undefined || now - this.#drawnAt >= DRAW_EVERY_MS;
    if (!isDue && done < this.#total) return;
    this.#drawnAt = now;
    const pace = this.#meter.findPace();
    const tail =
      pace === undefined
        ? ''
        : `  ${Math.round(pace.perSecond)}/s  ${toClockTime(pace.remainingSeconds)}`;
    const text = `${done} / ${this.#total}${tail}`;
    this.#line.writeMessage(`\r${text.padEnd(this.#width)}`);
    this.#width = text.length;
  }

  /** Leaves the last state standing. */
  end(): void {
    if (this.#line.isTerminal) this.#line.writeMessage('\n');
  }
}

/** Hours, minutes and seconds. */
function toClockTime(seconds: number): string {
  const whole = Math.ceil(seconds);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}
