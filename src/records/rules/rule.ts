/**
 * One thing that can be wrong, with its sentence in both languages. `{column}` and `{value}` are filled in
 * by the collector, other blanks by whoever found it. Codes are public contract: added, never renamed.
 */
export interface Rule {
  readonly severity: 'error' | 'warning';
  readonly th: string;
  readonly en: string;
}

/** Breaks something: the record (or file) cannot be accepted. */
export function error(th: string, en: string): Rule {
  return { severity: 'error', th, en };
}

/** Worth a look; the record is accepted. */
export function warning(th: string, en: string): Rule {
  return { severity: 'warning', th, en };
}
