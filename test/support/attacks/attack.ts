import type { Evidence } from '../../../src/verification/evidence.ts';
import type { Indication, SubIndication } from '../../../src/verification/report.ts';
import type { ForeignPki } from '../foreign/foreign-pki.ts';

/** What the attack aims at. */
export type AttackClass =
  | 'universal forgery'
  | 'byte ranges'
  | 'signature wrapping'
  | 'incremental saving'
  | 'shadow'
  | 'annotations'
  | 'permissions'
  | 'form fields'
  | 'pages and fonts'
  | 'catalog'
  | 'security store'
  | 'file structure'
  | 'CMS'
  | 'algorithms'
  | 'time-stamps'
  | 'path and revocation'
  | 'exhaustion';

/** One row of the tamper matrix: something done to a good document, and the one answer that it deserves. */
export interface ForeignAttack {
  readonly class: AttackClass;
  readonly name: string;
  readonly subIndication: SubIndication;
  /** Failed, unless said otherwise. */
  readonly indication?: Exclude<Indication, 'TOTAL-PASSED'>;
  readonly forge: (pki: ForeignPki) => Uint8Array;
  /** What is at hand besides, or instead. */
  readonly evidence?: (pki: ForeignPki) => Partial<Evidence>;
}

type Row = Omit<ForeignAttack, 'class' | 'subIndication'> & {
  readonly subIndication?: SubIndication;
};

/** The rows of one class, most of which have one answer. */
export function attackRows(
  attackClass: AttackClass,
  subIndication: SubIndication,
  rows: readonly Row[],
): readonly ForeignAttack[] {
  return rows.map((row) => ({ subIndication, ...row, class: attackClass }));
}
