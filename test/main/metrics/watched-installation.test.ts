import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { loadConfiguration } from '../../../src/main/configuration/load-configuration.ts';
import { openIssuer, type OpenIssuer } from '../../../src/main/installation/open-installation.ts';
import { countIssuer } from '../../../src/main/metrics/counted-services.ts';
import { Metrics } from '../../../src/main/metrics/metrics.ts';
import { instantOf } from '../../../src/shared/instant.ts';
import {
  openCommandLineFixture,
  type CommandLineFixture,
} from '../../support/command-line-fixture.ts';
import { seededRandom } from '../../support/issuing-world.ts';
import { testNow } from '../../support/test-pki.ts';

const DAY_MS = 86_400_000;

describe('An installation that is watched', () => {
  let cli: CommandLineFixture;
  let issuer: OpenIssuer;
  let metrics: Metrics;
  let now = testNow;
  beforeAll(async () => {
    cli = openCommandLineFixture();
    await cli.run('init', '--development');
    const loaded = loadConfiguration({ environment: {}, flags: {}, workingFolder: cli.folder });
    const clock = { now: () => now };
    issuer = await openIssuer(loaded, {
      clock,
      random: seededRandom(3),
      isProduction: false,
      environment: {},
    });
    metrics = new Metrics(clock, issuer.vitals);
  });
  afterAll(async () => {
    await issuer.close();
    cli.remove();
  });
  const write = async () => (await metrics.write()).text;

  it('shows what it does, and no name, number or document of a student', async () => {
    const students = JSON.parse(readFileSync('fixtures/records/sommut.json', 'utf8')) as {
      readonly studentId: string;
      readonly nameEn?: string;
    }[];
    const records = JSON.stringify([{ ...students[0], documentLanguage: 'th' }]);
    writeFileSync(join(cli.folder, 'one.json'), records);
    const service = countIssuer(issuer.service, metrics);
    const batch = await service.submitBatch({
      institutionCode: '99001',
      actor: 'somchai',
      level: 'B-LT',
      files: [{ name: 'one.json', bytes: new TextEncoder().encode(records) }],
    });
    const { digest } = await service.summariseBatch(batch.batchId);
    await service.approveBatch(batch.batchId, 'somying', digest);
    const ids: string[] = [];
    for await (const { documentId } of service.issueBatch(batch.batchId)) ids.push(documentId);
    const text = await write();
    expect(text).toContain('parinya_batches{state="issued"} 1');
    expect(text).toContain(
      `parinya_documents_issued_total{institution="99001",level="B-LT"} ${ids.length}`,
    );
    expect(text).toMatch(/parinya_service_left_alone\{kind="time-stamping",name="[^"]+"\} 0/);
    expect(text).toMatch(/parinya_service_left_alone\{kind="revocation",name="[^"]+"\} 0/);
    expect(text).toMatch(/expires_soon\{institution="99001",key_id="[\w-]{43}",state="active"\} 0/);
    for (const secret of [...ids, students[0]!.studentId, 'somchai', batch.batchId]) {
      expect(text).not.toContain(secret);
    }
  });

  it('warns 60 days before a certificate ends', async () => {
    const [end] = await issuer.vitals.findCertificateEnds();
    now = instantOf(end!.expiresAt - 59 * DAY_MS);
    expect(await write()).toMatch(/expires_soon\{institution="99001",[^}]+\} 1/);
    now = instantOf(end!.expiresAt - 61 * DAY_MS);
    expect(await write()).toMatch(/expires_soon\{institution="99001",[^}]+\} 0/);
  });
});
