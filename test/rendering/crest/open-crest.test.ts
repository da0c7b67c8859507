import { describe, expect, it } from '@jest/globals';
import { openCrest } from '../../../src/rendering/crest/open-crest.ts';
import { isAppError } from '../../../src/shared/app-error.ts';
import type { AppError } from '../../../src/shared/app-error.ts';
import { utf8Bytes } from '../../../src/shared/bytes.ts';
import { encodePng } from '../support/encode-png.ts';

const ACCENT = '#FF0000';
const svg = (body: string, attributes = 'viewBox="0 0 100 50"'): Uint8Array =>
  utf8Bytes(`<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>\n${body}\n</svg>`);

function errorOf(file: Uint8Array): AppError {
  try {
    openCrest(file, ACCENT);
  } catch (error) {
    if (isAppError(error)) return error;
    throw error;
  }
  throw new Error('an AppError was expected');
}

function operatorsOf(file: Uint8Array): string {
  const crest = openCrest(file, ACCENT);
  if ('image' in crest) throw new Error('a drawing was expected');
  return crest.operators;
}

function imageOf(file: Uint8Array) {
  const crest = openCrest(file, ACCENT);
  if (!('image' in crest)) throw new Error('a picture was expected');
  return crest.image;
}

describe('a crest in SVG', () => {
  it('is one unit high, its origin at the bottom', () => {
    const crest = openCrest(svg('<rect width="100" height="50" fill="#00f"/>'), ACCENT);
    expect(crest.aspect).toBe(2);
    expect(operatorsOf(svg('<rect width="100" height="50"/>'))).toMatch(
      /^0\.02 0 0 -0\.02 0 1 cm\n/,
    );
  });

  it('may be wide, but not so wide that it covers what stands beside it', () => {
    const wide = (width: number) =>
      svg('<rect width="10" height="10"/>', `viewBox="0 0 ${width} 10"`);
    expect(openCrest(wide(50), ACCENT).aspect).toBe(5);
    for (const width of [51, 1e30]) expect(errorOf(wide(width)).code).toBe('template-invalid');
    const banner = encodePng({ width: 60, height: 4, colourType: 2, pixel: () => [0, 0, 0] });
    expect(errorOf(banner).text.en).toMatch(/wide/);
  });

  it('keeps plain colours, strokes and the rule of filling', () => {
    const operators = operatorsOf(
      svg(
        '<path d="M0 0h10v10z" fill="navy" fill-rule="evenodd" stroke="rgb(255, 0, 0)" stroke-width="2px"/>',
      ),
    );
    expect(operators).toContain('0 0 0.502 rg');
    expect(operators).toContain('1 0 0 RG 2 w 0 J 0 j 4 M');
    expect(operators).toContain('\nB* Q');
  });

  it('takes styles from groups, classes and declarations, the last one winning', () => {
    const operators = operatorsOf(
      svg(
        '<defs><style>.a{fill:#0f0}.b,.c{fill:none;stroke:#00f}</style></defs>' +
          '<g fill="#fff"><circle cx="5" cy="5" r="5" class="a"/><circle class="b" r="1"/>' +
          '<circle r="2" class="a" style="fill:currentColor"/><circle r="3"/></g>',
      ),
    );
    const colours = [...operators.matchAll(/^([\d. ]+) (rg|RG)/gm)].map(([, colour]) => colour);
    expect(colours).toEqual(['0 1 0', '0 0 1', '1 0 0', '1 1 1']);
  });

  it('combines the transformations of groups', () => {
    const operators = operatorsOf(
      svg(
        '<g transform="translate(10 20) scale(2)"><rect x="1" width="1" height="1" transform="rotate(90)"/></g>',
      ),
    );
    expect(operators).toContain('q 0 2 -2 0 10 20 cm');
  });

  it('leaves out what is hidden, titles and what drawing programs keep for themselves', () => {
    const operators = operatorsOf(
      svg(
        '<title>Emblem</title><metadata><rdf:RDF xmlns:rdf="r"><x/></rdf:RDF></metadata>' +
          '<rect width="1" height="1" display="none"/><rect width="7" height="1"/>',
      ),
    );
    expect(operators.match(/ Q/g)).toHaveLength(1);
  });

  it.each([
    ['<script>alert(1)</script>', '<script>'],
    ['<image href="https://example.com/a.png"/>', '<image>'],
    ['<use href="#a"/>', '<use>'],
    ['<text>x</text>', '<text>'],
    ['<linearGradient id="a"/>', '<linearGradient>'],
    ['<filter/>', '<filter>'],
    ['<foreignObject/>', '<foreignObject>'],
    ['<rect width="1" height="1" fill="url(#a)"/>', '"url(#a)"'],
    ['<rect width="1" height="1" opacity="0.5"/>', 'opacity="0.5"'],
    ['<rect width="1" height="1" style="mask:url(#m)"/>', 'mask="url(#m)"'],
    ['<rect width="1" height="1" onclick="x()"/>', 'onclick'],
    ['<rect width="1" height="1" transform="spin(3)"/>', 'transform'],
    ['<rect width="one" height="1"/>', 'width="one"'],
    ['<path d="M0 0 K 5"/>', 'd="M0 0 K 5'],
    ['<style>rect > g {fill:red}</style><rect width="1" height="1"/>', '<style> rect > g'],
    ['<style>@import url(x.css);</style><rect width="1" height="1"/>', '<style>'],
    ['<defs><rect width="1" height="1"/></defs>', '<defs> <rect>'],
  ])('refuses %s by name and line', (body, named) => {
    const { code, text } = errorOf(svg(body));
    expect(code).toBe('template-invalid');
    for (const sentence of [text.th, text.en]) expect(sentence).toContain(named);
    expect(text.en).toMatch(/line 2\b/);
  });

  it.each([
    ['no drawing', svg('<g/>')],
    ['no view box', svg('<rect width="1" height="1"/>', '')],
    ['other XML', utf8Bytes('<html/>')],
    ['broken XML', utf8Bytes('<svg viewBox="0 0 1 1"><g></svg>')],
    ['entities', utf8Bytes('<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 1 1"/>')],
    ['bytes that are no text', Uint8Array.of(0xc3, 0x28, 0x00)],
    ['a JPEG in CMYK', Uint8Array.of(0xff, 0xd8, 0xff, 0xee)],
    ['a drawing of 300 kB', svg(`<path d="M0 0${'l1 1'.repeat(100_000)}"/>`)],
  ])('refuses %s', (_, file) => {
    expect(errorOf(file).code).toBe('template-invalid');
  });
});

