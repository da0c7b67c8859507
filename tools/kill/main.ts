import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { checkOutcome } from './check-outcome.ts';
import { CHUNK_DOCUMENTS, copyInstallation, prepareInstallation } from './installation.ts';
import type { ProcessTask } from './issuing-process.ts';
import { describePoint, planRun, STEPS } from './kill-plan.ts';
import type { KillPlan, KillPoint } from './kill-plan.ts';

const PROCESS = fileURLToPath(new URL('./issuing-process.js', import.meta.url));
/** Runs at the same time: while one process issues, the outcome of another is looked at. */
const LANES = 2;
/** No kill from outside comes later than this: it only says how long issuing may take. */
const NEVER: KillPoint = { share: Number.POSITIVE_INFINITY };

/** What became of one run. */
interface Outcome {
  readonly plan: KillPlan;
  /** How many of its processes died of SIGKILL; others came to the end before. */
  readonly killed: number;
  readonly faults: readonly string[];
}

/** `npm run kill -- [--runs N] [--seed N] [--records N] [--only RUN] [--smoke]` */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      records: { type: 'string', default: '60' },
      only: { type: 'string' },
      smoke: { type: 'boolean', default: false },
    },
  });
  const seed = Number(values.seed);
  const records = Number(values.records);
  const runs = values.smoke ? 50 : Number(values.runs);
  const folder = mkdtempSync(join(tmpdir(), 'parinya-kill-'));
  try {
    const base = join(folder, 'base');
    const batchId = await prepareInstallation(base, records);
    const usualMs = await measureIssuing(folder, base, batchId);
    console.log(`${records} records take ${Math.round(usualMs)} ms when nobody is killed`);
    const chunks = Math.ceil(records / CHUNK_DOCUMENTS);
    const wanted = values.only === undefined ? [...Array(runs).keys()] : [Number(values.only)];
    const outcomes: Outcome[] = [];
    const lane = async (): Promise<void> => {
      for (let run = wanted.shift(); run !== undefined; run = wanted.shift()) {
        const plan = planRun(seed, run, records, chunks);
        const outcome = await runPlan(plan, { folder, base, batchId, usualMs, records });
        outcomes.push(outcome);
        tell(outcome, outcomes.length);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    report(seed, outcomes);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Where runs take place, and what they share. */
interface Ground {
  readonly folder: string;
  readonly base: string;
  readonly batchId: string;
  readonly usualMs: number;
  readonly records: number;
}

async function runPlan(plan: KillPlan, ground: Ground): Promise<Outcome> {
  const { folder, base, batchId, usualMs, records } = ground;
  const dataFolder = join(folder, `run-${plan.run}`);
  copyInstallation(base, dataFolder);
  try {
    let killed = 0;
    for (const point of plan.points) {
      const task = { dataFolder, batchId, threads: plan.threads, point };
      if ((await runProcess(task, usualMs)).isKilled) killed += 1;
    }
    return { plan, killed, faults: await checkOutcome(dataFolder, batchId, records) };
  } catch (error) {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { plan, killed: 0, faults: [what] };
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

/** How a process ended, and how long after it had begun to work. */
interface Ending {
  readonly isKilled: boolean;
  readonly afterMs: number;
}

/** One that fails by itself is an error. */
function runProcess(task: ProcessTask, usualMs: number): Promise<Ending> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROCESS, JSON.stringify(task)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let timer: NodeJS.Timeout | undefined;
    let started = performance.now();
    const said: string[] = [];
    child.stderr.on('data', (piece: Buffer) => said.push(piece.toString()));
    child.stdout.once('data', () => {
      started = performance.now();
      const { point } = task;
      if (!('share' in point) || !Number.isFinite(point.share)) return;
      timer = setTimeout(() => child.kill('SIGKILL'), point.share * usualMs);
    });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      const afterMs = performance.now() - started;
      if (signal === 'SIGKILL') resolve({ isKilled: true, afterMs });
      else if (code === 0) resolve({ isKilled: false, afterMs });
      else reject(new Error(`the issuing process ended with ${code}: ${said.join('')}`));
    });
  });
}

/** How long a process takes from its beginning to the end of the batch. */
async function measureIssuing(folder: string, base: string, batchId: string): Promise<number> {
  const dataFolder = join(folder, 'measured');
  copyInstallation(base, dataFolder);
  const { afterMs } = await runProcess({ dataFolder, batchId, threads: 0, point: NEVER }, 0);
  rmSync(dataFolder, { recursive: true, force: true });
  return afterMs;
}

function tell({ plan, faults }: Outcome, done: number): void {
  if (faults.length > 0) {
    console.log(`run ${plan.run}: ${plan.points.map(describePoint).join(', then ')}`);
    for (const fault of faults) console.log(`  ${fault}`);
  } else if (done % 50 === 0) console.log(`${done} runs`);
}

function report(seed: number, outcomes: readonly Outcome[]): void {
  const killed = outcomes.reduce((sum, outcome) => sum + outcome.killed, 0);
  const faulty = outcomes.filter(({ faults }) => faults.length > 0);
  const points = outcomes.flatMap(({ plan }) => plan.points);
  const byStep = STEPS.map(
    (step) => `${step} ${points.filter((point) => 'step' in point && point.step === step).length}`,
  );
  const anywhere = points.filter((point) => 'share' in point).length;
  console.log(`planned: ${byStep.join(', ')}, at any moment ${anywhere}`);
  console.log(
    `${killed} kills in ${outcomes.length} runs (seed ${seed}): ${faulty.length} runs with faults`,
  );
  if (faulty.length === 0 && killed > 0) return;
  console.log(`again with: npm run kill -- --seed ${seed} --only ${faulty[0]?.plan.run ?? 0}`);
  process.exitCode = 1;
}

await main();
