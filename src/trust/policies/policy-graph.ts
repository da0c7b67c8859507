/** Stands for every policy (RFC 5280 §4.2.1.4). */
export const ANY_POLICY = '2.5.29.32.0';

interface PolicyNode {
  readonly policy: string;
  /** Which policies in the next certificate continue this one. */
  readonly expected: ReadonlySet<string>;
  readonly parents: ReadonlySet<PolicyNode>;
}

/**
 * Under which policies a path holds so far: the policy graph of RFC 9618 §5, which answers as the tree of
 * RFC 5280 §6.1 does but cannot be made to grow without bound. One level for each certificate read.
 */
export class PolicyGraph {
  /** From the anchor down; an empty list is the graph that RFC 9618 calls NULL. */
  #levels: Map<string, PolicyNode>[];

  constructor() {
    const root = { policy: ANY_POLICY, expected: new Set([ANY_POLICY]), parents: new Set<never>() };
    this.#levels = [new Map([[ANY_POLICY, root]])];
  }

  get isEmpty(): boolean {
    return this.#levels.length === 0;
  }

  /** The certificate names no policies at all (§6.1.3 (e)). */
  clear(): void {
    this.#levels = [];
  }

  /** Takes in a certificate's policies (§6.1.3 (d)). */
  addLevel(policies: readonly string[], isAnyPolicyAllowed: boolean): void {
    if (this.isEmpty) return;
    const above = [...this.#levels.at(-1)!.values()];
    const level = new Map<string, PolicyNode>();
    const add = (policy: string, parents: readonly PolicyNode[]) => {
      if (parents.length === 0) return;
      level.set(policy, { policy, expected: new Set([policy]), parents: new Set(parents) });
    };
    for (const policy of policies.filter((id) => id !== ANY_POLICY)) {
      const expecting = above.filter(({ expected }) => expected.has(policy));
      add(
        policy,
        expecting.length > 0 ? expecting : above.filter((node) => node.policy === ANY_POLICY),
      );
    }
    if (policies.includes(ANY_POLICY) && isAnyPolicyAllowed) {
      for (const policy of new Set(above.flatMap(({ expected }) => [...expected]))) {
        if (!level.has(policy))
          add(
            policy,
            above.filter(({ expected }) => expected.has(policy)),
          );
      }
    }
    this.#levels.push(level);
    this.#prune();
  }

  /** From here on the subject's policies stand for the issuer's (§6.1.4 (b)(1)). */
  map(issuerPolicy: string, subjectPolicies: readonly string[]): void {
    const level = this.#levels.at(-1);
    const node = level?.get(issuerPolicy);
    const parents = node?.parents ?? level?.get(ANY_POLICY)?.parents;
    if (!level || !parents) return;
    level.set(issuerPolicy, { policy: issuerPolicy, expected: new Set(subjectPolicies), parents });
  }

  /** Mapping is forbidden: what would have been mapped ends here (§6.1.4 (b)(2)). */
  remove(issuerPolicy: string): void {
    this.#levels.at(-1)?.delete(issuerPolicy);
    this.#prune();
  }

  /** The policies under which the whole path holds, in the anchor's terms (RFC 9618 §5.5); may hold any-policy. */
  authorityPolicies(): ReadonlySet<string> {
    const policies = new Set<string>();
    for (const node of this.#levels.flatMap((level) => [...level.values()])) {
      const isTopmost = [...node.parents].some(({ policy }) => policy === ANY_POLICY);
      if (node.policy !== ANY_POLICY && isTopmost) policies.add(node.policy);
    }
    if (this.#levels.at(-1)?.has(ANY_POLICY)) policies.add(ANY_POLICY);
    return policies;
  }

  /** Drops what leads nowhere, from the last level upwards. */
  #prune(): void {
    for (let depth = this.#levels.length - 2; depth >= 0; depth--) {
      const used = new Set(
        [...this.#levels[depth + 1]!.values()].flatMap(({ parents }) => [...parents]),
      );
      for (const [policy, node] of this.#levels[depth]!) {
        if (!used.has(node)) this.#levels[depth]!.delete(policy);
      }
    }
    if (this.#levels.at(-1)?.size === 0) this.clear();
  }
}
