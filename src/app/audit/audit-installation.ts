import type { ArtifactStore, Registry } from '../../registry/registry.ts';
import { AppError } from '../../shared/app-error.ts';
import { SignatureMemo } from '../../trust/signature-memo.ts';
import { auditBatchHistory } from './audit-batch-history.ts';
import { auditBatchRecords } from './audit-batch-records.ts';
import { auditBatchTemplate } from './audit-batch-template.ts';
import { auditDocument } from './audit-document.ts';
import type { AuditEnvironment } from './audit-environment.ts';
import { startAudit, withFaults } from './audit-progress.ts';
import type { AuditProgress, AuditStep } from './audit-progress.ts';
import type { AuditFault, AuditGap, AuditReport } from './audit-report.ts';
import { auditListsOf, auditStatusList } from './audit-status-list.ts';
import { auditCheckpointFiles, auditTrailPart } from './audit-trail.ts';

const PAGE_ITEMS = 100;

/** How an audit is run. */
export interface AuditRun {
  /** What an interrupted one left: it is gone on with from there. */
  readonly resume?: AuditProgress;
  /** Told after each part, with all that is needed to go on from there. */
  readonly onProgress?: (progress: AuditProgress) => Promise<void> | void;
}

/**
 * Holds documents, artifacts, status lists, batches and registry rows against each other: every PDF and
 * sidecar is verified as anybody would, every digest and every bit compared. Looks at everything and lists
 * all that does not agree. Others may go on writing: each part is read as of one moment, and what changed
 * since the beginning is looked at again.
 * @throws AppError `input-unreadable` for progress that is of another registry.
 */
export async function auditInstallation(
  given: AuditEnvironment,
  { resume, onProgress }: AuditRun = {},
): Promise<AuditReport> {
  const environment: AuditEnvironment = { signatures: new SignatureMemo(), ...given };
  let progress = resume ?? startAudit(await environment.registry.findTrailEnd());
  if (resume !== undefined) await checkResumable(environment, resume);
  while (progress.step !== 'done') {
    progress = await steps[progress.step](environment, progress);
    await onProgress?.(progress);
  }
  const { documents, states, batches, statusLists, faults, faultCount } = progress;
  return {
    documents,
    states,
    batches,
    statusLists,
    faults,
    faultCount,
    gaps: findGaps(environment, progress),
  };
}

type StepOfAudit = (
  environment: AuditEnvironment,
  progress: AuditProgress,
) => Promise<AuditProgress>;

/** Each does one part of its step; the next call goes on where it left off. */
const steps: Readonly<Record<Exclude<AuditStep, 'done'>, StepOfAudit>> = {
  documents: auditDocumentPage,
  batches: auditBatchPage,
  'status-lists': auditStatusLists,
  trail: auditNextOfTrail,
};

async function auditDocumentPage(
  environment: AuditEnvironment,
  progress: AuditProgress,
): Promise<AuditProgress> {
  return atOneMoment(environment, async (moment) => {
    const { items, nextCursor } = await moment.registry.listDocuments({}, toPage(progress));
    const states = { ...progress.states };
    const found: AuditFault[] = [];
    let { sealed } = progress;
    for (const entry of items) {
      states[entry.state] += 1;
      const { faults, isSealed } = await auditDocument(moment, entry);
      found.push(...faults);
      if (isSealed) sealed += 1;
    }
    found.push(...(await auditListsOf(moment, items)).filter((fault) => !isKnown(progress, fault)));
    const documents = progress.documents + items.length;
    const seen = withFaults({ ...progress, documents, sealed, states }, found);
    return nextCursor === null ? enter('batches', seen) : { ...seen, cursor: nextCursor };
  });
}

async function auditBatchPage(
  environment: AuditEnvironment,
  progress: AuditProgress,
): Promise<AuditProgress> {
  return atOneMoment(environment, async (moment) => {
    const { items, nextCursor } = await moment.registry.listBatches(toPage(progress));
    const found: AuditFault[] = [];
    for (const batch of items) {
      found.push(...(await auditBatchRecords(moment, batch)));
      found.push(...(await auditBatchHistory(moment, batch)));
      found.push(...(await auditBatchTemplate(moment, batch)));
    }
    const seen = withFaults({ ...progress, batches: progress.batches + items.length }, found);
    return nextCursor === null ? enter('status-lists', seen) : { ...seen, cursor: nextCursor };
  });
}

