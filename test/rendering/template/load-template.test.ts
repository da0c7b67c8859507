import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadTemplate } from '../../../src/rendering/template/load-template.ts';
import type { AppError } from '../../../src/shared/app-error.ts';
import { isAppError } from '../../../src/shared/app-error.ts';

const SHIPPED = fileURLToPath(new URL('../../../templates/transcripts/', import.meta.url));

describe('loading a template', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parinya-template-'));
    cpSync(join(SHIPPED, 'classic'), join(folder, 'classic'), { recursive: true });
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** Changes one file and returns what loading then says. */
  function errorAfter(file: string, change: (data: Record<string, unknown>) => void): AppError {
    const path = join(folder, 'classic', file);
    const data = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    change(data);
    writeFileSync(path, JSON.stringify(data));
    return errorOf('classic');
  }

  function errorOf(name: string): AppError {
    try {
      loadTemplate(name, folder);
    } catch (error) {
      if (isAppError(error)) return error;
    }
    throw new Error('an AppError was expected');
  }

  it('reads the shipped template in both languages', () => {
    const { data, labels } = loadTemplate('classic');
    expect(data.columns.count).toBe(2);
    expect(labels.th.title).toBe('ใบแสดงผลการศึกษา');
    expect(labels.en.title).toBe('TRANSCRIPT OF ACADEMIC RECORD');
  });

  it.each([
    [
      'template.json',
      '/colours/ink',
      (d: Record<string, unknown>): unknown => ((d['colours'] as { ink: string }).ink = 'blue'),
    ],
    [
      'template.json',
      '/sizes/course',
      (d: Record<string, unknown>): unknown => ((d['sizes'] as { course: number }).course = 5),
    ],
    [
      'labels.th.json',
      '/continued',
      (d: Record<string, unknown>): unknown => (d['continued'] = 'ต่อ'),
    ],
    [
      'labels.en.json',
      '/pageNumber',
      (d: Record<string, unknown>): unknown => (d['pageNumber'] = '{page} of {total}'),
    ],
    [
      'template.json',
      '/opening/0/block',
      (d: Record<string, unknown>): unknown =>
        ((d['opening'] as { block: string }[])[0]!.block = 'mast'),
    ],
    [
      'template.json',
      '/closing',
      (d: Record<string, unknown>): unknown => (d['closing'] = [{ block: 'legend' }]),
    ],
    [
      'template.json',
      '/opening/1',
      (d: Record<string, unknown>): unknown =>
        (d['opening'] as unknown[]).splice(1, 0, {
          block: 'fieldGrid',
          fields: [
            { field: 'major', span: 6 },
            { field: 'major', span: 6 },
          ],
        }),
    ],
    ['template.json', '/seal', (d: Record<string, unknown>): unknown => (d['seal'] = true)],
    [
      'labels.th.json',
      '/paragraphs/note',
      (d: Record<string, unknown>): unknown => (d['paragraphs'] = { note: 'ไม่มีใครใช้' }),
    ],
    ['labels.en.json', '/title', (d: Record<string, unknown>): unknown => delete d['title']],
  ] as const)('names file and place of a mistake: %s %s', (file, place, change) => {
    const error = errorAfter(file, change);
    expect(error.code).toBe('template-invalid');
    for (const text of Object.values(error.text)) expect(text).toContain(`${file}: ${place} `);
  });

  it('names every mistake of a file at once', () => {
    const error = errorAfter('template.json', (data) => {
      (data['colours'] as Record<string, string>)['ink'] = 'blue';
      (data['sizes'] as Record<string, number>)['course'] = 5;
    });
    expect(error.text.en).toContain('/colours/ink ');
    expect(error.text.en).toContain('/sizes/course ');
  });

  it('names the line at which a file stops being JSON', () => {
    writeFileSync(join(folder, 'classic', 'labels.th.json'), '{\n  "title": "ก",\n  oops\n}');
    expect(errorOf('classic').text.en).toContain('labels.th.json: line 3 ');
  });

  it('asks for the words of a paragraph in both languages', () => {
    const error = errorAfter('template.json', (data) => {
      (data['closing'] as unknown[]).push({ block: 'paragraph', text: 'note' });
    });
    expect(error.text.en).toContain('labels.th.json: /paragraphs/note ');
  });

  it('refuses a name that could leave the folder, and one that does not exist', () => {
    expect(errorOf('../classic').code).toBe('template-invalid');
    expect(errorOf('missing').code).toBe('template-invalid');
  });

  it('refuses a template that calls itself differently from its folder', () => {
    cpSync(join(SHIPPED, 'classic'), join(folder, 'other'), { recursive: true });
    expect(errorOf('other').code).toBe('template-invalid');
  });
});
