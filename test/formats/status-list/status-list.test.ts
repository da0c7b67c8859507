import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { zlibSync } from 'fflate';
import {
  emptyStatusList,
  encodeStatusList,
  findStatus,
  parseStatusList,
  statusListSize,
  withStatuses,
} from '../../../src/formats/status-list/status-list.ts';
import { parseBase64Url, toHex } from '../../../src/shared/bytes.ts';
import { formatErrorCode } from '../../support/format-error-code.ts';

describe('a status list', () => {
  it('is read as the examples of the Token Status List draft say (§4.1)', () => {
    const oneBit = parseStatusList(parseBase64Url('eNrbuRgAAhcBXQ'), 1);
    expect(toHex(oneBit.bytes)).toBe('b9a3');
    const statuses = Array.from({ length: 16 }, (_, index) => findStatus(oneBit, index));
    expect(statuses).toEqual([1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]);

    const twoBits = parseStatusList(parseBase64Url('eNo76fITAAPfAgc'), 2);
    expect(Array.from({ length: 12 }, (_, index) => findStatus(twoBits, index))).toEqual([
      1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3,
    ]);
  });

  it('is read back as it was written', () => {
    const changes = fc.array(fc.tuple(fc.nat(999), fc.nat(3)), { maxLength: 50 });
    fc.assert(
      fc.property(changes, (wanted) => {
        const list = withStatuses(emptyStatusList(1000, 2), wanted);
        const read = parseStatusList(encodeStatusList(list), 2);
        const last = new Map(wanted);
        for (let index = 0; index < 1000; index += 1) {
          expect(findStatus(read, index)).toBe(last.get(index) ?? 0);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('has no status outside itself', () => {
    const list = emptyStatusList(8, 2);
    expect(statusListSize(list)).toBe(8);
    for (const index of [-1, 8, 0.5, Number.NaN]) expect(findStatus(list, index)).toBeUndefined();
    expect(() => withStatuses(list, [[8, 1]])).toThrow(RangeError);
    expect(() => withStatuses(list, [[0, 4]])).toThrow(RangeError);
  });

  it('leaves the list that it was made from alone', () => {
    const before = emptyStatusList(8, 2);
    withStatuses(before, [[0, 1]]);
    expect(findStatus(before, 0)).toBe(0);
  });

  it('is refused when it inflates to too much, is cut off or is no zlib data', () => {
    const bomb = zlibSync(new Uint8Array(17 * 1024 * 1024), { level: 9 });
    expect(formatErrorCode(() => parseStatusList(bomb, 2))).toBe('status-list/size');
    const good = encodeStatusList(emptyStatusList(100_000, 2));
    expect(formatErrorCode(() => parseStatusList(good.subarray(0, 8), 2))).toBe(
      'status-list/compression',
    );
    expect(formatErrorCode(() => parseStatusList(Uint8Array.of(1, 2, 3), 2))).toBe(
      'status-list/compression',
    );
    expect(formatErrorCode(() => parseStatusList(new Uint8Array(), 2))).toBe(
      'status-list/compression',
    );
  });
});
