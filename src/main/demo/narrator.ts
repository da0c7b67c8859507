import type { CommandLine } from '../cli/command-line.ts';
import type { BilingualText } from '../../shared/app-error.ts';

/** One thing that the demo expected, and what came. */
export interface DemoExpectation {
  readonly step: string;
  readonly expected: string;
  readonly got: string;
  readonly holds: boolean;
}

/** Tells the demo's story and remembers whether everything came as it should. */
export class Narrator {
  readonly #line: CommandLine;
  readonly #expectations: DemoExpectation[] = [];
  #step = 0;
  #headline = '';

  constructor(line: CommandLine) {
    this.#line = line;
  }

  get expectations(): readonly DemoExpectation[] {
    return this.#expectations;
  }

  /** A new step, its headline in both languages. */
  begin({ th, en }: BilingualText): void {
    this.#step += 1;
    this.#headline = en;
    this.#write(`\n${this.#step}  ${this.#strong(th)}\n   ${en}\n`);
  }

  say(text: string): void {
    this.#write(`     ${text}\n`);
  }

  /** Compares what came with what had to come. */
  expect(what: string, expected: string, got: string): void {
    const holds = expected === got;
    this.#expectations.push({ step: this.#headline, expected, got, holds });
    this.#write(
      `   ${holds ? '✓' : '✕'} ${what}: ${got}${holds ? '' : ` (expected ${expected})`}\n`,
    );
  }

  #strong(text: string): string {
    return this.#line.isTerminal ? `\u001B[1m${text}\u001B[22m` : text;
  }

  #write(text: string): void {
    this.#line.writeMessage(text);
  }
}
