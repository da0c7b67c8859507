/** Writes `fixtures/records/`: the same invented students in every format. Run with `node tools/make-fixtures/run.js`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { STUDENTS } from './students.ts';
import { toCsv } from './to-csv.ts';
import { toInputRecord } from './to-input-record.ts';

const folder = 'fixtures/records';
const records = STUDENTS.map(toInputRecord);

mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/sommut.json`, `${JSON.stringify(records, null, 2)}\n`);
writeFileSync(`${folder}/sommut.csv`, toCsv(records));
