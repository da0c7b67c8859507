import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  parseDeclaration,
  type DevelopmentPkiDeclaration,
} from '../../src/adapters/development-pki/declaration.ts';
import {
  createDevelopmentPki,
  openDevelopmentSigner,
} from '../../src/adapters/development-pki/development-pki.ts';
import type { DevelopmentPki } from '../../src/adapters/development-pki/development-pki.ts';
import { createUnlinkedFiles } from '../../src/adapters/scratch-files/unlinked-files.ts';
import { openSqlite } from '../../src/adapters/sqlite/open-sqlite.ts';
import { SqliteRegistryWriter } from '../../src/adapters/sqlite/sqlite-registry-writer.ts';
import type { AuditEnvironment } from '../../src/app/audit/audit-environment.ts';
import { createCheckpointKey } from '../../src/app/audit/checkpoint-key.ts';
import type { IssuerEnvironment, SignerSource } from '../../src/app/issuer-environment.ts';
import { DocumentWorkshop } from '../../src/app/issuing/production/document-workshop.ts';
import { PrintTrial } from '../../src/app/issuing/intake/print-trial.ts';
import { PreviewWorkshop } from '../../src/app/issuing/preview/preview-workshop.ts';
import { FrozenTemplateShelf } from '../../src/app/issuing/production/frozen-template-shelf.ts';
import { RepertoireWorkshop } from '../../src/app/issuing/production/repertoire-workshop.ts';
import type { NewBatch, SubmittedRecord } from '../../src/registry/registry-entries.ts';
import { instantOf } from '../../src/shared/instant.ts';
import type { Instant } from '../../src/shared/instant.ts';
import { prepareSigner } from '../../src/signing/prepared-signer.ts';
import type { PreparedSigner } from '../../src/signing/prepared-signer.ts';
import { parseTrustList } from '../../src/trust/parse-trust-list.ts';
import type { Institution } from '../../src/transcript/institution.ts';
import type { TranscriptRecord } from '../../src/transcript/record.ts';
import { encodeCanonicalRecord, toSignedRecord } from '../../src/transcript/signed-record.ts';

/** A whole issuing side in a temporary folder, with a PKI of its own and a clock that tests move. */
export interface IssuingWorld {
  readonly folder: string;
  readonly pki: DevelopmentPki;
  readonly environment: IssuerEnvironment;
  readonly databaseFile: string;
  readonly setTime: (at: Instant) => void;
  readonly close: () => Promise<void>;
}

export const worldStart = instantOf(Date.UTC(2026, 10, 24, 3));

