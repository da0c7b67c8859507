import type { Clock } from '../../shared/instant.ts';

/** Time as those need it who ask services outside: what it is, and how to wait. */
export interface ServiceClock extends Clock {
  pause(milliseconds: number): Promise<void>;
}