async function auditStatusLists(
  environment: AuditEnvironment,
  progress: AuditProgress,
): Promise<AuditProgress> {
  const lists = await environment.registry.listStatusLists();
  const found: AuditFault[] = [];
  for (const { list } of lists) found.push(...(await auditListAtOneMoment(environment, list)));
  for (const subject of await environment.registry.listRepeatedStatusPlaces()) {
    const shared = 'shares its place in a status list with another document';
    found.push({ code: 'status-place-twice', subject, found: shared });
  }
  return enter('trail', withFaults({ ...progress, statusLists: lists.length }, found));
}

async function auditNextOfTrail(
  environment: AuditEnvironment,
  progress: AuditProgress,
): Promise<AuditProgress> {
  const isFirst = progress.trail.sequence === 0;
  const { trail, trailAtStart } = progress;
  const { faults, changed, next } = await auditTrailPart(environment, trail, trailAtStart.sequence);
  const found = [...(isFirst ? auditCheckpointFiles(environment) : []), ...faults];
  // What changed since the audit began, perhaps after it was looked at.
  for (const documentId of new Set(changed)) {
    const again = await atOneMoment(environment, async (moment) => {
      const entry = await moment.registry.findDocument(documentId);
      return entry === undefined ? [] : (await auditDocument(moment, entry)).faults;
    });
    found.push(...again);
  }
  const seen = withFaults(progress, found);
  if (next !== undefined) return { ...seen, trail: next };
  return enter('done', await lookAgainAtOutdated(environment, seen));
}

/** A change and the list that says so are two steps: what lay between them has had its time now. */
async function lookAgainAtOutdated(
  environment: AuditEnvironment,
  progress: AuditProgress,
): Promise<AuditProgress> {
  const outdated = progress.faults.filter(({ code }) => code === 'status-list-outdated');
  const others = progress.faults.filter(({ code }) => code !== 'status-list-outdated');
  const faultCount = progress.faultCount - outdated.length;
  const found: AuditFault[] = [];
  for (const { subject } of outdated) {
    found.push(...(await auditListAtOneMoment(environment, Number(subject))));
  }
  return withFaults({ ...progress, faults: others, faultCount }, found);
}

async function auditListAtOneMoment(
  environment: AuditEnvironment,
  list: number,
): Promise<readonly AuditFault[]> {
  return atOneMoment(environment, async (moment) => {
    const entry = await moment.registry.findStatusList(list);
    return entry === undefined ? [] : auditStatusList(moment, entry);
  });
}

/** Whether it was told before: what many documents have in common is one fault. */
function isKnown({ faults }: AuditProgress, { code, subject, found }: AuditFault): boolean {
  return faults.some(
    (fault) => fault.code === code && fault.subject === subject && fault.found === found,
  );
}

function enter(step: AuditStep, progress: AuditProgress): AuditProgress {
  return { ...progress, step, cursor: null };
}

function toPage({ cursor }: AuditProgress): { limit: number; cursor?: string } {
  return { limit: PAGE_ITEMS, ...(cursor === null ? {} : { cursor }) };
}

async function atOneMoment<Result>(
  environment: AuditEnvironment,
  use: (moment: AuditEnvironment) => Promise<Result>,
): Promise<Result> {
  if (environment.atOneMoment === undefined) return use(environment);
  return environment.atOneMoment((registry: Registry & ArtifactStore) =>
    use({ ...environment, registry }),
  );
}

/** The chain that was there when the audit began must still be the beginning of the present one. */
async function checkResumable(
  { registry }: AuditEnvironment,
  { trailAtStart }: AuditProgress,
): Promise<void> {
  const { sequence, digestHex } = trailAtStart;
  if (sequence === 0) return;
  const [entry] = await registry.listTrail({ after: sequence - 1, limit: 1 });
  if (entry?.sequence === sequence && entry.digestHex === digestHex) return;
  throw new AppError('input-unreadable', {
    th: 'ความคืบหน้าที่บันทึกไว้เป็นของทะเบียนอื่น หรือบันทึกการตรวจสอบถูกเปลี่ยน ให้เริ่มตรวจใหม่ด้วยไฟล์อื่น',
    en: 'The progress that was kept is of another registry, or the trail was changed: begin anew with another file.',
  });
}

function findGaps(
  { checkpointKey, keptCheckpoints = [] }: AuditEnvironment,
  { sealed }: AuditProgress,
): readonly AuditGap[] {
  const canJudge = checkpointKey !== undefined || keptCheckpoints.length > 0;
  return [
    ...(canJudge ? [] : (['checkpoint-signatures'] as const)),
    ...(sealed === 0 ? [] : (['sealed-contents'] as const)),
  ];
}
