import { isFormatError } from '../../shared/format-error.ts';
import type { Reading } from '../raw/reading.ts';
import type { RuleCode } from '../rules/rules.ts';

const RULES: Readonly<Record<string, RuleCode>> = {
  'zip/broken': 'zip-broken',
  'zip/contradiction': 'zip-contradiction',
  'zip/not-supported': 'zip-not-supported',
  'zip/encrypted': 'zip-encrypted',
  'zip/entries': 'zip-too-many-entries',
  'zip/path': 'zip-path',
  'zip/repeated': 'zip-entry-repeated',
  'zip/overlap': 'zip-overlap',
  'zip/unpacked-size': 'zip-too-large',
  'zip/ratio': 'zip-bomb',
};

const MEGABYTE = 1024 * 1024;

/** The rule that an error of reading a zip breaks. */
export function findZipRule(code: string): RuleCode | undefined {
  return RULES[code];
}

/** Reports why a zip is refused. @throws what is no refusal of a zip. */
export function reportZipError(error: unknown, reading: Reading): void {
  const rule = isFormatError(error) ? findZipRule(error.code) : undefined;
  if (rule === undefined || !isFormatError(error)) throw error;
  const { limits, file, issues } = reading;
  const limitOf: Partial<Record<RuleCode, string>> = {
    'zip-too-many-entries': String(limits.zipEntries),
    'zip-too-large': `${Math.floor(limits.unpackedBytes / MEGABYTE)} MB`,
    'zip-bomb': String(limits.unpackedRatio),
  };
  const limit = limitOf[rule];
  issues.add({
    code: rule,
    place: { file, line: null, path: null },
    // For rules with a limit and for names the message is what is to be named.
    value: error.message,
    details: { problem: error.message, ...(limit !== undefined && { limit }) },
  });
}
