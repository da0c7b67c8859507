import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { JsonNode } from '../../../src/records/json/json-node.ts';
import { toPointer } from '../../../src/records/json/json-node.ts';
import { JsonReader } from '../../../src/records/json/json-reader.ts';
import { FormatError } from '../../../src/shared/format-error.ts';

function toValue(node: JsonNode): unknown {
  switch (node.type) {
    case 'string':
      return node.text;
    case 'number':
      return Number(node.text);
    case 'boolean':
      return 'boolean';
    case 'null':
      return null;
    case 'array':
      return node.items.map(toValue);
    case 'object':
      return Object.fromEntries([...node.entries].map(([name, value]) => [name, toValue(value)]));
  }
}

function failure(text: string, depth = 32): string {
  try {
    new JsonReader(text, depth).readAll();
    return 'none';
  } catch (error) {
    return error instanceof FormatError ? `${error.code}@${error.offset ?? '-'}` : 'other';
  }
}

describe('JsonReader', () => {
  it('reads what JSON.parse reads, and refuses what it refuses', () => {
    const alphabet = fc.constantFrom(
      ...'{}[]:,"\\u01eE+-. tfn\n'.split(''),
      'true',
      'null',
      '\\u0e01',
    );
    const texts = fc.oneof(
      fc.json(),
      fc.array(alphabet, { maxLength: 12 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        let expected: unknown;
        try {
          expected = JSON.parse(text, (_, value: unknown) =>
            typeof value === 'boolean' ? 'boolean' : value,
          );
        } catch {
          expect(failure(text)).not.toBe('none');
          return;
        }
        const node = new JsonReader(text, 1000).readAll();
        if (!text.includes('__proto__')) expect(toValue(node)).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });

  it('knows the line of every value, whatever ends the lines', () => {
    const node = new JsonReader('{\r\n"a":\r1,\n\n"b": [\n2]}', 32).readAll();
    expect(node).toMatchObject({ line: 1 });
    const entries = node.type === 'object' ? node.entries : new Map<string, JsonNode>();
    expect(entries.get('a')?.line).toBe(3);
    expect(entries.get('b')?.line).toBe(5);
  });

  it('keeps the first of repeated names and says which were repeated', () => {
    const node = new JsonReader('{"a":1,"b":2,"a":3,"__proto__":4}', 32).readAll();
    expect(node).toMatchObject({ type: 'object', repeated: ['a'] });
    expect(toValue(node)).toMatchObject({ a: 1, b: 2 });
  });

  it.each([
    ['', 'json/ends-early@1'],
    ['{"a":1', 'json/brace-missing@1'],
    ['[1,\n2', 'json/bracket-missing@2'],
    ['{a:1}', 'json/name-missing@1'],
    ['{"a" 1}', 'json/colon-missing@1'],
    ['"abc', 'json/text-not-closed@1'],
    ['"a\nb"', 'json/control-character@1'],
    ['"\\x"', 'json/escape@1'],
    ['"\\u12"', 'json/escape@1'],
    ['[1,]', 'json/value-missing@1'],
    ['1 2', 'json/text-after-value@1'],
    ['01', 'json/text-after-value@1'],
    ['nul', 'json/value-missing@1'],
  ])('refuses %j: %s', (text, expected) => {
    expect(failure(text)).toBe(expected);
  });

  it('limits nesting without touching the stack', () => {
    expect(failure('['.repeat(32) + ']'.repeat(32))).toBe('none');
    expect(failure('['.repeat(33) + ']'.repeat(33))).toBe('json/depth@1');
    expect(failure('['.repeat(1_000_000))).toBe('json/depth@1');
  });

  it('escapes pointers', () => {
    expect(toPointer('/a', 'b/c~d')).toBe('/a/b~1c~0d');
    expect(toPointer('', 0)).toBe('/0');
  });
});
