import { issueWithin } from './installation.ts';
import type { KillPoint } from './kill-plan.ts';

/** What a process is told to do, as JSON in its first argument. */
export interface ProcessTask {
  readonly dataFolder: string;
  readonly batchId: string;
  readonly threads: number;
  readonly point: KillPoint;
}

const { dataFolder, batchId, threads, point } = JSON.parse(process.argv[2] ?? '{}') as ProcessTask;
// From here on the time of a kill from outside is counted.
process.stdout.write('started\n');
await issueWithin(dataFolder, batchId, { threads, point });
