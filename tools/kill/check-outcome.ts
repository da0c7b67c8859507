import Database from 'better-sqlite3';

import { auditInstallation } from '../../src/app/audit/audit-installation.ts';
import { databaseFile } from '../../src/main/installation/database-file.ts';
import { openAudit } from '../../src/main/installation/open-audit.ts';
import { context, issueWithin, loadFolder } from './installation.ts';

/** What must hold in the database, each a query that counts what violates it. */
const INVARIANTS: Readonly<Record<string, string>> = {
  'a record without an issued document': `select count(*) from records left join documents using (document_id)
    where documents.state is not 'issued'`,
  'two records of one batch with one document': `select count(*) - count(distinct document_id) from records`,
  'a document that no record has': `select count(*) from documents
    where document_id not in (select document_id from records where document_id is not null)`,
  'a status entry given twice': `select count(*) - count(distinct status_list || '/' || status_index) from documents`,
  'artifacts without an issued document': `select count(*) from artifacts
    where document_id not in (select document_id from documents where state = 'issued')`,
  'an issued document without artifacts': `select count(*) from documents
    where state = 'issued' and document_id not in (select document_id from artifacts)`,
  'a document issued twice in the trail': `select count(*) - count(distinct object) from audit_trail
    where action = 'document.issued'`,
  'a document with another fingerprint than its batch': `select count(*) from documents join batches using (batch_id)
    where documents.fingerprint is not batches.fingerprint`,
  'a batch that is not issued': `select count(*) from batches where state <> 'issued'`,
};

/**
 * Goes on with a batch after its process was killed, and looks at everything.
 * @returns what is wrong; nothing where all is as if nobody had been killed.
 */
export async function checkOutcome(
  dataFolder: string,
  batchId: string,
  records: number,
): Promise<readonly string[]> {
  const before = readIssued(dataFolder);
  const handedOut = await issueWithin(dataFolder, batchId, {});
  const faults: string[] = [];
  const rows = handedOut.map(({ row }) => row);
  if (rows.length !== records || rows.some((row, at) => row !== at + 1)) {
    faults.push(`rows handed out: ${rows.join(' ')}`);
  }
  const after = readIssued(dataFolder);
  for (const [documentId, digest] of before) {
    if (after.get(documentId) !== digest)
      faults.push(`${documentId} was issued, and is another now`);
  }
  faults.push(...readViolations(dataFolder));
  const { environment, close } = await openAudit(loadFolder(dataFolder), context, { against: [] });
  try {
    const report = await auditInstallation(environment);
    if (report.documents !== records) faults.push(`${report.documents} documents are audited`);
    for (const { code, subject, found } of report.faults) {
      faults.push(`audit: ${code} ${subject}: ${found}`);
    }
  } finally {
    await close();
  }
  return faults;
}

/** Digests of what is issued, by document. */
function readIssued(dataFolder: string): ReadonlyMap<string, string> {
  return query(dataFolder, (database) => {
    const rows = database
      .prepare(`select document_id, pdf_digest from documents where state = 'issued'`)
      .all() as { document_id: string; pdf_digest: string }[];
    return new Map(rows.map((row) => [row.document_id, row.pdf_digest]));
  });
}

function readViolations(dataFolder: string): readonly string[] {
  return query(dataFolder, (database) =>
    Object.entries(INVARIANTS).flatMap(([what, sql]) => {
      const count = database.prepare(sql).pluck().get() as number;
      return count === 0 ? [] : [`${what} (${count})`];
    }),
  );
}

function query<Answer>(dataFolder: string, ask: (database: Database.Database) => Answer): Answer {
  const database = new Database(databaseFile(loadFolder(dataFolder)));
  try {
    return ask(database);
  } finally {
    database.close();
  }
}
