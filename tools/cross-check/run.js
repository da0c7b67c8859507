/**
 * Lets other people's validators judge the documents that we issued.
 *
 * Usage: node tools/cross-check/run.js FOLDER TRUST_LIST.json
 * FOLDER holds `<document id>.pdf` and `<document id>.jws`, signed at level B-B or what `--level=B-LTA` says;
 * those of other levels are in folders named `B-B`, `B-T`, `B-LT` and `B-LTA` below it, with the number of their
 * time-stamps where they were renewed (`B-LTA-4-stamps`). Every revision of a file is
 * judged as PDF/A and PDF/UA, the signatures as the level promises. Prints a line per judge and document, then
 * `N passed, N failed`; a judge that is not installed is said loudly and counted as failed when
 * `--require-all` is given. Exit code 1 when anything failed.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { dssJudge } from './judges/dss.js';
import { etsiSchemaJudge } from './judges/etsi-schema.js';
import { joseJudge } from './judges/jose.js';
import { pdfsigJudge } from './judges/pdfsig.js';
import { pyhankoJudge } from './judges/pyhanko.js';
import { qpdfJudge } from './judges/qpdf.js';
import { veraPdfJudge } from './judges/verapdf.js';

const [folder, trustListFile, ...flags] = process.argv.slice(2);
if (folder === undefined || trustListFile === undefined) {
  console.error(
    'usage: node tools/cross-check/run.js FOLDER TRUST_LIST.json [--level=B-LTA] [--require-all]',
  );
  process.exit(64);
}

const oracles = process.env['PARINYA_ORACLES'] ?? join(homedir(), '.cache/parinya-oracles');
const trustList = JSON.parse(readFileSync(trustListFile, 'utf8'));
const documents = [
  ...listPdfs(folder, flags.find((flag) => flag.startsWith('--level='))?.slice(8) ?? 'B-B'),
  ...listLevelFolders(folder),
];
const pdfs = documents.map(({ file }) => file);
const work = mkdtempSync(join(tmpdir(), 'parinya-cross-check-'));

const context = {
  oracles,
  pdfs,
  documents,
  work,
  trustList,
  anchorFolder: writeDerFiles(
    'anchors',
    '.crt',
    trustList.anchors.map((anchor) => anchor.certificate),
  ),
  crlFolder: writeDerFiles('crls', '.crl', trustList.crls),
  run: (command, args, options = {}) => {
    const result = spawnSync(command, args, {
      ...options,
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
    });
    if (result.error) throw result.error;
    return { status: result.status, stdout: result.stdout, stderr: result.stderr };
  },
};

let passed = 0;
let failed = 0;
const judges = [
  veraPdfJudge,
  dssJudge,
  pyhankoJudge,
  pdfsigJudge,
  qpdfJudge,
  joseJudge,
  etsiSchemaJudge,
];
for (const judge of judges) {
  if (!judge.isInstalled(context, isOnPath)) {
    console.log(`\n!!! SKIPPED: ${judge.name} is not installed, nobody asked it !!!\n`);
    if (flags.includes('--require-all')) failed++;
    continue;
  }
  for (const { file, ok, answer } of await judge.judge(context)) {
    console.log(
      `${ok ? 'ok  ' : 'FAIL'} ${judge.name.padEnd(8)} ${file.split('/').at(-1)}  ${answer}`,
    );
    if (ok) passed++;
    else failed++;
  }
}
rmSync(work, { recursive: true, force: true });
if (pdfs.length === 0) {
  console.log(`FAIL no document in ${folder}`);
  failed++;
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

function listLevelFolders(from) {
  if (!existsSync(from)) return [];
  return readdirSync(from)
    .sort()
    .flatMap((name) => {
      const [, level, stamps] = /^(B-(?:B|T|LT|LTA))(?:-(\d+)-stamps)?$/.exec(name) ?? [];
      if (level === undefined) return [];
      return listPdfs(join(from, name), level, stamps && Number(stamps));
    });
}

function listPdfs(from, level, timeStamps) {
  if (!existsSync(from)) return [];
  return readdirSync(from)
    .filter((name) => name.endsWith('.pdf') && !name.includes('forged'))
    .sort()
    .map((name) => ({ file: join(from, name), level, timeStamps }));
}

function writeDerFiles(name, ending, base64Values) {
  const target = join(work, name);
  mkdirSync(target);
  base64Values.forEach((value, index) => {
    writeFileSync(join(target, `${index}${ending}`), Buffer.from(value, 'base64'));
  });
  return target;
}

function isOnPath(command) {
  try {
    execFileSync('which', [command], { stdio: 'ignore' });
    return true;
  } catch {
    return existsSync(command);
  }
}
