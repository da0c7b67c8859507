import { readFileSync } from 'node:fs';
import {
  toCanonicalRecordSchema,
  toSubmittedRecordsSchema,
} from '../../src/records/schema/published-schemas.ts';
import { credentialContext } from '../../src/transcript/credential-context.ts';
import { attackTable } from './attack-table.ts';
import { deflateProgramModule } from './deflate-program.ts';
import { fillSections } from './fill-sections.ts';
import { columnTables, lossTable, ruleTable } from './records-tables.ts';
import { batchStateTable, documentStateTable, reasonList, stateWords } from './state-tables.ts';

const RECORDS_GUIDE = 'docs/records.md';
const STATES_GUIDE = 'docs/states.md';
const ATTACKS = 'docs/attacks.md';

/**
 * Every file that is made from the code, path to text. The prose of a guide is kept; only its marked sections
 * are made anew.
 */
export function generateFiles(): ReadonlyMap<string, string> {
  const guide = fillSections(readFileSync(RECORDS_GUIDE, 'utf8'), {
    columns: columnTables(),
    rules: ruleTable(),
    losses: lossTable(),
  });
  const states = fillSections(readFileSync(STATES_GUIDE, 'utf8'), {
    batches: batchStateTable(),
    documents: documentStateTable(),
    reasons: reasonList(),
    words: stateWords(),
  });
  return new Map([
    [RECORDS_GUIDE, guide],
    [STATES_GUIDE, states],
    [ATTACKS, fillSections(readFileSync(ATTACKS, 'utf8'), { attacks: attackTable() })],
    ['src/rendering/deflate/deflate-program.ts', deflateProgramModule()],
    ['schemas/transcript-record.schema.json', toJson(toCanonicalRecordSchema())],
    ['schemas/transcript-credential-v1.context.jsonld', toJson(credentialContext)],
    ['schemas/submitted-records.schema.json', toJson(toSubmittedRecordsSchema())],
  ]);
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
