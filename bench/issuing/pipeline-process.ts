import { fork } from 'node:child_process';

import { askWhile, type AnswerTimes } from './http-load.ts';
import {
  runPipeline,
  type PipelineMessage,
  type PipelineResult,
  type PipelineTask,
} from './pipeline.ts';

/** What a run measured, and how long its HTTP answers took to whoever asked from another process. */
export interface ObservedPipeline extends PipelineResult {
  readonly answers: readonly AnswerTimes[];
}

/** In the environment of the process that does it. */
const TASK = 'PARINYA_BENCH_PIPELINE';

/** Runs a pipeline in a process of its own and asks it questions over HTTP meanwhile. */
export async function observePipeline(task: PipelineTask): Promise<ObservedPipeline> {
  const child = fork(process.argv[1]!, [], {
    env: { ...process.env, [TASK]: JSON.stringify(task) },
  });
  const stop = new AbortController();
  let answers: Promise<readonly AnswerTimes[]> = Promise.resolve([]);
  let result: PipelineResult | undefined;
  child.on('message', (message: PipelineMessage) => {
    if (message.kind === 'issuing') {
      answers = askWhile(message, stop.signal);
      answers.catch(() => child.kill());
    } else if (message.kind === 'issued') stop.abort();
    else result = message.result;
  });
  const exitCode = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  stop.abort();
  const observed = await answers;
  if (result === undefined) throw new Error(`issuing ended with exit code ${exitCode}`);
  return { ...result, answers: observed };
}

/** Does the work where this is the process that {@link observePipeline} has started. */
export async function runIfPipelineProcess(): Promise<boolean> {
  const task = process.env[TASK];
  if (task === undefined) return false;
  const say = (message: PipelineMessage) => process.send!(message);
  say({ kind: 'result', result: await runPipeline(JSON.parse(task) as PipelineTask, say) });
  process.disconnect();
  return true;
}