/** Both fictional institutions sign with P-256 keys: made in no time. */
export async function openIssuingWorld(
  declaration: DevelopmentPkiDeclaration = fastDeclaration(),
): Promise<IssuingWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'parinya-world-'));
  let now = worldStart;
  const clock = { now: () => now };
  const pki = await createDevelopmentPki({
    declaration,
    folder: join(folder, 'pki'),
    clock,
    isProduction: false,
  });
  const databaseFile = join(folder, 'registry.sqlite');
  const database = await openSqlite(databaseFile, clock);
  const institutions = readInstitutions();
  const signers = worldSigners(pki, clock);
  const templatesFolder = 'templates/transcripts';
  const publicUrl = 'https://verify.parinya.example';
  return {
    folder,
    pki,
    databaseFile,
    environment: {
      clock,
      random: seededRandom(1),
      registry: new SqliteRegistryWriter(database),
      institutions,
      signers,
      producer: new DocumentWorkshop({ institutions, signers, publicUrl, templatesFolder }),
      templates: new FrozenTemplateShelf(institutions, templatesFolder),
      repertoires: new RepertoireWorkshop(institutions, templatesFolder),
      printTrial: new PrintTrial(institutions, templatesFolder),
      previews: new PreviewWorkshop(institutions, templatesFolder),
      scratch: createUnlinkedFiles(),
      chunkDocuments: 4,
      publicUrl,
      statusLists: { size: 1024, ttlSeconds: 60, lifetimeSeconds: 7 * 24 * 3600 },
      claimSecret: new Uint8Array(32).fill(7),
      checkpointKey: createCheckpointKey(new Uint8Array(32).fill(8)),
    },
    setTime: (at) => {
      now = at;
    },
    close: async () => {
      await database.destroy();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The shipped declaration with elliptic keys throughout. */
export function fastDeclaration(): DevelopmentPkiDeclaration {
  const text = readFileSync('certs/development-pki.json', 'utf8');
  const declared = JSON.parse(text) as {
    authorities: { key?: string }[];
    certificates: { key?: string }[];
  };
  for (const each of [...declared.authorities, ...declared.certificates]) each.key = 'P-256';
  return parseDeclaration(JSON.stringify(declared));
}

function worldSigners(pki: DevelopmentPki, clock: { now: () => Instant }): SignerSource {
  const opened = new Map<string, Promise<PreparedSigner>>();
  return {
    getSigner(code) {
      const known = opened.get(code);
      if (known !== undefined) return known;
      const opening = openDevelopmentSigner(pki, `signer-${code}`, clock).then(prepareSigner);
      opened.set(code, opening);
      return opening;
    },
  };
}

export function readInstitutions(): ReadonlyMap<string, Institution> {
  return new Map(
    ['sommut', 'sommuttithan'].map((name) => {
      const text = readFileSync(`fixtures/institutions/${name}.json`, 'utf8');
      const institution = JSON.parse(text) as Institution;
      return [institution.code, institution];
    }),
  );
}

/** What an audit of this world looks at. */
export function auditOf(
  { environment, pki }: IssuingWorld,
  registry: AuditEnvironment['registry'] = environment.registry,
): AuditEnvironment {
  const list = parseTrustList(JSON.stringify(pki.trustList));
  const { clock, publicUrl } = environment;
  const { checkpointKey } = environment;
  return { clock, registry, publicUrl, trust: { kind: 'trust-list', list }, checkpointKey };
}

/** Random numbers that repeat from run to run: SHA-256 of a counter. */
export function seededRandom(seed: number): IssuerEnvironment['random'] {
  let drawn = 0;
  const bytes = (length: number) =>
    new Uint8Array(createHash('sha256').update(`${seed}/${drawn++}`).digest().subarray(0, length));
  return {
    bytes,
    below: (limit) => new DataView(bytes(4).buffer).getUint32(0) % limit,
  };
}

/** The fictional students that ship as fixtures, each in one language, as intake would hand them on. */
export function fixtureRecords(
  count: number,
  language: 'th' | 'en' = 'th',
): readonly TranscriptRecord[] {
  const text = readFileSync('fixtures/records/sommut.json', 'utf8');
  const students = JSON.parse(text) as TranscriptRecord[];
  return Array.from({ length: count }, (_, at) => {
    const student = students[at % students.length]!;
    return {
      ...student,
      studentId: String(Number(student.studentId) + 100 * Math.floor(at / students.length)),
      documentType: 'transcript',
      documentLanguage: language,
      completion: 'complete',
    };
  });
}

export function toSubmitted(record: TranscriptRecord, row: number): SubmittedRecord {
  const canonicalRecord = encodeCanonicalRecord(toSignedRecord(record));
  return {
    file: 'records.json',
    row,
    studentId: record.studentId,
    documentType: 'transcript',
    language: record.documentLanguage,
    canonicalRecord,
    recordDigestHex: createHash('sha256').update(canonicalRecord).digest('hex'),
  };
}

/** An approved batch of these records, as submitting and approving leave it. */
export function approvedBatch(
  records: readonly TranscriptRecord[],
  overrides: Partial<NewBatch> = {},
): NewBatch {
  return {
    batchId: 'b-1',
    institutionCode: '99001',
    template: 'classic',
    level: 'B-B',
    state: 'approved',
    submittedBy: 'registrar',
    submittedAt: worldStart,
    counts: { records: records.length, accepted: records.length, errors: 0, warnings: 0 },
    reportJson: '{}',
    idempotency: null,
    records: records.map((record, at) => toSubmitted(record, at + 1)),
    ...overrides,
  };
}
