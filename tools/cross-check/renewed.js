/**
 * Issues a document at the lowest and at the highest level ten years ago and renews both as time goes by, to be judged today by `run.js`.
 *
 * Usage: node tools/cross-check/renewed.js FOLDER (after `npm run build`; PARINYA_BENCH_DIST names another build)
 * Makes a development installation in FOLDER/data whose time-stamp authorities follow one another, lets the commands
 * of `parinya` run with a clock of their own, and writes FOLDER/B-LTA-<n>-stamps. By today the signer's certificate
 * and the first authority's have ended. Judge with
 * `node tools/cross-check/run.js FOLDER FOLDER/data/development-pki/trust-list.json`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtProgram, runToItsEnd } from './run-parinya.js';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: node tools/cross-check/renewed.js FOLDER');
  process.exit(64);
}

const root = join(import.meta.dirname, '../..');
const load = (path) => import(join(builtProgram, path));
const { parseDeclaration } = await load('adapters/development-pki/declaration.js');
const { createDevelopmentPki, openDevelopmentPki } = await load(
  'adapters/development-pki/development-pki.js',
);

const YEAR_MS = 365.25 * 86_400_000;
const start = Date.now() - 10.5 * YEAR_MS;
const yearsOn = (years) => start + years * YEAR_MS;
let now = start;
const clock = { now: () => now };

const data = join(folder, 'data');
const pkiFolder = join(data, 'development-pki');
mkdirSync(data, { recursive: true, mode: 0o700 });
await createDevelopmentPki({
  declaration: declare(),
  folder: pkiFolder,
  clock,
  isProduction: false,
});
await parinya('init', '--development');

const levels = ['B-B', 'B-LTA'];
const issued = [];
for (const [index, level] of levels.entries()) issued.push(await issue(level, index));

// Each time before the first of the certificates ends on which something rests.
await renew(4.5, 5.5, 1);
await renew(5.4, 7, 2);
await renew(10.4, 12, 2);

now = Date.now();
await openDevelopmentPki(pkiFolder, clock);
for (const { documentId, level } of issued) {
  const target = join(folder, `B-LTA-${level === 'B-B' ? 3 : 4}-stamps`);
  await parinya('document', 'export', documentId, '--out', target);
  console.log([documentId, level, 'renewed'].join('  '));
}

/** The shipped declaration with three authorities of five or six years; each begins while the last one stands. */
function declare() {
  const text = readFileSync(join(root, 'certs/development-pki.json'), 'utf8');
  const declared = JSON.parse(text);
  const authority = declared.certificates.find(({ role }) => role === 'time-stamping');
  const successors = [0, 5, 10].map((years, index) => ({
    ...authority,
    name: `${authority.name}-${index + 1}`,
    startsDaysAgo: years === 0 ? 1 : -Math.round(years * 365.25),
    years: index === 2 ? 5 : 6,
  }));
  declared.certificates = declared.certificates.filter((each) => each !== authority);
  declared.certificates.push(...successors);
  return parseDeclaration(JSON.stringify(declared));
}

async function issue(level, index) {
  const [base] = JSON.parse(readFileSync(join(root, 'fixtures/records/sommut.json'), 'utf8'));
  const studentId = String(Number(base.studentId) + 700_000 + index);
  const documentLanguage = index % 2 === 0 ? 'th' : 'en';
  const records = join(folder, `${studentId}.json`);
  writeFileSync(records, JSON.stringify([{ ...base, studentId, documentLanguage }]));
  const [line] = await parinya(
    ...['issue', records, '--institution', '99001', '--level', level],
    ...['--out', join(folder, 'issued')],
  );
  return { documentId: JSON.parse(line).documentId, level };
}

async function renew(atYears, beforeYears, expected) {
  now = yearsOn(atYears);
  const before = new Date(yearsOn(beforeYears)).toISOString().slice(0, 10);
  const [line] = await parinya('renew', '--before', before, '--json');
  const { counts } = JSON.parse(line);
  if (counts.renewed === expected) return;
  console.error(`expected ${expected} renewed documents: ${line}`);
  process.exit(1);
}

/** @returns the lines of its output. */
function parinya(...words) {
  return runToItsEnd(['--data-dir', data, ...words], { clock });
}
