import { inflateSync } from 'node:zlib';

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { deflateMiddle, joinZlib } from '../../../src/rendering/pdf/zlib-parts.ts';

describe('a zlib stream joined from parts', () => {
  it('inflates to its parts one after the other, its checksum right', () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    fc.assert(
      fc.property(bytes, bytes, bytes, (before, middle, after) => {
        const stream = joinZlib(before, deflateMiddle(middle), after);
        expect(inflateSync(stream)).toEqual(Buffer.concat([before, middle, after]));
      }),
    );
  });

  it('holds a long middle deflated', () => {
    const middle = new Uint8Array(200_000).fill(7);
    const stream = joinZlib(Uint8Array.of(1), deflateMiddle(middle), Uint8Array.of(2, 3));
    expect(stream.length).toBeLessThan(400);
    expect(inflateSync(stream)).toHaveLength(200_003);
  });
});
