import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { auditInstallation } from '../../app/audit/audit-installation.ts';
import type { IssuedDocument } from '../../app/services.ts';
import { TrustListReader } from '../../app/verifying/trust-list-reader.ts';
import { verifyRequest } from '../../app/verifying/verify-request.ts';
import type { VerificationQuestion } from '../../app/verifying/verify-request.ts';
import { concatBytes, utf8Bytes } from '../../shared/bytes.ts';
import type { TrustSource } from '../../verification/evidence.ts';
import type { CommandLine } from '../cli/command-line.ts';
import type { LoadedConfiguration } from '../configuration/load-configuration.ts';
import { loadConfiguration } from '../configuration/load-configuration.ts';
import { initialiseInstallation } from '../installation/initialise-installation.ts';
import { openIssuer, openVerifier } from '../installation/open-installation.ts';
import type { OpenIssuer, OpenVerifier } from '../installation/open-installation.ts';
import { writeFileWhole } from '../installation/write-file-whole.ts';
import { findPackageRoot } from '../package-root.ts';
import { createDemoFolder } from './demo-folder.ts';
import { forgeGrade } from './forge-grade.ts';
import { Narrator } from './narrator.ts';
import { toTrustListOf, YEARS_LATER } from './years-later.ts';
import type { DemoExpectation } from './narrator.ts';

/** What a demo leaves behind. */
export interface DemoResult {
  readonly folder: string;
  /** Paths of what it wrote. */
  readonly documents: readonly {
    readonly documentId: string;
    readonly pdf: string;
    readonly sidecar: string;
  }[];
  readonly forged: string;
  readonly expectations: readonly DemoExpectation[];
}

const INSTITUTION = '99001';
/** The default name of a data folder, so that further commands find it from inside the demo's folder. */
const DATA_FOLDER = 'parinya-data';

/** What the story is told with. */
interface Stage {
  readonly folder: string;
  readonly narrator: Narrator;
  readonly issuer: OpenIssuer;
  readonly verifier: OpenVerifier;
  readonly trust: TrustSource;
}

/**
 * The whole life of transcripts in one run, on fictional students: keys, intake, issuing, verifying, three
 * forgeries, a revocation, an audit. Everything is real but the names: nothing is shown that was not done.
 */
export async function runDemo(line: CommandLine, folder: string): Promise<DemoResult> {
  const narrator = new Narrator(line);
  await createDemoFolder(folder);
  const dataFolder = join(folder, DATA_FOLDER);
  await makeKeys(line, narrator, dataFolder);
  const loaded = loadConfiguration({
    environment: {},
    flags: { dataDir: dataFolder },
    workingFolder: line.workingFolder,
  });
  const { clock, random, environment } = line;
  const context = { clock, random, environment, isProduction: false };
  const issuer = await openIssuer(loaded, context);
  const verifier = await openVerifier(loaded, context);
  try {
    const list = await new TrustListReader(verifier.environment.trustList).read();
    const trust: TrustSource = { kind: 'trust-list', list };
    const stage: Stage = { folder, narrator, issuer, verifier, trust };
    const documents = await issue(stage);
    const [first, second] = documents as readonly [IssuedDocument, IssuedDocument];
    await verifyGenuine(stage, first);
    const forged = await verifyForged(stage, documents);
    await verifyAltered(stage, first, second);
    await verifyYearsLater(line, loaded, stage, first);
    await revoke(stage, second);
    await audit(stage, documents.length);
    return {
      folder,
      documents: documents.map(({ documentId }) => ({
        documentId,
        pdf: join(folder, `${documentId}.pdf`),
        sidecar: join(folder, `${documentId}.jws`),
      })),
      forged,
      expectations: narrator.expectations,
    };
  } finally {
    await verifier.close();
    await issuer.close();
  }
}

async function makeKeys(line: CommandLine, narrator: Narrator, dataFolder: string): Promise<void> {
  narrator.begin({
    th: 'เตรียมกุญแจและใบรับรองสำหรับทดลอง',
    en: 'Keys and certificates for trying out',
  });
  await initialiseInstallation({
    dataFolder,
    development: true,
    isProduction: line.environment['NODE_ENV'] === 'production',
    clock: line.clock,
  });
  narrator.say('A root, two authorities and the signers of two fictional universities.');
  narrator.say('Every certificate says DEVELOPMENT ONLY, and production refuses them.');
}

async function issue({ folder, narrator, issuer }: Stage): Promise<readonly IssuedDocument[]> {
  narrator.begin({ th: 'รับผลการเรียนจากนายทะเบียน', en: 'The registrar sends a CSV file' });
  const path = join(findPackageRoot(), 'fixtures', 'records', 'sommut.csv');
  const batch = await issuer.service.submitBatch({
    institutionCode: INSTITUTION,
    files: [{ name: 'sommut.csv', bytes: new Uint8Array(await readFile(path)) }],
    actor: 'registrar',
    level: 'B-LTA',
  });
  narrator.say(
    `${batch.counts.records} documents for twelve students, each record checked and every GPA recomputed.`,
  );
  narrator.expect('errors in the file', '0', String(batch.counts.errors));

  narrator.begin({ th: 'ออกใบแสดงผลการศึกษา', en: 'The transcripts are issued' });
  await issuer.service.approveBatch(batch.batchId, 'registrar');
  const documents: IssuedDocument[] = [];
  for await (const document of issuer.service.issueBatch(batch.batchId)) {
    const base = join(folder, document.documentId);
    await writeFileWhole(`${base}.jws`, document.sidecar);
    await writeFileWhole(`${base}.pdf`, document.pdf);
    documents.push(document);
  }
  narrator.say(
    'Each is a PDF/A with the machine-readable record inside, signed with PAdES at level',
  );
  narrator.say('B-LTA: time-stamped, with all evidence for later inside, and time-stamped again.');
  narrator.say('A sidecar says the same in JSON, signed with the same key.');
  narrator.expect('PDFs and sidecars', String(batch.counts.accepted), String(documents.length));
  return documents;
}

