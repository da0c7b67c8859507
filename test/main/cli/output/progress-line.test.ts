import { describe, expect, it } from '@jest/globals';
import type { CommandLine } from '../../../../src/main/cli/command-line.ts';
import { ProgressLine } from '../../../../src/main/cli/output/progress-line.ts';
import { instantOf } from '../../../../src/shared/instant.ts';

function lineAt(isTerminal: boolean) {
  const written: string[] = [];
  const time = { now: 0 };
  const line = {
    isTerminal,
    writeMessage: (text: string) => written.push(text),
    clock: { now: () => instantOf(time.now) },
  } as unknown as CommandLine;
  return { line, written, time };
}

describe('the line of progress', () => {
  it('says how many, how fast and how long still', () => {
    const { line, written, time } = lineAt(true);
    const progress = new ProgressLine(line, 8000);
    for (let second = 0; second <= 3; second++) {
      time.now = 1000 * second;
      progress.note(200 * second);
    }
    progress.end();
    expect(written.at(-2)).toBe('\r600 / 8000  200/s  0:00:37');
    expect(written.at(-1)).toBe('\n');
  });

  it('is not drawn for every document, but for the last', () => {
    const { line, written, time } = lineAt(true);
    const progress = new ProgressLine(line, 1000);
    for (let done = 1; done <= 1000; done++) {
      time.now += 1;
      progress.note(done);
    }
    expect(written.length).toBeLessThan(10);
    expect(written.at(-1)).toContain('1000 / 1000');
  });

  it('is nothing where nobody watches', () => {
    const { line, written } = lineAt(false);
    const progress = new ProgressLine(line, 10);
    progress.note(10);
    progress.end();
    expect(written).toEqual([]);
  });
});
