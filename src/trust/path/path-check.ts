/** The ways in which a certificate path can fail (ETSI EN 319 102-1 §5.1.3, tables 5 and 6). */
export type PathSubIndication =
  | 'FORMAT_FAILURE'
  | 'NO_CERTIFICATE_CHAIN_FOUND'
  | 'CERTIFICATE_CHAIN_GENERAL_FAILURE'
  | 'CHAIN_CONSTRAINTS_FAILURE'
  | 'CRYPTO_CONSTRAINTS_FAILURE'
  | 'POLICY_PROCESSING_ERROR'
  | 'EXPIRED'
  | 'NOT_YET_VALID'
  | 'REVOKED'
  | 'TRY_LATER';

/** One rule of path validation, its answer and why; the same shape as a check of the verification report. */
export interface PathCheck {
  /** Stable name, `path/what`. */
  readonly check: string;
  readonly indication: 'PASSED' | 'FAILED' | 'INDETERMINATE' | 'SKIPPED';
  readonly subIndication: PathSubIndication | null;
  /** What was there, in English. */
  readonly found: string;
  /** What the rule wants, with its clause. */
  readonly because: string;
}

/** A rule with the words that belong to it, whatever the answer. */
export interface PathRule {
  readonly check: string;
  readonly because: string;
}

export function passed(rule: PathRule, found: string): PathCheck {
  return { ...rule, indication: 'PASSED', subIndication: null, found };
}

export function failed(rule: PathRule, subIndication: PathSubIndication, found: string): PathCheck {
  return { ...rule, indication: 'FAILED', subIndication, found };
}

export function undetermined(
  rule: PathRule,
  subIndication: PathSubIndication,
  found: string,
): PathCheck {
  return { ...rule, indication: 'INDETERMINATE', subIndication, found };
}

export function skipped(rule: PathRule, found: string): PathCheck {
  return { ...rule, indication: 'SKIPPED', subIndication: null, found };
}

/**
 * Applies a rule to certificates one by one: the first objection is the answer.
 * @param findObjection what is wrong with a certificate, or `undefined`.
 */
export function checkEach<Item>(
  rule: PathRule,
  items: readonly Item[],
  subIndication: PathSubIndication,
  findObjection: (item: Item, index: number) => string | undefined,
): PathCheck {
  for (const [index, item] of items.entries()) {
    const objection = findObjection(item, index);
    if (objection !== undefined) return failed(rule, subIndication, objection);
  }
  return passed(rule, `${items.length} certificates`);
}
