import { pathStep } from '../../../formats/pdf/object-graph.ts';
import type { PdfFile, PdfRevision } from '../../../formats/pdf/pdf-file.ts';
import {
  isPdfArray,
  isPdfDict,
  isPdfReference,
  isPdfStream,
  type PdfDict,
  type PdfValue,
} from '../../../formats/pdf/pdf-value.ts';
import {
  furtherOf,
  type ChangeClass,
  type ChangeFinding,
  type ChangePolicy,
} from './change-class.ts';
import type { ObjectChange } from './changed-objects.ts';
import { sameValue } from './same-value.ts';

const MOST_FINDINGS = 1_000;

/** A value of the newest revision and where it stands: the object and the JSON pointer within it. */
export interface Located {
  readonly holder: number;
  readonly path: string;
  readonly value: PdfValue;
}

/**
 * What the rules have found out so far. A rule *claims* a reference when the changed object behind it may
 * stand there; it *shares* a changed object when every reference to it is fine because each of its
 * changed entries was judged. Any other reference to a changed object is a forbidden change.
 */
export class Comparison {
  readonly file: PdfFile;
  readonly signed: PdfRevision;
  readonly newest: PdfRevision;
  readonly changed: ReadonlyMap<number, ObjectChange>;
  readonly policy: ChangePolicy;
  readonly findings: ChangeFinding[] = [];
  /** Widgets of fields that were added by rule, and so may appear on a page. */
  readonly addedWidgets = new Set<number>();
  readonly #claims = new Set<string>();
  readonly #shared = new Set<number>();
  #furthest: ChangeClass = 'NONE';

  constructor(
    file: PdfFile,
    signed: PdfRevision,
    changed: ReadonlyMap<number, ObjectChange>,
    policy: ChangePolicy,
  ) {
    this.file = file;
    this.signed = signed;
    this.newest = file.newest;
    this.changed = changed;
    this.policy = policy;
  }

  /** The entry of a dictionary (or of a stream's), with `null` for one that is absent. */
  entry(parent: Located, key: string): Located {
    const dict = isPdfStream(parent.value) ? parent.value.dict : parent.value;
    const value = isPdfDict(dict) ? (dict.entries.get(key) ?? null) : null;
    return { holder: parent.holder, path: pathStep(parent.path, key), value };
  }

  /** The items of an array; of anything else none. */
  items(parent: Located): readonly Located[] {
    if (!isPdfArray(parent.value)) return [];
    return parent.value.map((value, index) => ({
      holder: parent.holder,
      path: pathStep(parent.path, index),
      value,
    }));
  }

  /** Follows a reference and claims it. References to references are left to be found unexplained. */
  follow(located: Located): Located {
    if (!isPdfReference(located.value)) return located;
    this.claim(located);
    return {
      holder: located.value.number,
      path: '',
      value: this.newest.read(located.value.number),
    };
  }

  claim({ holder, path, value }: Located): void {
    if (isPdfReference(value) && this.changed.has(value.number)) {
      this.#claims.add(`${holder}${path}`);
    }
  }

  isClaimed(holder: number, path: string): boolean {
    return this.#claims.has(`${holder}${path}`);
  }

  get claimCount(): number {
    return this.#claims.size;
  }

  share(objectNumber: number): void {
    this.#shared.add(objectNumber);
  }

  isShared(objectNumber: number): boolean {
    return this.#shared.has(objectNumber);
  }

  /** The change of the object that a reference names, if it changed. */
  changeBehind({ value }: Located): ObjectChange | undefined {
    return isPdfReference(value) ? this.changed.get(value.number) : undefined;
  }

  same(before: PdfValue | undefined, after: PdfValue): boolean {
    return sameValue(this.file.bytes, before ?? null, after);
  }

  /** Keys whose values differ as written, in either dictionary. */
  differingKeys(before: PdfDict, after: PdfDict): readonly string[] {
    const keys = new Set([...before.entries.keys(), ...after.entries.keys()]);
    return [...keys].filter(
      (key) => !this.same(before.entries.get(key), after.entries.get(key) ?? null),
    );
  }

  /** Notes a change. Of very many only the first are kept, and any that goes further than those before. */
  allow(changeClass: ChangeClass, { holder, path }: Located, what: string): void {
    const furthest = furtherOf(this.#furthest, changeClass);
    if (this.findings.length < MOST_FINDINGS || furthest !== this.#furthest) {
      this.findings.push({ objectNumber: holder, what, path, changeClass });
    }
    this.#furthest = furthest;
  }

  /** Notes housekeeping that changes nothing that one sees. On a document of ours nobody keeps house but we. */
  tidy(located: Located, what: string): void {
    this.allow(this.policy.ownDocument ? 'OTHER' : 'LTV_UPDATES', located, what);
  }

  reject(located: Located, what: string): void {
    this.allow('OTHER', located, what);
  }
}

/** A dictionary without ambiguity, or `undefined`. */
export function plainDict(value: PdfValue): PdfDict | undefined {
  return isPdfDict(value) && value.duplicateKeys.length === 0 ? value : undefined;
}

/** What an absent dictionary is compared as. */
export const EMPTY_DICT: PdfDict = { type: 'dict', entries: new Map(), duplicateKeys: [] };
