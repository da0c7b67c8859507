/** Writes `fixtures/records/`: the same invented students in every format. Run with `node tools/make-fixtures/run.js`. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { zipSync } from 'fflate';
import { checkRecords } from '../../src/records/check-records.ts';
import { toDocumentId } from '../../src/shared/document-id.ts';
import { parseInstant } from '../../src/shared/instant.ts';
import { encodeEtdaXml } from '../../src/transcript/etda/encode-etda-xml.ts';
import { defaultGradingScheme } from '../../src/transcript/grading-schemes.ts';
import type { Institution } from '../../src/transcript/institution.ts';
import { toTranscript } from '../../src/transcript/to-transcript.ts';
import { badFiles, toWindows874 } from './bad-files.ts';
import { STUDENTS } from './students.ts';
import { toCsv } from './to-csv.ts';
import { toInputRecord } from './to-input-record.ts';
import { toOneSheet, toTwoSheets } from './to-workbooks.ts';

const folder = 'fixtures/records';
const scheme = defaultGradingScheme();
const institution = JSON.parse(
  readFileSync('fixtures/institutions/sommut.json', 'utf8'),
) as Institution;
const issuedAt = parseInstant('2026-11-24T02:00:00Z');

const inputs = STUDENTS.map(toInputRecord);
const json = `${JSON.stringify(inputs, null, 2)}\n`;
const { report, records } = checkRecords(
  [{ name: 'sommut.json', bytes: new TextEncoder().encode(json) }],
  { scheme, rounding: 'half-up', today: '2026-11-24', gpaDifference: 'error' },
);
if (report.errors.length > 0) throw new Error(JSON.stringify(report.errors, null, 2));

mkdirSync(`${folder}/etda`, { recursive: true });
writeFileSync(`${folder}/sommut.json`, json);
writeFileSync(`${folder}/sommut.csv`, toCsv(inputs));
writeFileSync(`${folder}/sommut.xlsx`, toTwoSheets(inputs));
writeFileSync(`${folder}/one-sheet.xlsx`, toOneSheet(inputs));
writeFileSync(`${folder}/windows-874.csv`, toWindows874(toCsv(inputs.slice(0, 2))));
mkdirSync(`${folder}/bad`, { recursive: true });
for (const [name, content] of Object.entries(badFiles())) {
  writeFileSync(`${folder}/bad/${name}`, content);
}
const seen = new Set<string>();
const messages: Record<string, Uint8Array> = {};
for (const [index, { record }] of records.entries()) {
  const { studentId } = record;
  if (seen.has(studentId)) continue;
  seen.add(studentId);
  const documentId = toDocumentId(new Uint8Array(15).fill(index));
  const xml = encodeEtdaXml(toTranscript(record, scheme), institution, { documentId, issuedAt });
  writeFileSync(`${folder}/etda/${studentId}.xml`, xml);
  messages[`etda/${studentId}.xml`] = xml;
}
// A fixed time: the same messages are the same bytes.
writeFileSync(`${folder}/etda.zip`, zipSync(messages, { mtime: '1980-01-01T00:00:00' }));
