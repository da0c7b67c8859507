import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { toSubmittedRecordsSchema } from '../../src/records/schema/published-schemas.ts';
import { fillSections } from '../../tools/generate/fill-sections.ts';
import { generateFiles } from '../../tools/generate/generated-files.ts';
import { checkFixture } from './support.ts';

const read = (path: string) => readFileSync(path, 'utf8');
const json = (path: string) => JSON.parse(read(path)) as unknown;

describe('files that say what the code says', () => {
  it('are those that the code makes now (otherwise: npm run generate)', () => {
    const files = generateFiles();
    expect([...files.keys()]).toContain('docs/records.md');
    for (const [path, text] of files) expect({ path, text: read(path) }).toEqual({ path, text });
  });

  it('keep the prose round their sections, and have no section that nothing fills', () => {
    const guide = 'a\n<!-- generated: x -->\nold\n<!-- /generated -->\nb';
    const filled = fillSections(guide, { x: 'new' });
    expect(filled).toMatch(
      /^a\n<!-- generated: x -->\n[^]*\n\nnew\n\n[^]*<!-- \/generated -->\nb$/,
    );
    expect(filled).not.toContain('old');
    expect(fillSections(filled, { x: 'new' })).toBe(filled);
    expect(() => fillSections(guide, {})).toThrow();
    expect(() => fillSections(guide, { x: '', y: '' })).toThrow();
  });
});

describe('the published schemas', () => {
  const parse = (path: string) => z.fromJSONSchema(json(path) as z.core.JSONSchema.JSONSchema);
  const submitted = parse('schemas/submitted-records.schema.json');
  const canonical = parse('schemas/transcript-record.schema.json');

  it('let through what registrars submit, and refuse what intake refuses', () => {
    const records = json('fixtures/records/sommut.json') as Record<string, unknown>[];
    expect(submitted.safeParse(records).success).toBe(true);
    expect(submitted.safeParse(records[0]).success).toBe(true);
    for (const change of [
      { level: 'Bachelor' },
      { admissionDate: '1.8.2566' },
      { givenNameTh: undefined },
      { terms: [] },
      { gpax: 'three' },
    ]) {
      expect(submitted.safeParse({ ...records[0], ...change }).success).toBe(false);
    }
    expect(submitted.safeParse({ ...records[0], graduationDate: null, gpax: 3.5 }).success).toBe(
      true,
    );
  });

  it('let through the canonical record, and nothing that it does not have', () => {
    for (const { record } of checkFixture('sommut.json').records) {
      expect(canonical.safeParse(record).success).toBe(true);
      expect(canonical.safeParse({ ...record, documentLanguage: 'both' }).success).toBe(false);
      expect(canonical.safeParse({ ...record, extra: 1 }).success).toBe(false);
    }
  });

  it('say in both languages what every property is', () => {
    const schema = JSON.stringify(toSubmittedRecordsSchema());
    for (const words of ['Given name, in Thai · ชื่อ ภาษาไทย', 'Course code · รหัสวิชา']) {
      expect(schema).toContain(words);
      expect(read('schemas/transcript-record.schema.json')).toContain(words);
    }
  });
});
