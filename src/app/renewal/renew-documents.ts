import type { RenewalCandidate } from '../../registry/renewal-registry.ts';
import { instantOf, type Instant } from '../../shared/instant.ts';
import { ConcurrencyLimit } from '../../signing/services/concurrency-limit.ts';
import { checkpointTrail } from '../audit/checkpoint-trail.ts';
import type { RenewalEnvironment } from './renewal-environment.ts';
import { renewalUnderWay } from './renewal-failures.ts';
import {
  renewalResults,
  type RenewalFailure,
  type RenewalOutcome,
  type RenewalReport,
  type RenewalResult,
} from './renewal-report.ts';
import { RenewalRun, type WorkedDocument } from './renewal-run.ts';

/** In whose name documents are renewed. */
const RENEWING_ACTOR = 'parinya';
/** What a process holds while it renews, so that none of the others does. */
export const RENEWAL_LEASE = 'renewal';

const LEASE_MS = 15 * 60_000;
const DAY_MS = 86_400_000;
/** Documents that are kept in one transaction; so much work is lost when the process is killed. */
const PAGE_DOCUMENTS = 32;

export interface RenewalRequest {
  /** Whatever ends earlier is due; as far ahead as the settings say when left out. */
  readonly before?: Instant;
  /** Only look: nothing is asked for and nothing written. */
  readonly isDryRun?: boolean;
  readonly institutionCode?: string;
  /** Ends the run between two documents; those that are finished are kept. */
  readonly signal?: AbortSignal;
}

/**
 * Renews every document whose proof ends before a time: evidence and a time-stamp are appended to its PDF,
 * which is kept as its newest revision. A document is renewed wholly or not at all, whatever happens
 * meanwhile; running again goes on with what is still due. One run at a time, in all processes together.
 * @param tell is told of each document that is due, as soon as what became of it is on disk.
 * @throws AppError `renewal-under-way`, `input-unreadable` for the trust list.
 */
export async function renewDocuments(
  environment: RenewalEnvironment,
  request: RenewalRequest,
  tell: (outcome: RenewalOutcome) => void = () => undefined,
): Promise<RenewalReport> {
  const { clock, renewals, settings, holder } = environment;
  const isDryRun = request.isDryRun ?? false;
  const before = request.before ?? instantOf(clock.now() + settings.aheadDays * DAY_MS);
  const run = new RenewalRun(environment, await environment.readTrustList(), { before, isDryRun });
  const totals = new Totals(tell);
  const isInterrupted = (): boolean => request.signal?.aborted ?? false;
  let stoppedBy: RenewalFailure | null = null;
  try {
    for await (const page of duePages(environment, request, run)) {
      if (!isDryRun) await holdLease(environment);
      const worked = await workSideBySide(run, page, settings.concurrency, isInterrupted);
      await keep(environment, worked, isDryRun, totals);
      stoppedBy = findStop(worked);
      if (stoppedBy !== null || isInterrupted()) break;
      // Whoever answers requests beside this gets a turn.
      await clock.pause(0);
    }
    if (totals.counts.renewed > 0) await checkpointTrail(environment);
  } finally {
    if (!isDryRun) await renewals.giveBackLease(RENEWAL_LEASE, holder);
  }
  const { counts } = totals;
  return { isDryRun, before, counts, stoppedBy, wasInterrupted: isInterrupted() };
}

/** Counts what became of documents, and tells it. */
class Totals {
  readonly counts = Object.fromEntries(renewalResults.map((result) => [result, 0])) as Record<
    RenewalResult,
    number
  >;
  readonly #tell: (outcome: RenewalOutcome) => void;

  constructor(tell: (outcome: RenewalOutcome) => void) {
    this.#tell = tell;
  }

  add(outcome: RenewalOutcome): void {
    this.counts[outcome.result]++;
    this.#tell(outcome);
  }
}

async function holdLease({ clock, renewals, holder, isGone }: RenewalEnvironment): Promise<void> {
  const now = clock.now();
  const wanted = { holder, until: instantOf(now + LEASE_MS) };
  const lease = await renewals.takeLease(RENEWAL_LEASE, wanted, now, isGone);
  if (lease.holder !== holder) throw renewalUnderWay();
}

async function* duePages(
  { renewals }: RenewalEnvironment,
  { institutionCode }: RenewalRequest,
  { policy }: RenewalRun,
): AsyncIterable<readonly RenewalCandidate[]> {
  const { before, findAlgorithmEnd } = policy;
  const endingAlgorithms = (await renewals.listProofAlgorithms()).filter((names) =>
    names.some((name) => (findAlgorithmEnd(name) ?? Infinity) < before),
  );
  const query = {
    before,
    endingAlgorithms,
    ...(institutionCode === undefined ? {} : { institutionCode }),
  };
  let cursor: string | undefined;
  do {
    const page = await renewals.listRenewalCandidates(query, {
      limit: PAGE_DOCUMENTS,
      ...(cursor === undefined ? {} : { cursor }),
    });
    if (page.items.length > 0) yield page.items;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

/** After a fault of ours the others of the page still end, and are kept, before it is thrown. */
async function workSideBySide(
  run: RenewalRun,
  page: readonly RenewalCandidate[],
  concurrency: number,
  isInterrupted: () => boolean,
): Promise<readonly PromiseSettledResult<WorkedDocument>[]> {
  const limit = new ConcurrencyLimit(concurrency);
  return Promise.allSettled(
    page.map((candidate) => limit.run(async () => (isInterrupted() ? {} : run.work(candidate)))),
  );
}

async function keep(
  { renewals }: RenewalEnvironment,
  settled: readonly PromiseSettledResult<WorkedDocument>[],
  isDryRun: boolean,
  totals: Totals,
): Promise<void> {
  const worked = workedOf(settled);
  const found = worked.flatMap((each) => each.found ?? []);
  if (found.length > 0 && !isDryRun) await renewals.recordProofs(found);
  const renewed = worked.flatMap((each) => each.renewed ?? []);
  const kept = new Set(
    renewed.length === 0 ? [] : await renewals.recordRenewed(renewed, RENEWING_ACTOR),
  );
  for (const outcome of worked.flatMap((each) => each.outcome ?? [])) {
    const isKept = outcome.result !== 'renewed' || kept.has(outcome.documentId);
    totals.add(isKept ? outcome : toOvertaken(outcome));
  }
  const fault = settled.find((each) => each.status === 'rejected');
  if (fault !== undefined) throw fault.reason;
}

function workedOf(
  settled: readonly PromiseSettledResult<WorkedDocument>[],
): readonly WorkedDocument[] {
  return settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
}

function toOvertaken(outcome: RenewalOutcome): RenewalOutcome {
  const { documentId, institutionCode, level, endsAt, reasons } = outcome;
  return { documentId, institutionCode, result: 'overtaken', level, endsAt, reasons };
}

/** A service that fails for all that were asked for will fail for the next: nobody is asked any more. */
function findStop(settled: readonly PromiseSettledResult<WorkedDocument>[]): RenewalFailure | null {
  const outcomes = workedOf(settled).flatMap(({ outcome }) => outcome ?? []);
  const asked = outcomes.filter(({ result }) => result === 'renewed' || result === 'failed');
  const failures = asked.flatMap(({ failure }) => failure ?? []);
  const [first] = failures;
  const isOne =
    failures.length === asked.length && failures.every(({ code }) => code === first?.code);
  return first !== undefined && isOne && SERVICE_FAULTS.test(first.code) ? first : null;
}

/** Whose cause lies with a service or a setting, not with the document. */
const SERVICE_FAULTS = /^(time-stamp|time-stamping|revocation)-/;
