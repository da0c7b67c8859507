import type { GlyphComponent } from '../shaping/shaped-text.ts';
import {
  componentGlyphs,
  countOutline,
  encodeComposite,
  glyphBox,
  readGlyphs,
  renumberComponents,
  unionBox,
} from './glyph-outlines.ts';
import type { Box } from './glyph-outlines.ts';
import { encodeSfnt, readSfnt, tableView } from './sfnt.ts';
import type { SfntTables } from './sfnt.ts';

/** What one glyph of the font has to draw: outlines at fixed offsets under one advance width. */
export interface UnitOutline {
  readonly components: readonly GlyphComponent[];
  /** Font units. */
  readonly advance: number;
}

/** A program whose first glyphs are the units, in their order. */
export interface UnitFont {
  readonly program: Uint8Array;
  /** By glyph id, font units: the program's hmtx. */
  readonly advances: readonly number[];
  /** Around all outlines, font units: the program's head. */
  readonly bbox: Box;
}

/** Of one glyph, font units. */
export interface Metric {
  readonly advance: number;
  readonly leftSideBearing: number;
}

/**
 * Arranges the glyphs of a TrueType subset anew: .notdef, then a glyph for every unit, then outlines that
 * only composites use. Glyph ids then are CIDs, and no empty glyph takes room in any table. A unit that is
 * one of the font's glyphs as it stands takes over its outline; the others are composites.
 * @throws RangeError when the program would hold more than 65,535 glyphs.
 */
export function arrangeUnits(subset: Uint8Array, units: readonly UnitOutline[]): UnitFont {
  const tables = readSfnt(subset);
  const sourceGlyphs = readGlyphs(tables);
  const sourceMetrics = readMetrics(tables, sourceGlyphs.length);
  const newIds = toNewIds(units, sourceGlyphs, sourceMetrics);
  const count = Math.max(units.length + 1, ...[...newIds.values()].map((id) => id + 1));
  if (count > 0xffff) throw new RangeError('too many glyphs');

  const glyphs = Array.from({ length: count }, () => new Uint8Array(0));
  const metrics = Array.from({ length: count }, (): Metric => ({ advance: 0, leftSideBearing: 0 }));
  for (const [source, id] of newIds) {
    glyphs[id] = renumberComponents(sourceGlyphs[source]!, newIds);
    metrics[id] = sourceMetrics[source]!;
  }
  const outlines = new Set(newIds.values());
  for (const [index, { components, advance }] of units.entries()) {
    const id = index + 1;
    if (outlines.has(id)) continue;
    const moved = components.map((part) => ({ ...part, glyph: newIds.get(part.glyph)! }));
    const record = encodeComposite(glyphs, moved);
    glyphs[id] = record;
    // A rasteriser moves an outline by xMin - lsb: they have to agree for it to stay where it is.
    metrics[id] = { advance, leftSideBearing: glyphBox(record)?.[0] ?? 0 };
  }

  const bbox = unionBox(glyphs.map(glyphBox).filter((box) => box !== undefined)) ?? [0, 0, 0, 0];
  writeOutlines(tables, glyphs, bbox);
  writeMetrics(tables, glyphs, metrics);
  writeLimits(tables, glyphs);
  const advances = metrics.map(({ advance }) => advance);
  return { program: encodeSfnt(tables), advances, bbox };
}

/** Where each outline of the subset goes: to the first unit that is that very glyph, else behind all units. */
function toNewIds(
  units: readonly UnitOutline[],
  sourceGlyphs: readonly Uint8Array[],
  sourceMetrics: readonly Metric[],
): ReadonlyMap<number, number> {
  const newIds = new Map([[0, 0]]);
  for (const [index, { components, advance }] of units.entries()) {
    const [only, ...others] = components;
    if (only === undefined || others.length > 0 || only.dx !== 0 || only.dy !== 0) continue;
    const isSameGlyph = sourceMetrics[only.glyph]!.advance === advance;
    if (isSameGlyph && !newIds.has(only.glyph)) newIds.set(only.glyph, index + 1);
  }
  let next = units.length + 1;
  const place = (glyph: number): void => {
    if (!newIds.has(glyph)) newIds.set(glyph, next++);
  };
  for (const { components } of units) for (const { glyph } of components) place(glyph);
  // A map also visits what is added meanwhile: parts of parts.
  for (const [glyph] of newIds) componentGlyphs(sourceGlyphs[glyph]!).forEach(place);
  return newIds;
}

