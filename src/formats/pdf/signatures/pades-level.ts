/**
 * How long a signature is meant to last (ETSI EN 319 142-1 §6): signed (B-B), with a time-stamp on the
 * signature (B-T), with everything needed to verify it (B-LT), with a time-stamp over all that (B-LTA).
 */
export const padesLevels = ['B-B', 'B-T', 'B-LT', 'B-LTA'] as const;
export type PadesLevel = (typeof padesLevels)[number];

/** Whether a level is at least another. */
export function reachesLevel(level: PadesLevel, wanted: PadesLevel): boolean {
  return padesLevels.indexOf(level) >= padesLevels.indexOf(wanted);
}

export function isPadesLevel(text: string): text is PadesLevel {
  return (padesLevels as readonly string[]).includes(text);
}
