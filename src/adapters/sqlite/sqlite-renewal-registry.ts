import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Page, PageRequest } from '../../registry/page.ts';
import type {
  FoundProof,
  Lease,
  RenewalCandidate,
  RenewalQuery,
  RenewalRegistry,
  RenewedDocument,
} from '../../registry/renewal-registry.ts';
import type { TrailEvent } from '../../registry/trail.ts';
import type { DocumentId } from '../../shared/document-id.ts';
import { instantOf } from '../../shared/instant.ts';
import type { Instant } from '../../shared/instant.ts';
import { readCursor, toPage } from './registry-queries.ts';
import { toAlgorithms, toDocumentEntry, toDocumentRevision } from './row-mapping.ts';
import type { RegistrySchema } from './schema.ts';
import { clearContent, contentPlaces } from './sealing/content-seal.ts';
import type { ContentSeal } from './sealing/content-seal.ts';
import { appendTrail } from './trail.ts';

/** What is worth being renewed: in force, or suspended and perhaps in force again. */
const RENEWED_STATES = ['issued', 'suspended'] as const;

/**
 * Documents that one statement goes through: some ten milliseconds. Most end in years, so that looking for those that
 * end soon means looking at all of them, once a day; an index by their ends would cost more with each document issued.
 */
const LOOKED_AT_TOGETHER = 20_000;

/** What renewing keeps, over Kysely. Every method is one transaction. */
export class SqliteRenewalRegistry implements RenewalRegistry {
  readonly #db: Kysely<RegistrySchema>;
  readonly #seal: ContentSeal;

  /** @param seal what is appended is sealed with it. */
  constructor(db: Kysely<RegistrySchema>, seal: ContentSeal = clearContent) {
    this.#db = db;
    this.#seal = seal;
  }

  async listRenewalCandidates(
    { before, endingAlgorithms, institutionCode }: RenewalQuery,
    page: PageRequest,
  ): Promise<Page<RenewalCandidate>> {
    const ending = endingAlgorithms.map(toAlgorithmsText);
    const after = readCursor(page) ?? 0;
    const until = after + LOOKED_AT_TOGETHER;
    // Whoever else wants something of this thread gets a turn between two of them.
    await nextTurn();
    const rows = await newestRevisions(this.#db)
      .selectAll('documents')
      .select([
        'document_revisions.digest as revision_digest',
        'document_revisions.length as revision_length',
        'document_revisions.level as revision_level',
        'document_revisions.made_at as revision_made_at',
        'document_revisions.proof_ends_at',
        'document_revisions.proof_algorithms',
      ])
      .where('documents.state', 'in', RENEWED_STATES)
      .where('documents.erased_at', 'is', null)
      .$if(institutionCode !== undefined, (query) =>
        query.where('documents.institution_code', '=', institutionCode!),
      )
      .where('documents.sequence', '>', after)
      .where('documents.sequence', '<=', until)
      .where((eb) =>
        eb.or([
          eb('document_revisions.proof_ends_at', 'is', null),
          eb('document_revisions.proof_ends_at', '<', before),
          ...(ending.length === 0 ? [] : [eb('document_revisions.proof_algorithms', 'in', ending)]),
        ]),
      )
      .orderBy('documents.sequence')
      .limit(page.limit + 1)
      .execute();
    const found = toPage(
      rows,
      page.limit,
      (row) => row.sequence,
      (row) => ({
        document: toDocumentEntry(row),
        revision: toDocumentRevision({
          revision: row.revision,
          digest: row.revision_digest,
          length: row.revision_length,
          level: row.revision_level,
          made_at: row.revision_made_at,
          proof_ends_at: row.proof_ends_at,
          proof_algorithms: row.proof_algorithms,
        }),
      }),
    );
    const hasMore = found.nextCursor === null && until < (await this.#findLastSequence());
    return hasMore ? { ...found, nextCursor: String(until) } : found;
  }

  async listProofAlgorithms(): Promise<readonly (readonly string[])[]> {
    const all = new Set<string>();
    const last = await this.#findLastSequence();
    for (let after = 0; after < last; after += LOOKED_AT_TOGETHER) {
      const rows = await newestRevisions(this.#db)
        .select('document_revisions.proof_algorithms')
        .distinct()
        .where('document_revisions.proof_algorithms', 'is not', null)
        .where('documents.state', 'in', RENEWED_STATES)
        .where('documents.sequence', '>', after)
        .where('documents.sequence', '<=', after + LOOKED_AT_TOGETHER)
        .execute();
      for (const { proof_algorithms: text } of rows) all.add(text ?? '');
      await nextTurn();
    }
    return [...all].map(toAlgorithms);
  }

  async #findLastSequence(): Promise<number> {
    const row = await this.#db
      .selectFrom('documents')
      .select('sequence')
      .orderBy('sequence', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row?.sequence ?? 0;
  }

  async recordProofs(found: readonly FoundProof[]): Promise<void> {
    await this.#db.transaction().execute(async (db) => {
      for (const { documentId, revision, proof } of found) {
        const { endsAt, algorithms } = proof;
        await db
          .updateTable('document_revisions')
          .set({ proof_ends_at: endsAt, proof_algorithms: toAlgorithmsText(algorithms) })
          .where('document_id', '=', documentId)
          .where('revision', '=', revision)
          .execute();
      }
    });
  }

  async recordRenewed(
    renewed: readonly RenewedDocument[],
    actor: string,
  ): Promise<readonly DocumentId[]> {
    return this.#db.transaction().execute(async (db) => {
      const kept: RenewedDocument[] = [];
      for (const document of renewed) {
        if (await keepAsNewest(db, this.#seal, document)) kept.push(document);
      }
      if (kept.length > 0)
        await appendTrail(
          db,
          kept.map((each) => toTrailEvent(each, actor)),
        );
      return kept.map(({ documentId }) => documentId);
    });
  }

  async takeLease(
    name: string,
    wanted: Lease,
    now: Instant,
    isGone: (holder: string) => boolean,
  ): Promise<Lease> {
    return this.#db.transaction().execute(async (db) => {
      const present = await db
        .selectFrom('leases')
        .select(['holder', 'until'])
        .where('name', '=', name)
        .executeTakeFirst();
      const isOthers =
        present !== undefined &&
        present.holder !== wanted.holder &&
        present.until > now &&
        !isGone(present.holder);
      if (isOthers) return { holder: present.holder, until: instantOf(present.until) };
      const row = { holder: wanted.holder, until: wanted.until };
      await db
        .insertInto('leases')
        .values({ name, ...row })
        .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
        .execute();
      return wanted;
    });
  }

  async giveBackLease(name: string, holder: string): Promise<void> {
    await this.#db
      .deleteFrom('leases')
      .where('name', '=', name)
      .where('holder', '=', holder)
      .execute();
  }
}

