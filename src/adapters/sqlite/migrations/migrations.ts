import { firstTables } from './0001-first-tables.ts';
import { signatureLevels } from './0002-signature-levels.ts';
import { reissueAndSupersession } from './0003-reissue-and-supersession.ts';
import { auditTrail } from './0004-audit-trail.ts';
import { documentRevisions } from './0005-document-revisions.ts';
import { erasure } from './0006-erasure.ts';
import { frozenTemplates } from './0007-frozen-templates.ts';
import { approvals } from './0008-approvals.ts';
import { resealing } from './0009-resealing.ts';
import { issuedCounts } from './0010-issued-counts.ts';
import { largeRegistries } from './0011-large-registries.ts';
import type { Migration } from './migration.ts';

/** Every step of the schema, in order. Released steps are never edited; a change is a new step. */
export const migrations: readonly Migration[] = [
  firstTables,
  signatureLevels,
  reissueAndSupersession,
  auditTrail,
  documentRevisions,
  erasure,
  frozenTemplates,
  approvals,
  resealing,
  issuedCounts,
  largeRegistries,
];
