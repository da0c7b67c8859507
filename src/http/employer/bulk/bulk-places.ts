import { AppError } from '../../../shared/app-error.ts';

/** How many bulk verifications one process works on at the same time, and how many of these for one organisation. */
const MOST_AT_ONCE = 4;
const MOST_FOR_ONE = 2;

/** Who may begin: each bulk verification holds a file on the disk and takes its share of the processor. */
export class BulkPlaces {
  readonly #taken = new Map<string, number>();

  /**
   * Takes a place until it is given back.
   * @throws AppError `rate-limited` where there is none.
   */
  take(organisation: string): { readonly giveBack: () => void } {
    const own = this.#taken.get(organisation) ?? 0;
    const all = [...this.#taken.values()].reduce((sum, each) => sum + each, 0);
    if (own >= MOST_FOR_ONE || all >= MOST_AT_ONCE) {
      throw new AppError('rate-limited', {
        th: 'กำลังตรวจเอกสารชุดอื่นอยู่เต็มจำนวน โปรดรอให้เสร็จก่อนแล้วส่งใหม่',
        en: 'Other bulk verifications are under way. Wait until one has ended, then send again.',
      });
    }
    this.#taken.set(organisation, own + 1);
    let isHeld = true;
    return {
      giveBack: () => {
        if (!isHeld) return;
        isHeld = false;
        const left = (this.#taken.get(organisation) ?? 1) - 1;
        if (left === 0) this.#taken.delete(organisation);
        else this.#taken.set(organisation, left);
      },
    };
  }
}