describe('a crest in PNG', () => {
  const colour = (x: number, y: number): readonly number[] => [
    10 * x,
    20 * y,
    200,
    x === 0 ? 0 : 255,
  ];

  it('keeps its colours, and its transparency apart', () => {
    const image = imageOf(encodePng({ width: 3, height: 2, colourType: 6, pixel: colour }));
    expect([...image.rgb]).toEqual([
      0, 0, 200, 10, 0, 200, 20, 0, 200, 0, 20, 200, 10, 20, 200, 20, 20, 200,
    ]);
    expect([...image.alpha!]).toEqual([0, 255, 255, 0, 255, 255]);
  });

  it.each([0, 1, 2, 3, 4])('undoes the filter %i', (filter) => {
    const options = { width: 5, height: 4, colourType: 2, pixel: colour } as const;
    expect(imageOf(encodePng({ ...options, filter })).rgb).toEqual(imageOf(encodePng(options)).rgb);
  });

  it('has no mask where all of it is solid', () => {
    const pixel = (): readonly number[] => [1, 2, 3, 255];
    expect(imageOf(encodePng({ width: 2, height: 2, colourType: 6, pixel })).alpha).toBeUndefined();
  });

  it('brings sixteen bits down to eight, and grey to RGB', () => {
    const pixel = (x: number): readonly number[] => [100 + x];
    const image = imageOf(encodePng({ width: 2, height: 1, colourType: 0, bitDepth: 16, pixel }));
    expect([...image.rgb]).toEqual([100, 100, 100, 101, 101, 101]);
  });

  it('looks its palette up, with four bits a pixel', () => {
    const palette = Uint8Array.of(255, 0, 0, 0, 255, 0);
    const pixel = (x: number): readonly number[] => [x % 2];
    const image = imageOf(
      encodePng({
        width: 3,
        height: 1,
        colourType: 3,
        bitDepth: 4,
        pixel,
        chunks: [
          ['PLTE', palette],
          ['tRNS', Uint8Array.of(0)],
        ],
      }),
    );
    expect([...image.rgb]).toEqual([255, 0, 0, 0, 255, 0, 255, 0, 0]);
    expect([...image.alpha!]).toEqual([0, 255, 0]);
  });

  const plain = { width: 2, height: 2, colourType: 2, pixel: colour } as const;
  const whole = encodePng(plain);
  it.each([
    ['an interlaced one', encodePng({ ...plain, interlace: 1 }), 'interlaced'],
    ['a wide one', encodePng({ ...plain, width: 1001, height: 1 }), '1001 × 1'],
    [
      'a profile other than sRGB',
      encodePng({ ...plain, chunks: [['iCCP', utf8Bytes('Adobe RGB (1998)\0\0x')]] }),
      'sRGB',
    ],
    ['half of one', whole.slice(0, whole.length / 2), 'damaged'],
    ['one with a flipped bit', whole.map((byte, at) => (at === 60 ? byte ^ 1 : byte)), 'damaged'],
    [
      'a palette that is too short',
      encodePng({
        ...plain,
        colourType: 3,
        chunks: [['PLTE', new Uint8Array(3)]],
        pixel: () => [1],
      }),
      'damaged',
    ],
    [
      'pixels that inflate to more than the picture has',
      encodePng({ ...plain, extraRows: 5 }),
      'damaged',
    ],
  ])('refuses %s', (_, file, word) => {
    const { code, text } = errorOf(file);
    expect(code).toBe('template-invalid');
    expect(text.en).toContain(word);
  });

  it('takes an sRGB profile', () => {
    const file = encodePng({ ...plain, chunks: [['iCCP', utf8Bytes('sRGB IEC61966-2.1\0\0x')]] });
    expect(imageOf(file).width).toBe(2);
  });
});
