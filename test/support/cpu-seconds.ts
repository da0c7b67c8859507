/**
 * Processor seconds that a piece of work takes in this process. Bounds set on it are ten times and more
 * of what the work needs, so that only wrong complexity (or no end) breaks them, never a busy machine;
 * speed itself is measured in `bench/`.
 */
export function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  return toSeconds(process.cpuUsage(before));
}

/** The same for work that is waited for. */
export async function cpuSecondsOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  return toSeconds(process.cpuUsage(before));
}

function toSeconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1e6;
}