function newestRevisions(db: Kysely<RegistrySchema>) {
  return db
    .selectFrom('documents')
    .innerJoin('document_revisions', (join) =>
      join
        .onRef('document_revisions.document_id', '=', 'documents.document_id')
        .onRef('document_revisions.revision', '=', 'documents.revision'),
    );
}

async function keepAsNewest(
  db: Kysely<RegistrySchema>,
  seal: ContentSeal,
  { documentId, before, level, madeAt, appended, digestHex, length, proof }: RenewedDocument,
): Promise<boolean> {
  const revision = before.revision + 1;
  const updated = await db
    .updateTable('documents')
    .set({ revision, pdf_digest: digestHex, level })
    .where('document_id', '=', documentId)
    .where('revision', '=', before.revision)
    .where('pdf_digest', '=', before.digestHex)
    .where('state', 'in', RENEWED_STATES)
    .where('erased_at', 'is', null)
    .executeTakeFirst();
  if (updated.numUpdatedRows === 0n) return false;
  await db
    .insertInto('document_revisions')
    .values({
      document_id: documentId,
      revision,
      digest: digestHex,
      length,
      level,
      made_at: madeAt,
      proof_ends_at: proof.endsAt,
      proof_algorithms: toAlgorithmsText(proof.algorithms),
    })
    .execute();
  await db
    .insertInto('artifact_additions')
    .values({
      document_id: documentId,
      revision,
      appended: seal.seal(contentPlaces.addition(documentId, revision), appended),
    })
    .execute();
  return true;
}

function toTrailEvent(
  { documentId, before, level, madeAt, digestHex, length, proof }: RenewedDocument,
  actor: string,
): TrailEvent {
  return {
    at: madeAt,
    actor,
    action: 'document.renewed',
    object: documentId,
    before: { revision: before.revision, pdfDigest: before.digestHex, level: before.level },
    after: {
      revision: before.revision + 1,
      pdfDigest: digestHex,
      level,
      length,
      proofEndsAt: proof.endsAt,
    },
  };
}

function toAlgorithmsText(algorithms: readonly string[]): string {
  return algorithms.join(' ');
}
