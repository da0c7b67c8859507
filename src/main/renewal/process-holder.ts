import { hostname } from 'node:os';

/** How this process names itself where only one of all may do something: machine, process, and a word of its own. */
export function nameHolder(random: (length: number) => Uint8Array): string {
  const word = Buffer.from(random(6)).toString('base64url');
  return `${hostname()}/${process.pid}/${word}`;
}

/** Whether a process that named itself so is known to have ended: of those on other machines nothing is known. */
export function isHolderGone(holder: string): boolean {
  const [machine, id] = holder.split('/');
  if (machine !== hostname() || !/^\d+$/.test(id ?? '')) return false;
  try {
    process.kill(Number(id), 0);
    return false;
  } catch (error) {
    // It is there, but somebody else's.
    return (error as NodeJS.ErrnoException).code !== 'EPERM';
  }
}
