import Database from 'better-sqlite3';

/** How large a registry is made, and of how many institutions. */
export interface FilledRegistry {
  readonly documents: number;
  readonly institutions: number;
  readonly documentsInBatch: number;
  readonly statusListSize: number;
}

export const institutionOf = (number: number): string => String(90_001 + number);

/**
 * Fills an empty registry with rows straight in SQL: what queries go through, with artifacts of a few bytes. One document in a
 * hundred is revoked, one in a thousand each suspended and superseded; proofs end over ten years; a hundred batches are
 * the last ones and wait for approval or are being issued.
 */
export function fillRegistry(
  file: string,
  { documents, institutions, documentsInBatch, statusListSize }: FilledRegistry,
): void {
  const db = new Database(file);
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma('foreign_keys = OFF');
  db.exec('begin');
  const batches = Math.ceil(documents / documentsInBatch);
  const numbers = (count: number) =>
    `with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < ${count})`;
  const institution = (expression: string) =>
    `cast(90001 + (${expression}) % ${institutions} as text)`;
  const report = JSON.stringify({ records: documentsInBatch, notes: 'x'.repeat(20_000) });
  db.prepare(
    `insert into batches (sequence, batch_id, institution_code, template, level, state, submitted_by,
       submitted_at, record_count, accepted_count, error_count, warning_count, report_json, issued_count)
     ${numbers(batches + 100)} select i + 1, 'batch-' || i, ${institution('i')}, 'classic', 'B-LTA',
       case when i < ${batches} then 'issued' when i % 2 = 0 then 'issuing' else 'awaiting-approval' end,
       'registrar', 1700000000000 + i, ${documentsInBatch}, ${documentsInBatch}, 0, 0, ?,
       case when i < ${batches} then ${documentsInBatch} else 0 end from n`,
  ).run(report);
  const inInstitution = `i / ${documentsInBatch * institutions} * ${documentsInBatch} + i % ${documentsInBatch}`;
  const listOf = `1 + (${inInstitution}) / ${statusListSize} * ${institutions} + (i / ${documentsInBatch}) % ${institutions}`;
  const owner = institution(`i / ${documentsInBatch}`);
  db.exec(
    `insert into records (record_id, batch_id, position, file, row, student_id, document_type, language,
       record_digest, canonical_record, document_id)
     ${numbers(documents)} select i + 1, 'batch-' || (i / ${documentsInBatch}), i % ${documentsInBatch}, 'records.csv',
       i % ${documentsInBatch} + 2, printf('65%08d', i / 2), 'transcript', iif(i % 2 = 0, 'th', 'en'),
       printf('%064x', i), x'7b7d', printf('%016X', i) from n`,
  );
  db.exec(
    `insert into documents (sequence, document_id, record_id, batch_id, institution_code, student_id,
       document_type, language, record_digest, state, since, status_list, status_index, reserved_at,
       issued_at, pdf_digest, sidecar_digest, level, revision, template)
     ${numbers(documents)} select i + 1, printf('%016X', i), i + 1, 'batch-' || (i / ${documentsInBatch}), ${owner},
       printf('65%08d', i / 2), 'transcript', iif(i % 2 = 0, 'th', 'en'), printf('%064x', i),
       case when i % 100 = 7 then 'revoked' when i % 1000 = 8 then 'suspended'
         when i % 1000 = 9 then 'superseded' else 'issued' end,
       1700000000000 + i, ${listOf}, (${inInstitution}) % ${statusListSize}, 1700000000000,
       1700000000000 + i, printf('%064x', i), printf('%064x', i), 'B-LTA', 1, 'classic' from n`,
  );
  db.exec(
    `insert into document_revisions (document_id, revision, digest, length, level, made_at, proof_ends_at, proof_algorithms)
     select document_id, 1, pdf_digest, 50000, 'B-LTA', issued_at,
       1800000000000 + (sequence * 315360000) % 315360000000, 'RSA-2048 SHA-256' from documents`,
  );
  db.exec(
    `insert into document_state_changes (document_id, from_state, to_state, effective_at, recorded_at, actor)
     select document_id, 'reserved', 'issued', issued_at, issued_at, 'parinya' from documents`,
  );
  db.exec(
    `insert into artifacts (document_id, pdf, sidecar) select document_id, x'25504446', 'e30' from documents`,
  );
  db.exec(
    `insert into claims (handle, institution_code, student_id)
     select printf('%064x', sequence), institution_code, student_id from documents where language = 'th'`,
  );
  db.exec(
    `insert into status_lists (list, institution_code, size, revision)
     select distinct status_list, institution_code, ${statusListSize}, 1 from documents`,
  );
  db.exec('commit');
  db.close();
}
