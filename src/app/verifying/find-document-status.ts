import type { DocumentId } from '../../shared/document-id.ts';
import type { DocumentStatus, PublishedStatusList } from '../services.ts';
import { createHash } from 'node:crypto';
import type { VerifierEnvironment } from '../verifier-environment.ts';
import { readInstitutionNames } from './institution-names.ts';

/**
 * What anyone may know of a document: its state, since when, by whom. A reserved document is as unknown
 * as one that never was, and both take the same work.
 */
export async function findDocumentStatus(
  { registry, trustList }: VerifierEnvironment,
  documentId: DocumentId,
): Promise<DocumentStatus | undefined> {
  const entry = await registry.findDocument(documentId);
  const names = await readInstitutionNames(trustList);
  if (entry === undefined || entry.state === 'reserved') return undefined;
  const { institutionCode: code, state, since, reason, supersededBy, erasedAt } = entry;
  return {
    documentId,
    state,
    since,
    reason,
    supersededBy,
    ...(erasedAt === undefined ? {} : { erasedAt }),
    institution: { code, ...(names.get(code) ?? { nameTh: code, nameEn: code }) },
  };
}

/** A status list as it was last signed; `undefined` for a number that no list has. */
export async function findPublishedStatusList(
  { registry, statusListTtlSeconds }: VerifierEnvironment,
  listNumber: number,
): Promise<PublishedStatusList | undefined> {
  const published = (await registry.findStatusList(listNumber))?.published;
  if (!published) return undefined;
  const digest = createHash('sha256').update(published.token).digest('base64url');
  return {
    token: published.token,
    etag: `"${digest.slice(0, 22)}"`,
    ttlSeconds: statusListTtlSeconds,
  };
}
