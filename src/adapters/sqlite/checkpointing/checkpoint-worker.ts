import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

/** What the thread is started with. */
export interface CheckpointWorkerData {
  readonly file: string;
}

/** What it is told: to copy what is in the log, or to end. */
export type CheckpointOrder = 'checkpoint' | 'close';

const { file } = workerData as CheckpointWorkerData;
const port = parentPort!;
const connection = new Database(file, { fileMustExist: true });

port.on('message', (order: CheckpointOrder) => {
  if (order === 'close') {
    connection.close();
    port.close();
    return;
  }
  try {
    // Waits for nobody: readers and the writer go on, what they still need stays for the next time.
    connection.pragma('wal_checkpoint(PASSIVE)');
  } catch {
    // The log keeps everything; the writer's own checkpoint says what is wrong with the disk.
  }
  port.postMessage('done');
});
