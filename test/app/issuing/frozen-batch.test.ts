import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { auditInstallation } from '../../../src/app/audit/audit-installation.ts';
import type { IssuerEnvironment } from '../../../src/app/issuer-environment.ts';
import { issueBatch } from '../../../src/app/issuing/issue-batch.ts';
import { PrintTrial } from '../../../src/app/issuing/intake/print-trial.ts';
import { submitBatch } from '../../../src/app/issuing/intake/submit-batch.ts';
import { DocumentWorkshop } from '../../../src/app/issuing/production/document-workshop.ts';
import { FrozenTemplateShelf } from '../../../src/app/issuing/production/frozen-template-shelf.ts';
import { RepertoireWorkshop } from '../../../src/app/issuing/production/repertoire-workshop.ts';
import type { IssuedDocument } from '../../../src/app/services.ts';
import {
  encodeFrozenTemplate,
  frozenTemplateDigestHex,
  readFrozenTemplate,
} from '../../../src/rendering/template/frozen/frozen-template.ts';
import type { FrozenTemplate } from '../../../src/rendering/template/frozen/frozen-template.ts';
import { findTexts } from '../../rendering/support/read-pdf.ts';
import {
  approvedBatch,
  auditOf,
  fixtureRecords,
  openIssuingWorld,
  worldStart,
} from '../../support/issuing-world.ts';
import type { IssuingWorld } from '../../support/issuing-world.ts';

const CODE = '99001';
const FOLDER = 'templates/transcripts';
const fontFile = (name: string) =>
  createRequire(import.meta.url).resolve(`@expo-google-fonts/sarabun/${name}.ttf`);
const LIGHT = fontFile('300Light/Sarabun_300Light');
const MEDIUM = fontFile('500Medium/Sarabun_500Medium');

