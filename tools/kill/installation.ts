import { cpSync, readFileSync } from 'node:fs';

import { issueBatch } from '../../src/app/issuing/issue-batch.ts';
import type { IssuerEnvironment } from '../../src/app/issuer-environment.ts';
import { DocumentWorkshop } from '../../src/app/issuing/production/document-workshop.ts';
import { loadConfiguration } from '../../src/main/configuration/load-configuration.ts';
import type { LoadedConfiguration } from '../../src/main/configuration/load-configuration.ts';
import { initialiseInstallation } from '../../src/main/installation/initialise-installation.ts';
import { openIssuer } from '../../src/main/installation/open-installation.ts';
import type { InstallationContext } from '../../src/main/installation/open-installation.ts';
import { systemClock, systemRandom } from '../../src/main/installation/system-sources.ts';
import { templateFolders } from '../../src/main/package-root.ts';
import type { TranscriptRecord } from '../../src/transcript/record.ts';
import { createKillSwitch, withKillSwitch } from './with-kill-point.ts';
import type { KillPoint } from './kill-plan.ts';

export const INSTITUTION = '99001';
/** More than are made in the main thread, so that worker threads are used where a run has some. */
export const CHUNK_DOCUMENTS = 12;

export const context: InstallationContext = {
  clock: systemClock,
  random: systemRandom,
  isProduction: false,
  environment: {},
};

/** The settings of a data folder. */
export function loadFolder(dataFolder: string, threads = 0): LoadedConfiguration {
  return loadConfiguration({
    environment: {},
    flags: { dataDir: dataFolder, workers: threads },
    workingFolder: process.cwd(),
  });
}

/** Makes a data folder with a batch that is approved and not issued. @returns the batch's id. */
export async function prepareInstallation(dataFolder: string, records: number): Promise<string> {
  await initialiseInstallation({
    dataFolder,
    development: true,
    isProduction: false,
    clock: systemClock,
  });
  const { service, close } = await openIssuer(loadFolder(dataFolder), context);
  try {
    const { batchId, counts } = await service.submitBatch({
      institutionCode: INSTITUTION,
      files: [{ name: 'records.json', bytes: toFile(records) }],
      actor: 'registrar',
    });
    if (counts.accepted !== records) throw new Error(`${counts.accepted} records were accepted`);
    const { digest } = await service.summariseBatch(batchId);
    await service.approveBatch(batchId, 'dean', digest);
    return batchId;
  } finally {
    await close();
  }
}

/** The shipped fictional students again and again, each with a number of its own. */
function toFile(count: number): Uint8Array {
  const students = JSON.parse(
    readFileSync('fixtures/records/sommut.json', 'utf8'),
  ) as TranscriptRecord[];
  const records = Array.from({ length: count }, (_, at) => {
    const student = students[at % students.length]!;
    const round = Math.floor(at / students.length);
    return {
      ...student,
      studentId: String(Number(student.studentId) + 1000 * round),
      documentLanguage: at % 2 === 0 ? 'th' : 'en',
    };
  });
  return new TextEncoder().encode(JSON.stringify(records));
}

/** A data folder as it was before anything was issued. */
export function copyInstallation(from: string, to: string): void {
  cpSync(from, to, { recursive: true });
}

/**
 * Issues or goes on issuing, and dies at a point if there is one.
 * @returns the rows of the documents that were handed out, in their order.
 */
export async function issueWithin(
  dataFolder: string,
  batchId: string,
  { threads = 0, point }: { readonly threads?: number; readonly point?: KillPoint | undefined },
): Promise<readonly { readonly row: number; readonly documentId: string }[]> {
  const { environment, close } = await openIssuer(loadFolder(dataFolder, threads), context);
  const killSwitch = createKillSwitch(point);
  const watched = withKillSwitch(environment, killSwitch);
  const { institutions, publicUrl } = environment;
  const { signers } = watched;
  const templatesFolder = templateFolders(dataFolder);
  const issuing: IssuerEnvironment = {
    ...environment,
    ...watched,
    chunkDocuments: CHUNK_DOCUMENTS,
    ...(threads === 0
      ? { producer: new DocumentWorkshop({ institutions, signers, publicUrl, templatesFolder }) }
      : {}),
  };
  const handedOut: { row: number; documentId: string }[] = [];
  try {
    for await (const { row, documentId } of issueBatch(issuing, batchId)) {
      handedOut.push({ row, documentId });
      killSwitch.at('publish');
    }
    return handedOut;
  } finally {
    await close();
  }
}
