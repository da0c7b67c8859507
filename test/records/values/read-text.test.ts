import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readText } from '../../../src/records/values/read-text.ts';

function codes(text: string): string[] {
  return readText(text).findings.map(({ code }) => code);
}

describe('readText', () => {
  it.each([
    'น้ำ ทำ ล้ำ ป่ำ ปำ',
    'ที่ ปี่ ผู้ ญู ฐุ ฎุ',
    'ฤๅษี ฦๅ',
    'สิทธิ์ พันธุ์ ศุกร์ จันทร์',
    'เล็ก เก็บ',
    'พุทฺธํ สรณํ',
    'ก๊วยจั๊บ จ๋า',
    'Müller–O’Neill & Söhne',
    'ทักษะ ICT และ English 101',
    'เป็ด แก้ว โต๊ะ ไม้ ใหญ่',
    'ฯลฯ ๆ ๕๐',
  ])('takes %s as it is', (text) => {
    expect(readText(text)).toEqual({ value: text.normalize('NFC'), findings: [] });
  });

  it('makes every run of blanks one blank', () => {
    expect(readText('a  b').value).toBe('a b');
    expect(readText('ก\u00A0 \tข\r\nค').value).toBe('ก ข ค');
  });

  it('composes letters, and never splits SARA AM', () => {
    expect(readText('e\u0301').value).toBe('é');
    expect(codes('e\u0301')).toEqual([]);
    expect(readText('น้ำ').value).toBe('\u0E19\u0E49\u0E33');
  });

  it.each([
    ['a tone typed before SARA U', 'ก\u0E48\u0E38', ['thai-marks-reordered']],
    ['a tone typed before SARA UU', 'ผ\u0E49\u0E39', ['thai-marks-reordered']],
    ['decomposed SARA AM', 'ท\u0E4D\u0E32', ['thai-sara-am-decomposed']],
    ['decomposed SARA AM with a tone', 'น\u0E49\u0E4D\u0E32', ['thai-sara-am-decomposed']],
    ['two SARA E for SARA AE', 'เเก้ว', ['thai-double-sara-e']],
    ['a tone before a vowel above', 'ท\u0E48\u0E35', ['thai-marks-impossible']],
    ['doubled tones', 'ก\u0E48\u0E48', ['thai-marks-impossible']],
    ['doubled vowels', 'ท\u0E35\u0E35', ['thai-marks-impossible']],
    ['a vowel above and one below', 'ก\u0E34\u0E38', ['thai-marks-impossible']],
    ['a mark behind THANTHAKHAT', 'ก\u0E4C\u0E48', ['thai-marks-impossible']],
    ['a tone behind SARA AM', 'น\u0E33\u0E49', ['thai-marks-impossible']],
    ['SARA AM twice', 'น\u0E33\u0E33', ['thai-marks-impossible']],
    ['a no-break space', 'ก\u00A0ข', ['blank-unusual']],
    ['a no-break space at the edge', 'กข\u00A0', []],
    ['a mark at the beginning', '\u0E49ก', ['thai-mark-without-letter']],
    ['a mark behind a Latin letter', 'a\u0E34', ['thai-mark-without-letter']],
    ['a mark behind a blank', 'ก \u0E34', ['thai-mark-without-letter']],
    ['a zero-width space', 'ก\u200Bข', ['character-invisible']],
    ['a soft hyphen', 'a\u00ADb', ['character-invisible']],
    ['a direction mark', 'a\u202Eb', ['character-invisible']],
    ['a NUL', 'a\u0000ก', ['control-character']],
    ['an escape', 'a\u001bb', ['control-character']],
    ['a replacement character', 'a\uFFFDb', ['character-broken']],
    ['a private character of old Thai fonts', 'ป\uF70Aา', ['character-broken']],
  ])('finds %s', (_, text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  it('puts reordered marks in standard order and leaves invisible characters out', () => {
    expect(readText('ผ\u0E49\u0E39').value).toBe('ผ\u0E39\u0E49');
    expect(readText('ก\u200Bข').value).toBe('กข');
  });

  it('names the place of broken marks', () => {
    expect(readText('ปรีชา ท\u0E48\u0E35').findings[0]?.details).toEqual({
      cluster: 'ท\u0E48\u0E35',
    });
  });

  it('gives normalised text that it reads again without change', () => {
    const letters = fc.constantFrom(...'กขนผเาีุู่้์ํำ \u200Babé '.split(''), 'e\u0301');
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 12 }), (parts) => {
        const { value } = readText(parts.join(''));
        if (value === undefined) return;
        expect(value).toBe(value.normalize('NFC'));
        expect(value).not.toMatch(/\s\s|^\s|\s$|\u200B/);
        expect(readText(value).value).toBe(value);
      }),
    );
  });
});
