import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReceiptService, VerifierService } from '../../src/app/services.ts';
import type { PadesLevel } from '../../src/formats/pdf/signatures/pades-level.ts';
import { loadConfiguration } from '../../src/main/configuration/load-configuration.ts';
import { forgeGrade } from '../../src/main/demo/forge-grade.ts';
import { initialiseInstallation } from '../../src/main/installation/initialise-installation.ts';
import { openIssuer, openVerifier } from '../../src/main/installation/open-installation.ts';
import { systemClock, systemRandom } from '../../src/main/installation/system-sources.ts';

/** A document of the installation, as a browser test needs it. */
interface RealDocument {
  readonly documentId: string;
  readonly level: PadesLevel;
  readonly pdf: Buffer;
  readonly sidecar: string;
}

/** A verifier over documents that were really issued and signed, with a key for receipts. */
export interface VerifyingInstallation {
  readonly verifier: VerifierService;
  readonly receipts: ReceiptService;
  /** One of each level, B-B first. */
  readonly documents: readonly RealDocument[];
  /** The first one with a grade that was changed after signing. */
  readonly forged: Buffer;
  readonly close: () => Promise<void>;
}

const levels: readonly PadesLevel[] = ['B-B', 'B-T', 'B-LT', 'B-LTA'];

/** Makes a data folder with a development PKI and issues one document at each level. */
export async function openVerifyingInstallation(): Promise<VerifyingInstallation> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'parinya-browser-'));
  await initialiseInstallation({
    dataFolder,
    development: true,
    isProduction: false,
    clock: systemClock,
  });
  const loaded = loadConfiguration({
    environment: {},
    flags: { dataDir: dataFolder },
    workingFolder: dataFolder,
  });
  const context = {
    clock: systemClock,
    random: systemRandom,
    environment: {},
    isProduction: false,
  };
  const issuer = await openIssuer(loaded, context);
  const documents: RealDocument[] = [];
  for (const [index, level] of levels.entries()) {
    const batch = await issuer.service.submitBatch({
      institutionCode: '99001',
      files: [{ name: 'one.csv', bytes: new TextEncoder().encode(csvOfStudent(index)) }],
      actor: 'registrar',
      level,
    });
    await issuer.service.approveBatch(batch.batchId, 'registrar');
    const issued = [];
    for await (const document of issuer.service.issueBatch(batch.batchId)) issued.push(document);
    const { documentId, pdf, sidecar } = issued[0]!;
    documents.push({ documentId, level, pdf: Buffer.from(pdf), sidecar });
  }
  await issuer.close();
  const { service, receipts, close } = await openVerifier(loaded, context);
  return {
    verifier: service,
    receipts: receipts!,
    documents,
    forged: Buffer.from(forgeGrade(documents[0]!.pdf)!.pdf),
    close: async () => {
      await close();
      rmSync(dataFolder, { recursive: true });
    },
  };
}

/** The rows of one student of the shipped fixture. */
function csvOfStudent(index: number): string {
  const [header, ...rows] = readFileSync('fixtures/records/sommut.csv', 'utf8').split('\n');
  const ids = [...new Set(rows.map((row) => row.split(',')[0]))];
  return [header, ...rows.filter((row) => row.split(',')[0] === ids[index])].join('\n');
}
