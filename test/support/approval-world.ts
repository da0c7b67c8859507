import { readFileSync } from 'node:fs';
import { createIssuerService } from '../../src/app/issuer-service.ts';
import type { IssuerEnvironment } from '../../src/app/issuer-environment.ts';
import type { BatchView, IssuedDocument, IssuerService } from '../../src/app/services.ts';
import type { Institution } from '../../src/transcript/institution.ts';
import { openIssuingWorld, readInstitutions } from './issuing-world.ts';
import type { IssuingWorld } from './issuing-world.ts';

/** A record as a registrar sends it. */
export type SentRecord = Readonly<Record<string, unknown>>;

/** The fictional students that ship as fixtures. */
export const sentRecords = JSON.parse(
  readFileSync('fixtures/records/sommut.json', 'utf8'),
) as readonly SentRecord[];

/** An issuing side whose institution asks for a second person, unless a test says otherwise. */
export interface ApprovalWorld extends IssuingWorld {
  readonly issuer: IssuerService;
  /** The same with other parts, on the same registry. */
  readonly issuerWith: (parts: Partial<IssuerEnvironment>) => IssuerService;
  /** Submits records in the name of `anan`. */
  readonly submit: (...records: readonly SentRecord[]) => Promise<BatchView>;
  /** Approves as `benja`, who has looked at it, and issues. */
  readonly issue: (...records: readonly SentRecord[]) => Promise<readonly IssuedDocument[]>;
}

export async function openApprovalWorld(
  rules: Partial<Institution> = { requiresApproval: true },
): Promise<ApprovalWorld> {
  const world = await openIssuingWorld();
  const institutions = new Map(
    [...readInstitutions()].map(([code, institution]) => [code, { ...institution, ...rules }]),
  );
  const environment = { ...world.environment, institutions };
  const issuer = createIssuerService(environment);
  const submit = (...records: readonly SentRecord[]): Promise<BatchView> =>
    issuer.submitBatch({
      institutionCode: '99001',
      actor: 'anan',
      files: [{ name: 'records.json', bytes: new TextEncoder().encode(JSON.stringify(records)) }],
    });
  return {
    ...world,
    environment,
    issuer,
    issuerWith: (parts) => createIssuerService({ ...environment, ...parts }),
    submit,
    issue: async (...records) => {
      const { batchId } = await submit(...records);
      const { digest } = await issuer.summariseBatch(batchId);
      await issuer.approveBatch(batchId, 'benja', digest);
      const issued: IssuedDocument[] = [];
      for await (const document of issuer.issueBatch(batchId)) issued.push(document);
      return issued;
    },
  };
}
