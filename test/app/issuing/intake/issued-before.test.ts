import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createIssuerService } from '../../../../src/app/issuer-service.ts';
import type { IssuedDocument, IssuerService } from '../../../../src/app/services.ts';
import type { DocumentState } from '../../../../src/registry/states.ts';
import { instantOf } from '../../../../src/shared/instant.ts';
import { openIssuingWorld, worldStart } from '../../../support/issuing-world.ts';
import type { IssuingWorld } from '../../../support/issuing-world.ts';

const students = JSON.parse(readFileSync('fixtures/records/sommut.json', 'utf8')) as Record<
  string,
  unknown
>[];
const [first, second] = students as [Record<string, unknown>, Record<string, unknown>];
const corrected = { ...first, majorEn: 'Another Major' };

describe('records for whom something was issued before', () => {
  let world: IssuingWorld;
  let issuer: IssuerService;
  beforeEach(async () => {
    world = await openIssuingWorld();
    issuer = createIssuerService(world.environment);
  });
  afterEach(() => world.close());

  const submit = (...records: readonly Record<string, unknown>[]) =>
    issuer.submitBatch({
      institutionCode: '99001',
      files: [{ name: 'records.json', bytes: new TextEncoder().encode(JSON.stringify(records)) }],
      actor: 'registrar',
    });
  const issue = async (...records: readonly Record<string, unknown>[]) => {
    const { batchId } = await submit(...records);
    await issuer.approveBatch(batchId, 'dean');
    const issued: IssuedDocument[] = [];
    for await (const document of issuer.issueBatch(batchId)) issued.push(document);
    return issued;
  };
  const findingsOf = async (...records: readonly Record<string, unknown>[]) => {
    const { batchId, counts, state } = await submit(...records);
    const report = await issuer.getBatchReport(batchId);
    return { counts, state, report, errors: report.errors };
  };
  const change = (document: IssuedDocument, to: DocumentState) =>
    world.environment.registry.changeDocumentState({
      documentId: document.documentId,
      to,
      effectiveAt: worldStart,
      recordedAt: worldStart,
      reason: 'record-corrected',
      note: null,
      actor: 'registrar',
    });

  it('have no finding while nothing was issued, also where it is approved', async () => {
    expect((await findingsOf(first)).errors).toEqual([]);
    await issuer.approveBatch((await submit(first)).batchId, 'dean');
    expect((await findingsOf(first)).errors).toEqual([]);
  });

  it('are named with the documents that are there, and are issued no second time', async () => {
    const issued = await issue(first);
    world.setTime(instantOf(worldStart + 24 * 3600 * 1000));
    const { errors, counts, state } = await findingsOf(first, second);
    expect(errors).toHaveLength(issued.length);
    for (const [index, error] of errors.entries()) {
      expect(error).toMatchObject({
        code: 'already-issued',
        severity: 'warning',
        path: '/0',
        column: 'student_id',
        value: first['studentId'],
      });
      expect(error.messageEn).toContain(issued[index]!.documentId);
      expect(error.messageEn).toContain('24 November 2026');
      expect(error.messageTh).toContain('24 พฤศจิกายน 2569');
    }
    expect(counts).toMatchObject({ errors: 0, warnings: issued.length });
    expect(state).toBe('awaiting-approval');
    const again = await issue(first);
    expect(again.map(({ documentId }) => documentId)).toEqual(
      issued.map(({ documentId }) => documentId),
    );
    expect(again.every(({ isNew }) => !isNew)).toBe(true);
  });

  it('are named with the template of the document, where another is asked for', async () => {
    const [document] = await issue({ ...first, documentLanguage: 'th' });
    const { batchId } = await submit({ ...first, documentLanguage: 'th' });
    expect((await issuer.getBatchReport(batchId)).errors[0]?.code).toBe('already-issued');
    const { batchId: modern } = await issuer.submitBatch({
      institutionCode: '99001',
      template: 'modern',
      files: [
        {
          name: 'records.json',
          bytes: new TextEncoder().encode(JSON.stringify([{ ...first, documentLanguage: 'th' }])),
        },
      ],
      actor: 'registrar',
    });
    const [error] = (await issuer.getBatchReport(modern)).errors;
    expect(error?.code).toBe('issued-in-other-template');
    expect(error?.messageEn).toContain(document!.documentId);
    expect(error?.messageEn).toContain('in the template classic');
    expect(error?.messageTh).toContain('แม่แบบ classic');
  });

  it('are pointed out where they say something else than the document in force', async () => {
    const [document] = await issue(first);
    const { errors, state } = await findingsOf(corrected);
    expect(errors.map(({ code }) => code)).toEqual(['issued-differently', 'issued-differently']);
    expect(errors[0]?.messageEn).toContain(document!.documentId);
    expect(state).toBe('awaiting-approval');
  });

  it('may be issued anew once the earlier document is not in force any more', async () => {
    for (const document of await issue(first)) await change(document, 'revoked');
    expect((await findingsOf(corrected)).errors).toEqual([]);
    const { errors } = await findingsOf(first);
    expect(errors.map(({ code }) => code)).toEqual([
      'issued-before-not-valid',
      'issued-before-not-valid',
    ]);
    expect(errors[0]?.messageEn).toContain('revoked');
    expect(errors[0]?.messageTh).toContain('ถูกเพิกถอน');
  });

  it('are compared with a suspended document as with one in force', async () => {
    for (const document of await issue(first)) await change(document, 'suspended');
    expect((await findingsOf(corrected)).errors[0]?.code).toBe('issued-differently');
    expect((await findingsOf(first)).errors[0]?.code).toBe('already-issued');
  });

  it('are of one language where only that one was issued', async () => {
    await issue({ ...first, documentLanguage: 'th' });
    const { errors } = await findingsOf(first);
    expect(errors).toHaveLength(1);
    expect(errors[0]?.messageEn).toContain('Thai document');
  });

  it('are not looked for among the documents of other institutions', async () => {
    await issue(first);
    const withoutFigures = JSON.stringify([first], (name, value: unknown) =>
      /gpax?$/i.test(name) ? undefined : value,
    );
    const batch = await issuer.submitBatch({
      institutionCode: '99002',
      files: [{ name: 'records.json', bytes: new TextEncoder().encode(withoutFigures) }],
      actor: 'registrar',
    });
    expect((await issuer.getBatchReport(batch.batchId)).errors).toEqual([]);
  });

  it('are asked about together: few queries for many students', async () => {
    let queries = 0;
    const { registry } = world.environment;
    const counting = new Proxy(registry, {
      get(target, name): unknown {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        if (name === 'findDocumentsOfStudents') queries++;
        return value.bind(target) as unknown;
      },
    });
    issuer = createIssuerService({ ...world.environment, registry: counting });
    const many = Array.from({ length: 500 }, (_, at) => ({ ...first, studentId: `7${at}` }));
    const { counts } = await findingsOf(...many);
    expect(counts.accepted).toBe(1000);
    expect(queries).toBeLessThanOrEqual(5);
  });
});
