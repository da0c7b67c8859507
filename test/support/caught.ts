/** What an action throws. */
export function caught(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new TypeError('nothing was thrown');
}

/** Everything that a log or a crash report could show of an error: text, stack, every property, every cause. */
export function allTextOf(error: unknown, depth = 0): string {
  if (typeof error !== 'object' || error === null || depth > 5) return String(error);
  const own = Object.getOwnPropertyNames(error)
    .map((name) => allTextOf((error as Record<string, unknown>)[name], depth + 1))
    .join(' ');
  return `${Object.prototype.toString.call(error)} ${own}`;
}
