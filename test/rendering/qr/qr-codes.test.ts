import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import jsqr from 'jsqr';
import type { QrPath } from '../../../src/rendering/qr/qr-path.ts';
import { QrCodes } from '../../../src/rendering/qr/qr-codes.ts';

const PIXELS_PER_MODULE = 4;
const QUIET_MODULES = 4;

/** Paints the path as a scanner sees it: RGBA, white with black rectangles. */
function paint({ modules, operators }: QrPath): { pixels: Uint8ClampedArray; side: number } {
  const side = (modules + 2 * QUIET_MODULES) * PIXELS_PER_MODULE;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  const text = Buffer.from(operators).toString('latin1');
  for (const [, x, y, width, height] of text.matchAll(/(\d+) (\d+) (\d+) (\d+) re/g)) {
    const left = (Number(x) + QUIET_MODULES) * PIXELS_PER_MODULE;
    const top = (modules - Number(y) - Number(height) + QUIET_MODULES) * PIXELS_PER_MODULE;
    for (let row = top; row < top + Number(height) * PIXELS_PER_MODULE; row++) {
      for (let column = left; column < left + Number(width) * PIXELS_PER_MODULE; column++) {
        pixels.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3);
      }
    }
  }
  return { pixels, side };
}

describe('the QR code', () => {
  it.each([
    'https://verify.sommut.example/v/7K3M-9QXT-2WBD-4HNH',
    'https://parinya.registrar.a-university-with-a-long-name.ac.example/verify/v/7K3M-9QXT-2WBD-4HNH',
  ])('is read by a scanner as %s', (url) => {
    const { pixels, side } = paint(new QrCodes().draw(url));
    const decode = jsqr as unknown as (
      data: Uint8ClampedArray,
      width: number,
      height: number,
    ) => { readonly data: string } | null;
    expect(decode(pixels, side, side)?.data).toBe(url);
  });

  it('is the same whatever was drawn before it', () => {
    const kept = new QrCodes();
    const id = fc.stringMatching(/^[0-9A-HJKMNP-TV-Z]{19}$/);
    const address = id.map((text) => `https://verify.sommut.example/v/${text}`);
    const other = fc.oneof(address, fc.stringMatching(/^[0-9A-Z:/]{51}$/), fc.string());
    fc.assert(
      fc.property(fc.oneof(address, other), (text) => {
        expect(kept.draw(text)).toEqual(new QrCodes().draw(text));
      }),
    );
  });
});
