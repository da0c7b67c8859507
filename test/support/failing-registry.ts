import type { ArtifactStore } from '../../src/registry/registry.ts';
import type { RegistryWriter } from '../../src/registry/registry-writer.ts';

/** The writes of a registry: everything that a crash may come before or after. */
const WRITES = new Set([
  'storeBatch',
  'changeBatchState',
  'reserveDocuments',
  'recordSigningKeys',
  'recordIssued',
  'changeDocumentState',
  'publishStatusList',
]);

/** Where a registry is to fail: at the n-th write, before it persists or after. */
export interface CrashPoint {
  /** 0 is the first write. */
  readonly write: number;
  readonly when: 'before' | 'after';
}

/** What a write throws when the crash point is reached. */
export const crash = new Error('the process died here');

/**
 * A registry that dies at one point: from then on every call fails, as for a process that is gone.
 * @returns the registry and the names of the writes that were asked of it.
 */
export function withCrash<Writer extends RegistryWriter & ArtifactStore>(
  registry: Writer,
  point: CrashPoint | undefined,
): { readonly registry: Writer; readonly writes: readonly string[] } {
  const writes: string[] = [];
  let dead = false;
  const die = (): never => {
    dead = true;
    throw crash;
  };
  const wrapped = new Proxy(registry, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return async (...parameters: unknown[]): Promise<unknown> => {
        if (dead) throw crash;
        if (!WRITES.has(String(name))) return Reflect.apply(value, target, parameters) as unknown;
        const isHere = point?.write === writes.length;
        writes.push(String(name));
        if (isHere && point.when === 'before') die();
        const result: unknown = await Reflect.apply(value, target, parameters);
        if (isHere && point.when === 'after') die();
        return result;
      };
    },
  });
  return { registry: wrapped, writes };
}
