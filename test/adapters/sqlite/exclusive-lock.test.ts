import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { withExclusiveLock } from '../../../src/adapters/sqlite/exclusive-lock.ts';

const busy = () => Object.assign(new Error('busy'), { code: 'busy' });
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const HOLDER = `
  import Database from 'better-sqlite3';
  const connection = new Database(process.argv[1], { timeout: 0 });
  connection.exec('BEGIN EXCLUSIVE');
  console.log('held');
  setInterval(() => {}, 1000);
`;

describe('A lock that one alone has', () => {
  let folder: string;
  let file: string;
  const holders: ChildProcess[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parinya-lock-'));
    file = join(folder, 'keys.lock');
  });
  afterEach(() => {
    for (const holder of holders.splice(0)) holder.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  /** Another process that has the lock until it is killed. */
  async function hold(): Promise<ChildProcess> {
    const words = ['--input-type=module', '-e', HOLDER, file];
    const holder = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
    holders.push(holder);
    await once(holder.stdout, 'data');
    return holder;
  }

  it('lets one after the other act, whoever comes while it is taken waits', async () => {
    const events: string[] = [];
    const act = (name: string) =>
      withExclusiveLock(file, { attempts: 1000, pause: turn }, busy, async () => {
        events.push(`${name} begins`);
        for (let turns = 0; turns < 5; turns++) await turn();
        events.push(`${name} ends`);
      });
    await Promise.all([act('one'), act('two'), act('three')]);
    for (let at = 0; at < events.length; at += 2) {
      expect(events[at + 1]).toBe(events[at]!.replace('begins', 'ends'));
    }
    expect(events).toHaveLength(6);
  });

  it('is let go after a failure too, and leaves one empty file', async () => {
    const failing = withExclusiveLock(file, { attempts: 1, pause: turn }, busy, () =>
      Promise.reject(new Error('failed')),
    );
    await expect(failing).rejects.toThrow('failed');
    const again = () => Promise.resolve('done');
    const patience = { attempts: 1, pause: turn };
    await expect(withExclusiveLock(file, patience, busy, again)).resolves.toBe('done');
    expect(readdirSync(folder)).toEqual(['keys.lock']);
  });

  it('is kept from us by another process, and is ours when that one is killed', async () => {
    const holder = await hold();
    const act = () => Promise.resolve('done');
    const patience = { attempts: 3, pause: turn };
    await expect(withExclusiveLock(file, patience, busy, act)).rejects.toMatchObject({
      code: 'busy',
    });
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    await expect(withExclusiveLock(file, patience, busy, act)).resolves.toBe('done');
  });
});
