/** The hosts that the operator has named: nobody else is ever asked. */
export class HostList {
  readonly #exact: ReadonlySet<string>;
  readonly #endings: readonly string[];

  /** @param entries `ocsp.example.th`, `ocsp.example.th:8080`, or `*.example.th` for every host below it. */
  constructor(entries: readonly string[]) {
    const lower = entries.map((entry) => entry.toLowerCase());
    this.#exact = new Set(lower.filter((entry) => !entry.startsWith('*.')));
    this.#endings = lower.filter((entry) => entry.startsWith('*.')).map((entry) => entry.slice(1));
  }

  /** Whether an address is of a host on the list; a port other than the usual must be on it as well. */
  includes({ host }: Pick<URL, 'host'>): boolean {
    return this.#exact.has(host) || this.#endings.some((ending) => host.endsWith(ending));
  }
}
