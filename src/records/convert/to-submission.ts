import { toJcsText } from '../../formats/jcs/jcs.ts';
import type { DocumentLanguage, TranscriptRecord } from '../../transcript/record.ts';

/** A record as a registrar would submit it: one for both languages where both say the same. */
export type Submission = Omit<TranscriptRecord, 'documentLanguage'> & {
  readonly documentLanguage: DocumentLanguage | 'both';
};

/** Puts a student's Thai and English records back together where they differ in nothing but language. */
export function toSubmissions(records: readonly TranscriptRecord[]): readonly Submission[] {
  const submissions = new Map<string, Submission>();
  for (const record of records) {
    const { documentLanguage, ...content } = record;
    const key = toJcsText(content);
    const twin = submissions.get(key);
    const isSecondLanguage = twin !== undefined && twin.documentLanguage !== documentLanguage;
    submissions.set(key, {
      ...record,
      documentLanguage: isSecondLanguage ? 'both' : documentLanguage,
    });
  }
  return [...submissions.values()];
}
