import type { DocumentEntry } from '../../registry/registry-entries.ts';
import type { Registry } from '../../registry/registry.ts';

/** What makes two documents of an institution the same one in two versions. */
type DocumentKind = Pick<DocumentEntry, 'studentId' | 'documentType' | 'language'>;

/**
 * Looks up what was ever issued to students, in whatever state it is now; one query asks for many students.
 * @returns the documents of one student, kind and language, oldest first.
 */
export async function findIssuedToStudents(
  registry: Pick<Registry, 'findDocumentsOfStudents'>,
  institutionCode: string,
  studentIds: Iterable<string>,
): Promise<(kind: DocumentKind) => readonly DocumentEntry[]> {
  const documents = await registry.findDocumentsOfStudents(institutionCode, [
    ...new Set(studentIds),
  ]);
  const byKey = new Map<string, DocumentEntry[]>();
  for (const document of documents) {
    if (document.issuedAt === null) continue;
    const key = keyOf(document);
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, [document]);
    else known.push(document);
  }
  return (kind) => byKey.get(keyOf(kind)) ?? [];
}

function keyOf({ studentId, documentType, language }: DocumentKind): string {
  return JSON.stringify([studentId, documentType, language]);
}
