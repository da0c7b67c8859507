import { toJcsText } from '../../formats/jcs/jcs.ts';
import type { DocumentLanguage, TranscriptRecord } from '../../transcript/record.ts';
import { COLUMNS_BY_SCOPE } from '../columns.ts';

/** A record as a registrar would submit it: one for both languages where both say the same. */
export type Submission = Omit<TranscriptRecord, 'documentLanguage'> & {
  readonly documentLanguage: DocumentLanguage | 'both';
};

/**
 * Puts a student's Thai and English records back together where they differ in nothing but language. Their
 * properties stand in the contract's order, wherever the records came from.
 */
export function toSubmissions(records: readonly TranscriptRecord[]): readonly Submission[] {
  const submissions = new Map<string, Submission>();
  for (const record of records) {
    const { documentLanguage, ...content } = record;
    const key = toJcsText(content);
    const twin = submissions.get(key);
    const isSecondLanguage = twin !== undefined && twin.documentLanguage !== documentLanguage;
    submissions.set(
      key,
      inContractOrder({
        ...record,
        documentLanguage: isSecondLanguage ? 'both' : documentLanguage,
      }),
    );
  }
  return [...submissions.values()];
}

const PROPERTIES: readonly string[] = [
  ...COLUMNS_BY_SCOPE.record.map(({ property }) => property),
  'terms',
  'computed',
];

/** The same with its properties in the contract's order. */
export function inContractOrder(submission: Submission): Submission {
  const entries = Object.entries(submission).toSorted(
    ([left], [right]) => PROPERTIES.indexOf(left) - PROPERTIES.indexOf(right),
  );
  return Object.fromEntries(entries) as unknown as Submission;
}
