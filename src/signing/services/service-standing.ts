/** Whether a service outside is asked at present, or left alone because it kept failing. */
export interface ServiceStanding {
  readonly kind: 'time-stamping' | 'revocation' | 'issuer-certificates';
  /** A host or the name that the settings give it. */
  readonly name: string;
  readonly isLeftAlone: boolean;
}

/**
 * How the hosts stand that something was fetched from.
 * @param answers what was fetched and what failed, by keys that begin with an address.
 */
export function toHostStandings(
  kind: ServiceStanding['kind'],
  answers: { findKept(): readonly string[]; findPaused(): readonly string[] },
): readonly ServiceStanding[] {
  const left = new Set(answers.findPaused().map(hostOf));
  const all = new Set([...answers.findKept().map(hostOf), ...left]);
  return [...all].map((name) => ({ kind, name, isLeftAlone: left.has(name) }));
}

function hostOf(key: string): string {
  return new URL(key.split(' ')[0]!).host;
}
