import type { ZipEntry } from '../../zip/zip-archive.ts';
import { readXmlPart } from '../xml-part.ts';

/** A link from one part of a package to another (ISO/IEC 29500-2 §9.3). */
export interface Relationship {
  readonly id: string;
  /** Last step of the type's address: the same for the transitional and the strict form. */
  readonly type: string;
  /** Path of the part in the package, without a leading slash. */
  readonly target: string;
}

/**
 * The links of a part (of the package itself: `''`); links that lead out of the package are left out and
 * never followed. @throws what reading XML throws.
 */
export function readRelationships(
  parts: ReadonlyMap<string, ZipEntry>,
  partName: string,
  maxTokenLength: number,
): readonly Relationship[] {
  const slash = partName.lastIndexOf('/') + 1;
  const folder = partName.slice(0, slash);
  const entry = parts.get(`${folder}_rels/${partName.slice(slash)}.rels`.toLowerCase());
  const relationships: Relationship[] = [];
  if (entry === undefined) return relationships;
  readXmlPart(
    entry,
    {
      open: (name, attributes) => {
        const { Id: id, Type: type, Target: target, TargetMode: mode } = attributes;
        if (name !== 'Relationship' || mode === 'External') return;
        if (id === undefined || type === undefined || target === undefined) return;
        relationships.push({
          id,
          type: type.slice(type.lastIndexOf('/') + 1),
          target: resolve(folder, target),
        });
      },
    },
    maxTokenLength,
  );
  return relationships;
}

/** The links of one type, in their order. */
export function findRelationships(
  relationships: readonly Relationship[],
  type: string,
): readonly Relationship[] {
  return relationships.filter((row) => row.type === type);
}

function resolve(folder: string, target: string): string {
  const path = target.replaceAll('\\', '/');
  const steps = (path.startsWith('/') ? path : folder + path).split('/');
  const resolved: string[] = [];
  for (const step of steps) {
    if (step === '..') resolved.pop();
    else if (step !== '' && step !== '.') resolved.push(step);
  }
  return resolved.join('/');
}
