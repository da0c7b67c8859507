import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createIssuerService } from '../../../../src/app/issuer-service.ts';
import { PreviewWorkshop } from '../../../../src/app/issuing/preview/preview-workshop.ts';
import { PrintTrial } from '../../../../src/app/issuing/intake/print-trial.ts';
import { DocumentWorkshop } from '../../../../src/app/issuing/production/document-workshop.ts';
import { FrozenTemplateShelf } from '../../../../src/app/issuing/production/frozen-template-shelf.ts';
import { RepertoireWorkshop } from '../../../../src/app/issuing/production/repertoire-workshop.ts';
import { sentRecords } from '../../../support/approval-world.ts';
import { openIssuingApp } from '../../../support/issuing-app.ts';
import { openIssuingWorld } from '../../../support/issuing-world.ts';
import type { IssuingWorld } from '../../../support/issuing-world.ts';

const FOLDER = 'templates/transcripts';

describe('an institution with a design of its own, over HTTP', () => {
  let world: IssuingWorld;
  beforeEach(async () => {
    world = await openIssuingWorld();
  });
  afterEach(() => world.close());

  /** The issuing side as a process finds it whose configuration names the design's folder. */
  const designed = (design: string) => {
    const [code, institution] = ['99001', world.environment.institutions.get('99001')!];
    const institutions = new Map([[code, { ...institution, requiresApproval: true, design }]]);
    const { signers, publicUrl, clock } = world.environment;
    const issuer = createIssuerService({
      ...world.environment,
      institutions,
      templates: new FrozenTemplateShelf(institutions, FOLDER),
      previews: new PreviewWorkshop(institutions, FOLDER),
      repertoires: new RepertoireWorkshop(institutions, FOLDER),
      printTrial: new PrintTrial(institutions, FOLDER),
      producer: new DocumentWorkshop({ institutions, signers, publicUrl, templatesFolder: FOLDER }),
    });
    return openIssuingApp(issuer, clock);
  };
  const writeDesign = (title: string): string => {
    const design = join(world.folder, 'design');
    mkdirSync(design, { recursive: true });
    writeFileSync(join(design, 'design.json'), JSON.stringify({ labels: { en: { title } } }));
    return design;
  };
  const textOf = (pdf: unknown) => {
    const file = join(world.folder, 'shown.pdf');
    writeFileSync(file, pdf as Buffer);
    return execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' });
  };

  it('has it in the previews and in the issued documents, as it was when the batch was submitted', async () => {
    const app = designed(writeDesign('AS SUBMITTED'));
    const { body } = await app.submit('anan', [sentRecords[0]!]).expect(201);
    const { batchId } = body as { batchId: string };
    const batch = `/api/v1/batches/${batchId}`;
    writeDesign('EDITED SINCE');
    const summary = await app.get('benja', `${batch}/summary`).expect(200);
    const { printing, digest } = summary.body as {
      printing: { digest: string; presentDigest: string };
      digest: string;
    };
    expect(printing.presentDigest).not.toBe(printing.digest);
    const preview = await app.get('benja', `${batch}/previews/1.pdf?language=en`).expect(200);
    expect(textOf(preview.body)).toContain('AS SUBMITTED');
    await app.post('benja', `${batch}/approval`).send({ digest }).expect(200);
    await app.runs.close();
    expect((await app.get('anan', batch).expect(200)).body.state).toBe('issued');
    const listed = await app.get('anan', `${batch}/documents`).expect(200);
    const items = listed.body.items as { documentId: string; language: string }[];
    const { documentId } = items.find(({ language }) => language === 'en')!;
    const issued = await app.get('anan', `/api/v1/documents/${documentId}/pdf`).expect(200);
    expect(textOf(issued.body)).toContain('AS SUBMITTED');
    expect(textOf(issued.body)).not.toContain('EDITED SINCE');
  });

  it('asks the approver again when the design was edited since it was looked at', async () => {
    const app = designed(writeDesign('FIRST'));
    const { body } = await app.submit('anan', [sentRecords[0]!]).expect(201);
    const { batchId } = body as { batchId: string };
    const batch = `/api/v1/batches/${batchId}`;
    const { digest } = (await app.get('benja', `${batch}/summary`)).body as { digest: string };
    writeDesign('SECOND');
    const late = await app.post('benja', `${batch}/approval`).send({ digest }).expect(412);
    expect(late.body.detail).toContain('the template or the design');
  });

  it('is refused with its file and place when it has a mistake, and nothing is stored', async () => {
    const design = writeDesign('FINE');
    writeFileSync(join(design, 'design.json'), '{"labels":{"en":{"titel":"X"}}}');
    const app = designed(design);
    const refused = await app.submit('anan', [sentRecords[0]!]).expect(422);
    expect(refused.body.code).toBe('template-invalid');
    expect(refused.body.detail).toContain('design.json');
    expect((await world.environment.registry.listBatches({ limit: 9 })).items).toEqual([]);
  });
});
