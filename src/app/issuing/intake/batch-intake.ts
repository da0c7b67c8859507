import type { RecordSink } from '../../../records/check-records.ts';
import type { Registry } from '../../../registry/registry.ts';
import type { GroupFinding } from './grouped-findings.ts';
import { GroupedFindings } from './grouped-findings.ts';
import type { IntakeRecord } from './intake-record.ts';
import { findIssuedBefore } from './issued-before.ts';
import type { PrintTrial } from './print-trial.ts';
import type { RecordSpool } from './record-spool.ts';
import { toPrintFinding } from './to-print-finding.ts';

/** What records are tried against besides the rules of intake. */
export interface BatchIntakeEnvironment {
  readonly registry: Pick<Registry, 'findDocumentsOfStudents'>;
  readonly printTrial: Pick<PrintTrial, 'findProblems'>;
  readonly institutionCode: string;
  /** Name of the template folder. */
  readonly template: string;
  /** What the documents will be printed with. */
  readonly frozenTemplate: Uint8Array;
}

/**
 * Takes the accepted records of a batch as they come: tries whether each can be printed, asks what was issued
 * before, and spools the canonical form of those that can become documents.
 */
export function openBatchIntake(
  environment: BatchIntakeEnvironment,
  spool: RecordSpool,
): RecordSink {
  return new GroupedFindings(
    async (group) => {
      const misprints = await findMisprints(environment, group);
      const refused = new Set(misprints.map(({ ordinal }) => ordinal));
      const printable = group.filter(({ ordinal }) => !refused.has(ordinal));
      for (const record of printable) await spool.add(record);
      const repeated = await findIssuedBefore(environment.registry, environment, printable);
      return [...misprints, ...repeated];
    },
    (ordinal) => {
      spool.delete(ordinal);
    },
  );
}

async function findMisprints(
  { printTrial, frozenTemplate }: BatchIntakeEnvironment,
  group: readonly IntakeRecord[],
): Promise<readonly GroupFinding[]> {
  const records = group.map(({ accepted }) => accepted.record);
  const problems = await printTrial.findProblems(frozenTemplate, records);
  return problems.map((problem) => {
    const { ordinal, accepted } = group[problem.recordIndex]!;
    return { ordinal, issue: toPrintFinding(accepted, problem), isRefusal: true };
  });
}
