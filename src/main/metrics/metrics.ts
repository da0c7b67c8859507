import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

import type { RenewalResult } from '../../app/renewal/renewal-report.ts';
import type { ObservedRequest } from '../../http/middleware/access-log.ts';
import { batchStates } from '../../registry/states.ts';
import type { Clock, Instant } from '../../shared/instant.ts';
import type { IssuerVitals } from './issuer-vitals.ts';

/** Seconds. Verifying takes milliseconds, downloads of a batch minutes. */
const LATENCY_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120];
/** Others are counted as one: a stranger may send any word. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS']);

/**
 * What an operator watches, in Prometheus' text format. Labels name institutions, keys, states, routes' templates
 * and services; no document, no person and no address of a caller.
 */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new Histogram({
    name: 'parinya_http_request_duration_seconds',
    help: 'Time from a request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: LATENCY_BUCKETS,
    registers: [this.#registry],
  });
  readonly #issued = this.#counter('parinya_documents_issued_total', 'Documents issued', [
    'institution',
    'level',
  ]);
  readonly #changed = this.#counter(
    'parinya_document_changes_total',
    'Documents revoked, suspended, reinstated, superseded',
    ['operation'],
  );
  readonly #submitted = this.#counter('parinya_batches_submitted_total', 'Batches submitted', [
    'institution',
  ]);
  readonly #stopped = this.#counter(
    'parinya_issuing_stops_total',
    'Runs of issuing that ended before their batch was done, by code',
    ['code'],
  );
  readonly #verified = this.#counter('parinya_verifications_total', 'Verifications by result', [
    'indication',
  ]);

  readonly #renewed = this.#counter(
    'parinya_renewals_total',
    'Documents that were due for renewal, by what became of them',
    ['result'],
  );
  readonly #clock: Clock;
  #lastRenewal: Instant | undefined;

  /** @param vitals left out where the process issues nothing. */
  constructor(clock: Clock, vitals?: IssuerVitals) {
    this.#clock = clock;
    if (vitals === undefined) return;
    this.#watchCertificates(clock, vitals);
    this.#watchBatches(vitals);
    this.#watchServices(vitals);
    this.#watchWorkers(vitals);
    this.#watchRenewals();
  }

  /** Adds what Node says of the process: memory, CPU, event loop. Once for a process. */
  watchProcess(): void {
    collectDefaultMetrics({ register: this.#registry });
  }

  observeRequest({ method, route, status, milliseconds }: ObservedRequest): void {
    const labels = { method: METHODS.has(method) ? method : 'other', route, status };
    this.#requests.observe(labels, milliseconds / 1000);
  }

  countIssued(institution: string, level: string): void {
    this.#issued.inc({ institution, level });
  }

  countChange(operation: string): void {
    this.#changed.inc({ operation });
  }

  countSubmission(institution: string): void {
    this.#submitted.inc({ institution });
  }

  /** @param code an AppErrorCode, or `internal`. */
  countStop(code: string): void {
    this.#stopped.inc({ code });
  }

  countRenewal(result: RenewalResult): void {
    this.#renewed.inc({ result });
  }

  /** A run over all documents came to its end. */
  noteRenewalRun(): void {
    this.#lastRenewal = this.#clock.now();
  }

  countVerification(indication: string): void {
    this.#verified.inc({ indication });
  }

  /** Everything as text, with its media type. */
  async write(): Promise<{ readonly mediaType: string; readonly text: string }> {
    return { mediaType: this.#registry.contentType, text: await this.#registry.metrics() };
  }

  #counter<Label extends string>(name: string, help: string, labelNames: readonly Label[]) {
    return new Counter<Label>({ name, help, labelNames, registers: [this.#registry] });
  }

  /** A value that is read when somebody asks; what is no longer there disappears. */
  #gauge<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    read: (gauge: Gauge<Label>) => Promise<void> | void,
  ): void {
    new Gauge<Label>({
      name,
      help,
      labelNames,
      registers: [this.#registry],
      async collect() {
        this.reset();
        await read(this);
      },
    });
  }

  #watchRenewals(): void {
    this.#gauge(
      'parinya_renewal_last_run_timestamp_seconds',
      'When all documents were last looked at for renewal; absent before the first time',
      [],
      (gauge) => {
        if (this.#lastRenewal !== undefined) gauge.set(this.#lastRenewal / 1000);
      },
    );
  }

  #watchCertificates(clock: Clock, vitals: IssuerVitals): void {
    const labels = ['institution', 'key_id', 'state'] as const;
    this.#gauge(
      'parinya_signing_certificate_expires_timestamp_seconds',
      'When the certificate of a signing key ends',
      labels,
      async (gauge) => {
        for (const end of await vitals.findCertificateEnds()) {
          gauge.set(toLabels(end), end.expiresAt / 1000);
        }
      },
    );
    this.#gauge(
      'parinya_signing_certificate_expires_soon',
      '1 where it ends within 60 days or has ended and the key is still meant to sign',
      labels,
      async (gauge) => {
        for (const end of await vitals.findCertificateEnds()) {
          gauge.set(toLabels(end), end.isUrgent ? 1 : 0);
        }
      },
    );
    this.#gauge('parinya_clock_timestamp_seconds', 'The clock of the process', [], (gauge) =>
      gauge.set(clock.now() / 1000),
    );
  }

  #watchBatches(vitals: IssuerVitals): void {
    this.#gauge(
      'parinya_batches',
      'Batches by state; approved and issuing ones are the queue',
      ['state'],
      async (gauge) => {
        const { byState } = await vitals.countBatches();
        for (const state of batchStates) gauge.set({ state }, byState.get(state) ?? 0);
      },
    );
    this.#gauge(
      'parinya_batches_waiting',
      'Batches of which documents wait, and that are tried again by themselves',
      [],
      async (gauge) => gauge.set((await vitals.countBatches()).waiting),
    );
    this.#gauge(
      'parinya_batches_stopped',
      'Batches that stopped until somebody sees to what stopped them',
      [],
      async (gauge) => gauge.set((await vitals.countBatches()).stopped),
    );
    this.#gauge(
      'parinya_batches_next_attempt_timestamp_seconds',
      'When the first of the batches that wait is tried again',
      [],
      async (gauge) => {
        const { nextAttempt } = await vitals.countBatches();
        if (nextAttempt !== undefined) gauge.set(nextAttempt / 1000);
      },
    );
  }

  #watchServices(vitals: IssuerVitals): void {
    this.#gauge(
      'parinya_service_left_alone',
      '1 while a service outside is not asked because it kept failing',
      ['kind', 'name'],
      (gauge) => {
        for (const { kind, name, isLeftAlone } of vitals.findServiceStandings()) {
          gauge.set({ kind, name }, isLeftAlone ? 1 : 0);
        }
      },
    );
  }

  #watchWorkers(vitals: IssuerVitals): void {
    this.#gauge('parinya_worker_threads', 'Threads that render and sign', [], (gauge) =>
      gauge.set(vitals.readWorkers().threads),
    );
    this.#gauge('parinya_worker_jobs_queued', 'Pieces of work that wait for one', [], (gauge) =>
      gauge.set(vitals.readWorkers().queued),
    );
  }
}

function toLabels({
  institutionCode,
  keyId,
  state,
}: Awaited<ReturnType<IssuerVitals['findCertificateEnds']>>[number]) {
  return { institution: institutionCode, key_id: keyId, state };
}
