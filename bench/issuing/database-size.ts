import Database from 'better-sqlite3';

/** What a registry takes on disk, by table with its indexes. */
export interface DatabaseSize {
  readonly documents: number;
  /** What is still in the write-ahead log counts as if it were in the file. */
  readonly fileBytes: number;
  /** Bytes of pages that each table and its indexes fill, largest first. */
  readonly tables: readonly { readonly name: string; readonly bytes: number }[];
}

/** Looks at a registry's file, from outside. */
export function measureDatabase(file: string): DatabaseSize {
  const database = new Database(file, { readonly: true });
  try {
    const tables = database
      .prepare<[], { name: string; bytes: number }>(
        `select sqlite_schema.tbl_name as name, sum(dbstat.pgsize) as bytes
         from dbstat inner join sqlite_schema on sqlite_schema.name = dbstat.name
         where dbstat.aggregate = true group by 1 order by 2 desc`,
      )
      .all();
    const { documents } = database
      .prepare<[], { documents: number }>('select count(*) as documents from documents')
      .get()!;
    const pages = database.pragma('page_count', { simple: true }) as number;
    const pageBytes = database.pragma('page_size', { simple: true }) as number;
    return { documents, fileBytes: pages * pageBytes, tables };
  } finally {
    database.close();
  }
}
