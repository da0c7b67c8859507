import { describe, expect, it } from '@jest/globals';
import { TextPool } from '../../../src/records/table/text-pool.ts';

describe('TextPool', () => {
  it('keeps equal texts once', () => {
    const pool = new TextPool();
    const numbers = ['น้ำ', 'A', '', 'น้ำ'].map((text) => pool.add(text));
    expect(numbers[0]).toBe(numbers[3]);
    expect(numbers.map((number) => pool.get(number))).toEqual(['น้ำ', 'A', '', 'น้ำ']);
  });

  it('gives every text back, also when there are more different ones than it keeps once', () => {
    const pool = new TextPool();
    const textOf = (index: number) => `${index % 3 === 0 ? 'วิชา' : 'Caf\u00E9'} ${index} \uD83D`;
    const numbers = Array.from({ length: 260_000 }, (_, index) => pool.add(textOf(index)));
    const wrong = numbers.filter((number, index) => pool.get(number) !== textOf(index));
    expect(wrong).toEqual([]);
    expect(pool.own(textOf(1))).toBe(textOf(1));
    expect(pool.own('new')).toBe('new');
  });

  it('knows about how much it holds', () => {
    const pool = new TextPool();
    for (let index = 0; index < 300_000; index++) pool.add(`text number ${index}`);
    expect(pool.bytes).toBeGreaterThan(14_000_000);
    expect(pool.bytes).toBeLessThan(25_000_000);
  });
});