/** By glyph id, from hmtx. */
export function readMetrics(tables: SfntTables, glyphCount: number): Metric[] {
  const hmtx = tableView(tables.get('hmtx')!);
  const fullCount = tableView(tables.get('hhea')!).getUint16(34);
  return Array.from({ length: glyphCount }, (_, glyph) => {
    const last = Math.min(glyph, fullCount - 1);
    const bearingAt = glyph < fullCount ? 4 * glyph + 2 : 4 * fullCount + 2 * (glyph - fullCount);
    return { advance: hmtx.getUint16(4 * last), leftSideBearing: hmtx.getInt16(bearingAt) };
  });
}

/** Writes glyf and loca anew, and what head says of them. */
export function writeOutlines(tables: SfntTables, glyphs: readonly Uint8Array[], bbox: Box): void {
  const size = glyphs.reduce((sum, record) => sum + evenSize(record), 0);
  const glyf = new Uint8Array(size);
  const long = size > 2 * 0xffff;
  const loca = new Uint8Array((glyphs.length + 1) * (long ? 4 : 2));
  const locaView = tableView(loca);
  let offset = 0;
  const note = (glyph: number) => {
    if (long) locaView.setUint32(4 * glyph, offset);
    else locaView.setUint16(2 * glyph, offset / 2);
  };
  for (const [glyph, record] of glyphs.entries()) {
    note(glyph);
    glyf.set(record, offset);
    offset += evenSize(record);
  }
  note(glyphs.length);
  tables.set('glyf', glyf).set('loca', loca);

  const head = tableView(tables.get('head')!);
  for (const [index, edge] of bbox.entries()) head.setInt16(36 + 2 * index, edge);
  head.setInt16(50, long ? 1 : 0);
}

function evenSize(record: Uint8Array): number {
  return record.length + (record.length % 2);
}

/** Writes hmtx anew, and what hhea says of it. */
export function writeMetrics(
  tables: SfntTables,
  glyphs: readonly Uint8Array[],
  metrics: readonly Metric[],
): void {
  const hmtx = new Uint8Array(4 * metrics.length);
  const view = tableView(hmtx);
  const extremes = { advance: 0, left: 0, right: 0, extent: 0 };
  for (const [glyph, { advance, leftSideBearing }] of metrics.entries()) {
    view.setUint16(4 * glyph, advance);
    view.setInt16(4 * glyph + 2, leftSideBearing);
    extremes.advance = Math.max(extremes.advance, advance);
    const box = glyphBox(glyphs[glyph]!);
    if (box === undefined) continue;
    const extent = leftSideBearing + box[2] - box[0];
    extremes.left = Math.min(extremes.left, leftSideBearing);
    extremes.right = Math.min(extremes.right, advance - extent);
    extremes.extent = Math.max(extremes.extent, extent);
  }
  tables.set('hmtx', hmtx);
  const hhea = tableView(tables.get('hhea')!);
  hhea.setUint16(10, extremes.advance);
  hhea.setInt16(12, extremes.left);
  hhea.setInt16(14, extremes.right);
  hhea.setInt16(16, extremes.extent);
  hhea.setUint16(34, metrics.length);
}

function writeLimits(tables: SfntTables, glyphs: readonly Uint8Array[]): void {
  const maxp = tableView(tables.get('maxp')!);
  const raise = (offset: number, value: number) => {
    maxp.setUint16(offset, Math.max(maxp.getUint16(offset), value));
  };
  maxp.setUint16(4, glyphs.length);
  for (const [glyph, record] of glyphs.entries()) {
    const parts = componentGlyphs(record);
    if (parts.length === 0) continue;
    const { points, contours, depth } = countOutline(glyphs, glyph);
    raise(10, points);
    raise(12, contours);
    raise(28, parts.length);
    raise(30, depth);
  }
}
