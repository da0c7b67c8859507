import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

import { judgeMutants, type MutantRange, type MutantResult } from './judge-mutants.ts';
import { makeSeeds, type Seed } from './seeds.ts';

const FOLDER = '.cache/fuzz';
const WORKERS = 2;

interface Task {
  readonly seeds: readonly Seed[];
  readonly range: MutantRange;
}

/** `npm run fuzz -- [--runs N] [--seed N] [--only INDEX] [--smoke]` */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '100000' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string' },
      smoke: { type: 'boolean', default: false },
    },
  });
  const seed = Number(values.seed);
  const runs = values.smoke ? 10_000 : Number(values.runs);
  const only = values.only === undefined ? undefined : Number(values.only);
  const seeds = await makeSeeds();
  const ranges: readonly MutantRange[] =
    only === undefined
      ? Array.from({ length: WORKERS }, (_, from) => ({ seed, from, to: runs, step: WORKERS }))
      : [{ seed, from: only, to: only + 1, step: 1 }];
  const results = await Promise.all(ranges.map((range) => runWorker({ seeds, range })));
  report(seed, seeds.length, results);
}

function runWorker(task: Task): Promise<MutantResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    });
    worker.once('message', resolve);
    // Memory that runs out is a finding too, though nobody is left to say which mutant it was.
    worker.once('error', reject);
  });
}

function report(seed: number, seedCount: number, results: readonly MutantResult[]): void {
  const judged = results.reduce((sum, each) => sum + each.judged, 0);
  const passed = results.reduce((sum, each) => sum + each.passed, 0);
  const slowest = Math.max(...results.map(({ slowestMs }) => slowestMs));
  const findings = results.flatMap((each) => each.findings);
  console.log(
    `${judged} mutants of ${seedCount} documents (seed ${seed}): ${passed} believed and the same, ` +
      `slowest ${Math.round(slowest)} ms of processor time, ${findings.length} findings`,
  );
  for (const { index, seedName, what, pdf, sidecar } of findings.slice(0, 50)) {
    mkdirSync(FOLDER, { recursive: true });
    const file = join(FOLDER, `${seed}-${index}.pdf`);
    writeFileSync(file, pdf);
    if (sidecar !== undefined) writeFileSync(file.replace(/pdf$/, 'jws'), sidecar);
    console.log(`  ${what}: mutant ${index} of "${seedName}", kept as ${file}`);
    console.log(`    again: npm run fuzz -- --seed ${seed} --only ${index}`);
  }
  process.exitCode = findings.length === 0 ? 0 : 1;
}

if (isMainThread) await main();
else {
  const { seeds, range } = workerData as Task;
  parentPort!.postMessage(await judgeMutants(seeds, range));
}