async function verifyGenuine(
  stage: Stage,
  { pdf, sidecar, documentId }: IssuedDocument,
): Promise<void> {
  stage.narrator.begin({ th: 'นายจ้างตรวจสอบเอกสาร', en: 'An employer verifies one' });
  stage.narrator.say(`${documentId}.pdf with its sidecar`);
  await expectVerdict(stage, 'the verdict', { pdf, sidecar }, 'TOTAL-PASSED');
}

/** @returns the path of the forged file. */
async function verifyForged(stage: Stage, documents: readonly IssuedDocument[]): Promise<string> {
  const { narrator, folder } = stage;
  narrator.begin({ th: 'มีคนแก้เกรด', en: 'Somebody changes a grade' });
  for (const { documentId, pdf } of documents) {
    const forgery = forgeGrade(pdf);
    if (forgery === undefined) continue;
    const path = join(folder, `${documentId}-forged.pdf`);
    await writeFileWhole(path, forgery.pdf);
    narrator.say(`A copy in whose record one ${forgery.from} has become an ${forgery.to}.`);
    narrator.say('It opens in every viewer without a word.');
    await expectVerdict(stage, 'the verdict', { pdf: forgery.pdf }, 'TOTAL-FAILED (HASH_FAILURE)');
    return path;
  }
  throw new Error('the shipped records have grades that can be forged');
}

async function verifyAltered(
  stage: Stage,
  document: IssuedDocument,
  other: IssuedDocument,
): Promise<void> {
  const { narrator } = stage;
  narrator.begin({ th: 'มีคนเติมข้อมูลท้ายไฟล์', en: 'Somebody adds a byte at the end' });
  const longer = concatBytes(document.pdf, utf8Bytes(' '));
  await expectIndication(stage, 'the verdict', { pdf: longer }, 'TOTAL-FAILED');

  narrator.begin({
    th: 'มีคนแนบไฟล์กำกับของเอกสารอื่น',
    en: "Somebody encloses another document's sidecar",
  });
  const question = { pdf: document.pdf, sidecar: other.sidecar };
  await expectIndication(stage, 'the verdict', question, 'TOTAL-FAILED');
}

/** The certificates that signed have ended; what counts is what was proven while they had not. */
async function verifyYearsLater(
  line: CommandLine,
  loaded: LoadedConfiguration,
  stage: Stage,
  { pdf }: IssuedDocument,
): Promise<void> {
  const { narrator, trust } = stage;
  narrator.begin({
    th: 'ปี 2583 ใบรับรองที่ใช้ลงลายมือชื่อหมดอายุไปนานแล้ว',
    en: 'The year is 2040: the certificates that signed have long ended',
  });
  if (trust.kind !== 'trust-list') throw new Error('a demo has a trust list');
  const list = await toTrustListOf(YEARS_LATER, trust.list, loaded, line);
  const later = { ...stage, trust: { kind: 'trust-list', list } as const };
  const question = { pdf, at: YEARS_LATER };
  await expectVerdict(later, 'the verdict', question, 'TOTAL-PASSED');
  const { signatures } = await verify(later, question);
  narrator.say(`proven to have existed at ${signatures[0]?.bestSignatureTime ?? 'no time'}`);
}

async function revoke(stage: Stage, { documentId, pdf }: IssuedDocument): Promise<void> {
  const { narrator, issuer } = stage;
  narrator.begin({ th: 'สถาบันเพิกถอนเอกสาร', en: 'The university revokes a document' });
  await expectVerdict(stage, 'before', { pdf }, 'TOTAL-PASSED');
  await issuer.service.changeDocument({
    operation: 'revoke',
    documentId,
    reason: 'record-corrected',
    actor: 'registrar',
  });
  await expectVerdict(stage, 'a moment later', { pdf }, 'TOTAL-FAILED (DOCUMENT_REVOKED)');
}

async function audit({ narrator, verifier, trust }: Stage, issued: number): Promise<void> {
  narrator.begin({ th: 'ตรวจทานทั้งระบบ', en: 'Everything is held against everything' });
  const { clock, registry, publicUrl } = verifier.environment;
  const report = await auditInstallation({ clock, registry, publicUrl, trust });
  narrator.expect('documents audited', String(issued), String(report.documents));
  narrator.expect('disagreements', '0', String(report.faults.length));
}

async function expectVerdict(
  stage: Stage,
  what: string,
  question: VerificationQuestion,
  expected: string,
): Promise<void> {
  const { indication, subIndication } = await verify(stage, question);
  const got = subIndication === null ? indication : `${indication} (${subIndication})`;
  stage.narrator.expect(what, expected, got);
}

/** For forgeries whose finer name may be any of several. */
async function expectIndication(
  stage: Stage,
  what: string,
  question: VerificationQuestion,
  expected: string,
): Promise<void> {
  const { indication, subIndication } = await verify(stage, question);
  stage.narrator.expect(what, expected, indication);
  if (subIndication !== null) stage.narrator.say(`because of ${subIndication}`);
}

function verify({ verifier, trust }: Stage, question: VerificationQuestion) {
  const { clock, registry } = verifier.environment;
  return verifyRequest({ clock, registry, trust }, question);
}