describe('a batch whose template or design is edited', () => {
  let world: IssuingWorld;
  let design: string;
  let environment: IssuerEnvironment;
  beforeEach(async () => {
    world = await openIssuingWorld();
    design = join(world.folder, 'design');
    mkdirSync(design);
    copyFileSync(LIGHT, join(design, 'own.ttf'));
    writeDesign('AS APPROVED');
    environment = restarted();
  });
  afterEach(() => world.close());

  function writeDesign(title: string): void {
    const content = { labels: { en: { title } }, fonts: { regular: 'own.ttf' } };
    writeFileSync(join(design, 'design.json'), JSON.stringify(content));
  }

  /** The same installation as a process finds it that has just started. */
  function restarted(): IssuerEnvironment {
    const institution = { ...world.environment.institutions.get(CODE)!, design };
    const institutions = new Map([[CODE, { ...institution, requiresApproval: false }]]);
    const { signers, publicUrl } = world.environment;
    return {
      ...world.environment,
      institutions,
      templates: new FrozenTemplateShelf(institutions, FOLDER),
      repertoires: new RepertoireWorkshop(institutions, FOLDER),
      printTrial: new PrintTrial(institutions, FOLDER),
      producer: new DocumentWorkshop({ institutions, signers, publicUrl, templatesFolder: FOLDER }),
    };
  }

  async function submit(count = 6): Promise<string> {
    const bytes = new TextEncoder().encode(JSON.stringify(fixtureRecords(count, 'en')));
    const { batchId, state } = await submitBatch(environment, {
      institutionCode: CODE,
      files: [{ name: 'records.json', bytes }],
      actor: 'registrar',
    });
    expect(state).toBe('awaiting-approval');
    const at = worldStart;
    await environment.registry.changeBatchState({ batchId, to: 'approved', actor: 'dean', at });
    return batchId;
  }

  async function issue(batchId: string): Promise<readonly IssuedDocument[]> {
    const documents: IssuedDocument[] = [];
    for await (const document of issueBatch(environment, batchId)) documents.push(document);
    return documents;
  }

  async function titlesOf(documents: readonly IssuedDocument[]): Promise<ReadonlySet<string>> {
    const titles = new Set<string>();
    for (const { pdf } of documents) {
      const texts = (await findTexts(pdf)).map(({ text }) => text);
      titles.add(texts.find((text) => text.startsWith('AS ')) ?? 'none');
    }
    return titles;
  }

  it('is printed as it was when it was submitted, and a later one as things are then', async () => {
    const batchId = await submit();
    writeDesign('AS EDITED');
    environment = restarted();
    expect(await titlesOf(await issue(batchId))).toEqual(new Set(['AS APPROVED']));
    const before = await environment.registry.findBatch(batchId);
    expect(before?.fingerprintHex).toMatch(/^[0-9a-f]{64}$/);
    // Other records, or the documents that are there would be handed out again.
    const records = fixtureRecords(2, 'th');
    const { digestHex, content } = environment.templates.freeze(CODE, 'classic');
    expect(digestHex).not.toBe(before?.templateDigestHex);
    await environment.registry.storeBatch(
      approvedBatch(records, { frozenTemplate: { digestHex, content } }),
    );
    const later = await issue('b-1');
    expect(later).toHaveLength(2);
    expect((await environment.registry.findBatch('b-1'))?.fingerprintHex).not.toBe(
      before?.fingerprintHex,
    );
  });

  it('is not mixed when it is stopped half-way and the design is edited, or spoilt, meanwhile', async () => {
    const batchId = await submit(10);
    for await (const { row } of issueBatch(environment, batchId)) if (row === 1) break;
    const halfway = await environment.registry.countDocuments({ state: 'issued' });
    expect(halfway).toBeGreaterThan(0);
    expect(halfway).toBeLessThan(10);
    writeFileSync(join(design, 'design.json'), '{');
    environment = restarted();
    const documents = await issue(batchId);
    expect(documents).toHaveLength(10);
    expect(await titlesOf(documents)).toEqual(new Set(['AS APPROVED']));
    const { items } = await environment.registry.listDocuments({ batchId }, { limit: 99 });
    const { fingerprintHex } = (await environment.registry.findBatch(batchId))!;
    expect(new Set(items.map((entry) => entry.fingerprintHex))).toEqual(new Set([fingerprintHex]));
  });

  it('stops before anything is printed otherwise when a font file is another one, and goes on when it is back', async () => {
    const batchId = await submit(10);
    for await (const { row } of issueBatch(environment, batchId)) if (row === 1) break;
    const halfway = await environment.registry.countDocuments({ state: 'issued' });
    copyFileSync(MEDIUM, join(design, 'own.ttf'));
    environment = restarted();
    await expect(issue(batchId)).rejects.toMatchObject({
      code: 'template-changed',
      text: {
        th: expect.stringContaining('own.ttf'),
        en: expect.stringContaining('own.ttf is another one now'),
      },
    });
    expect(await environment.registry.countDocuments({ state: 'issued' })).toBe(halfway);
    copyFileSync(LIGHT, join(design, 'own.ttf'));
    environment = restarted();
    expect(await issue(batchId)).toHaveLength(10);
  });

  it('can be sent again where it cannot be gone on with: what is issued stays, the rest is printed anew', async () => {
    const batchId = await submit(10);
    for await (const { row } of issueBatch(environment, batchId)) if (row === 1) break;
    const halfway = await environment.registry.countDocuments({ state: 'issued' });
    rmSync(join(design, 'own.ttf'));
    writeFileSync(join(design, 'design.json'), '{}');
    environment = restarted();
    await expect(issue(batchId)).rejects.toMatchObject({ code: 'template-changed' });
    const again = await submit(10);
    const documents = await issue(again);
    expect(documents.map(({ isNew }) => isNew).filter((isNew) => !isNew)).toHaveLength(halfway);
    const { items } = await environment.registry.listDocuments({}, { limit: 99 });
    expect(items).toHaveLength(10);
    const prints = items.map((entry) => entry.fingerprintHex);
    const [first, second] = [batchId, again].map((id) => environment.registry.findBatch(id));
    expect(prints.filter((each) => each === prints[0])).toHaveLength(halfway);
    expect(prints[0]).toBe((await first)?.fingerprintHex);
    expect(prints.at(-1)).toBe((await second)?.fingerprintHex);
    // With nothing left to print, the first batch comes to its end.
    expect(await issue(batchId)).toHaveLength(10);
    expect((await first)?.state).toBe('issuing');
    expect((await environment.registry.findBatch(batchId))?.state).toBe('issued');
  });

  it.each<[string, Partial<FrozenTemplate>]>([
    ['ICU', { icuVersion: '1.0' }],
    ['renderer', { rendererVersion: 0 }],
  ])('is refused before it begins when the %s is another one', async (name, changes) => {
    const frozen = readFrozenTemplate(environment.templates.freeze(CODE, 'classic').content);
    const content = encodeFrozenTemplate({ ...frozen, ...changes });
    const frozenTemplate = { digestHex: frozenTemplateDigestHex(content), content };
    await environment.registry.storeBatch(approvedBatch(fixtureRecords(2), { frozenTemplate }));
    await expect(issue('b-1')).rejects.toMatchObject({
      code: 'template-changed',
      text: { en: expect.stringContaining(name) },
    });
    expect((await environment.registry.findBatch('b-1'))?.state).toBe('approved');
    expect(await environment.registry.countDocuments({})).toBe(0);
  });

  it('is found by an audit when its template or the fingerprint of a document is exchanged', async () => {
    const batchId = await submit(2);
    const [document] = await issue(batchId);
    expect((await auditInstallation(auditOf(world))).faults).toEqual([]);
    const database = new Database(world.databaseFile);
    database.exec('drop trigger frozen_templates_never_update');
    database.prepare(`update frozen_templates set content = ?`).run(Buffer.from('{}'));
    database
      .prepare('update documents set fingerprint = ? where document_id = ?')
      .run('0'.repeat(64), document!.documentId);
    database.close();
    const { faults } = await auditInstallation(auditOf(world));
    expect(faults.map(({ code, subject }) => [code, subject])).toEqual([
      ['trail-mismatch', document!.documentId],
      ['template-digest', batchId],
    ]);
  });

  it('goes on with the keys that are in force, and says that they are others', async () => {
    const batchId = await submit(10);
    for await (const { row } of issueBatch(environment, batchId)) if (row === 1) break;
    const { signers } = world.environment;
    environment = restarted();
    const rotated = {
      getSigner: async (code: string) => {
        const prepared = await signers.getSigner(code);
        return { ...prepared, signer: { ...prepared.signer, keyId: 'another' } };
      },
    };
    environment = { ...environment, signers: rotated };
    expect(await issue(batchId)).toHaveLength(10);
    const { signingKeys } = (await environment.registry.findBatch(batchId))!;
    const { keyId } = (await signers.getSigner(CODE)).signer;
    expect(signingKeys.map(({ pdf }) => pdf)).toEqual([keyId, 'another']);
    const events = await environment.registry.listBatchEvents(batchId);
    expect(events.some(({ note }) => note?.includes(`${keyId} to another`))).toBe(true);
  });
});
