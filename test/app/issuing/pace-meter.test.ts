import { describe, expect, it } from '@jest/globals';
import { PaceMeter } from '../../../src/app/issuing/pace-meter.ts';
import { instantOf } from '../../../src/shared/instant.ts';

describe('the pace of a batch', () => {
  it('says nothing before anything is done', () => {
    const meter = new PaceMeter(100);
    expect(meter.findPace()).toBeUndefined();
    meter.note(0, instantOf(0));
    expect(meter.findPace()).toBeUndefined();
  });

  it('tells documents a second and what remains', () => {
    const meter = new PaceMeter(1000);
    for (let second = 0; second <= 4; second++) meter.note(50 * second, instantOf(1000 * second));
    expect(meter.findPace()).toEqual({ perSecond: 50, remainingSeconds: 16 });
  });

  it('goes by what was done of late, and forgets a slow start', () => {
    const meter = new PaceMeter(10_000);
    meter.note(0, instantOf(0));
    meter.note(10, instantOf(60_000));
    for (let second = 1; second <= 40; second++) {
      meter.note(10 + 100 * second, instantOf(60_000 + 1000 * second));
    }
    expect(meter.findPace()).toMatchObject({ perSecond: 100 });
  });

  it('has nothing left when all is done', () => {
    const meter = new PaceMeter(10);
    meter.note(0, instantOf(0));
    meter.note(10, instantOf(2000));
    expect(meter.findPace()).toEqual({ perSecond: 5, remainingSeconds: 0 });
  });
});
