import type { DocumentEntry } from '../../../registry/registry-entries.ts';
import type { Registry } from '../../../registry/registry.ts';
import type { DocumentState } from '../../../registry/states.ts';
import type { Issue } from '../../../records/rules/issue-collector.ts';
import { formatCivilDate, toCivilDate } from '../../../transcript/calendar/civil-date.ts';
import { findIssuedToStudents } from '../issued-to-students.ts';
import type { GroupFinding } from './grouped-findings.ts';
import type { IntakeRecord } from './intake-record.ts';

const LANGUAGES = {
  th: { languageTh: 'ภาษาไทย', languageEn: 'Thai' },
  en: { languageTh: 'ภาษาอังกฤษ', languageEn: 'English' },
} as const;

/** States that are no longer good, in words; a document in any other state is in force. */
const NOT_VALID: Partial<Readonly<Record<DocumentState, { stateTh: string; stateEn: string }>>> = {
  revoked: { stateTh: 'ถูกเพิกถอน', stateEn: 'revoked' },
  superseded: { stateTh: 'ถูกแทนที่', stateEn: 'superseded' },
};

/**
 * Looks up whether documents were issued for the students of records before: the same record again (it will
 * be answered with the document that is there), or another one that is still in force.
 * At most one finding for each record; one query asks for many students.
 * @param asked whose documents, and the template that they are asked for in.
 */
export async function findIssuedBefore(
  registry: Pick<Registry, 'findDocumentsOfStudents'>,
  { institutionCode, template }: AskedDocuments,
  records: readonly IntakeRecord[],
): Promise<readonly GroupFinding[]> {
  const issuedTo = await findIssuedToStudents(
    registry,
    institutionCode,
    records.map(({ accepted }) => accepted.record.studentId),
  );
  return records.flatMap((record) => {
    const { studentId, documentType, documentLanguage } = record.accepted.record;
    const documents = issuedTo({ studentId, documentType, language: documentLanguage });
    const issue = toFinding(record, documents, template);
    return issue === undefined ? [] : [{ ordinal: record.ordinal, issue }];
  });
}

/** Documents as somebody asks for them. */
interface AskedDocuments {
  readonly institutionCode: string;
  /** Name of the template. */
  readonly template: string;
}

function toFinding(
  { accepted, recordDigestHex }: IntakeRecord,
  documents: readonly DocumentEntry[],
  template: string,
): Issue | undefined {
  const same = findSame(documents, recordDigestHex);
  const document =
    same ?? documents.findLast(({ state }) => state === 'issued' || state === 'suspended');
  if (document === undefined) return undefined;
  const state = NOT_VALID[document.state];
  const issuedOn = toCivilDate(document.issuedAt!);
  return {
    code: same === undefined ? 'issued-differently' : codeOfSame(document, template),
    place: accepted.place,
    row: accepted.row,
    column: 'student_id',
    value: document.studentId,
    details: {
      document: document.documentId,
      dateTh: formatCivilDate(issuedOn, 'th'),
      dateEn: formatCivilDate(issuedOn, 'en'),
      ...LANGUAGES[document.language],
      template,
      earlierTemplate: document.template ?? '',
      ...state,
    },
  };
}

/** Of documents of the same content the one in force or, where none is, the last one. */
function findSame(
  documents: readonly DocumentEntry[],
  recordDigestHex: string,
): DocumentEntry | undefined {
  const same = documents.filter((document) => document.recordDigestHex === recordDigestHex);
  return same.find(({ state }) => !(state in NOT_VALID)) ?? same.at(-1);
}

function codeOfSame(
  { state, template: earlier }: DocumentEntry,
  template: string,
): 'already-issued' | 'issued-in-other-template' | 'issued-before-not-valid' {
  if (state in NOT_VALID) return 'issued-before-not-valid';
  const isOther = earlier !== null && earlier !== template;
  return isOther ? 'issued-in-other-template' : 'already-issued';
}
