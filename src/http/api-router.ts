import { Router } from 'express';
import type { Logger } from 'pino';
import type { RetentionService } from '../app/retention/retention-service.ts';
import type { IssuerService, VerifierService } from '../app/services.ts';
import { DEFAULT_LIMITS } from '../records/limits.ts';
import type { Clock } from '../shared/instant.ts';
import type { GraduateSessions } from './access/graduate-sessions.ts';
import { IdempotentAnswers } from './access/idempotent-answers.ts';
import type { RegistrarKeys } from './access/registrar-keys.ts';
import { bulkRoutes } from './employer/bulk/bulk-routes.ts';
import { receiptRoutes } from './employer/receipt-routes.ts';
import type { ReceiptSide } from './employer/receipt-routes.ts';
import { publicRoutes } from './employer/public-routes.ts';
import { verificationRoutes } from './employer/verification-routes.ts';
import { claimRoutes } from './graduate/claim-routes.ts';
import { ownDocumentRoutes } from './graduate/own-document-routes.ts';
import { openApiRoute } from './openapi/openapi-route.ts';
import { healthRoutes } from './operator/health-routes.ts';
import type { ReadinessCheck } from './operator/health-routes.ts';
import { noSuchAddress, problemHandler } from './problems/problem-handler.ts';
import { registerRoutes } from './register-routes.ts';
import { batchDecisionRoutes } from './registrar/batches/batch-decision-routes.ts';
import { batchReviewRoutes } from './registrar/batches/batch-review-routes.ts';
import { batchRoutes } from './registrar/batches/batch-routes.ts';
import { batchStreamRoutes } from './registrar/batches/batch-stream-routes.ts';
import { claimCodeRoutes } from './registrar/batches/claim-code-routes.ts';
import { documentChangeRoutes } from './registrar/document-change-routes.ts';
import { erasureRoutes } from './registrar/erasure-routes.ts';
import { documentRoutes } from './registrar/document-routes.ts';
import type { IssuingRuns } from './registrar/issuing-runs.ts';
import { limitRate } from './middleware/rate-limits.ts';
import type { RateLimit } from './middleware/rate-limits.ts';
import type { Route } from './route.ts';

/** Limits that an operator may set. */
export interface ApiLimits {
  /** Claims from one address: each is a guess at a code and a birthday. */
  readonly claims: RateLimit;
  readonly verifications: RateLimit;
  /** The largest file of records. */
  readonly batchBytes: number;
  /** The largest zip or form of documents to be verified together. */
  readonly bulkBytes: number;
}

export const defaultLimits: ApiLimits = {
  claims: { requests: 10, windowSeconds: 15 * 60 },
  verifications: { requests: 60, windowSeconds: 60 },
  // What intake reads: a larger file would be refused by it.
  batchBytes: DEFAULT_LIMITS.fileBytes,
  bulkBytes: 2 * 1024 ** 3,
};

/** What the issuing half of the API works with. */
export interface IssuingSide {
  readonly issuer: IssuerService;
  readonly runs: IssuingRuns;
  readonly registrarKeys: RegistrarKeys;
  readonly sessions: GraduateSessions;
  /** What erases personal data. */
  readonly retention?: RetentionService;
}

export interface ApiOptions {
  /** Registrars and graduates; absent in a process of role `verifier`. */
  readonly issuing?: IssuingSide;
  /** Employers and everyone; absent in a process of role `issuer`. */
  readonly verifier?: VerifierService;
  /** Where a verifier has a key for receipts. */
  readonly receiptSide?: ReceiptSide;
  readonly limits: ApiLimits;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * The HTTP API of a process: the routes of its role, health, the description, and problems for all that
 * goes wrong. What is none of its addresses is left to the pages.
 */
export function createApiRouter(options: ApiOptions): Router {
  const router = Router();
  const { issuing, receiptSide } = options;
  router.use(
    registerRoutes(
      apiRoutes(options),
      {
        anyone: () => undefined,
        organisation: (request) => present(receiptSide).organisationKeys.authenticate(request),
        registrar: (request) => present(issuing).registrarKeys.authenticate(request),
        graduate: (request) => present(issuing).sessions.authenticate(request),
      },
      new IdempotentAnswers(options.clock),
    ),
  );
  router.use(['/api', '/.well-known', '/status-lists'], noSuchAddress);
  router.use(problemHandler(options.logger));
  return router;
}

/** The rows that a process of this role serves. */
function apiRoutes(options: ApiOptions): readonly Route[] {
  const { issuing, verifier, receiptSide, limits, logger } = options;
  const checks: ReadinessCheck[] = [];
  const routes: Route[] = [];
  if (issuing !== undefined) {
    const { issuer, runs, sessions, retention } = issuing;
    checks.push(() => checkIssuer(issuer));
    routes.push(
      ...batchRoutes(issuer, runs, limits.batchBytes),
      ...batchReviewRoutes(issuer),
      ...batchDecisionRoutes(issuer, runs),
      ...batchStreamRoutes(issuer),
      ...claimCodeRoutes(issuer),
      ...documentRoutes(issuer),
      ...documentChangeRoutes(issuer),
      ...(retention === undefined ? [] : erasureRoutes(issuer, retention)),
      ...claimRoutes(issuer, sessions, limitRate(limits.claims)),
      ...ownDocumentRoutes(issuer),
    );
  }
  if (verifier !== undefined) {
    checks.push(() => verifier.checkReadiness());
    routes.push(
      ...verificationRoutes(verifier, limitRate(limits.verifications), receiptSide),
      ...publicRoutes(verifier),
      ...(receiptSide === undefined ? [] : receiptRoutes(receiptSide)),
      ...(receiptSide?.scratch === undefined
        ? []
        : bulkRoutes(verifier, receiptSide, receiptSide.scratch, limits.bulkBytes)),
    );
  }
  routes.push(
    ...healthRoutes(checks, logger, async () => (await issuing?.issuer.findKeyWarnings?.()) ?? []),
  );
  return [...routes, openApiRoute(routes)];
}

/** An issuer that brings no check of its own is asked for one batch: a query at least. */
async function checkIssuer(issuer: IssuerService): Promise<void> {
  if (issuer.checkReadiness !== undefined) await issuer.checkReadiness();
  else await issuer.listBatches({ limit: 1 });
}

/** Routes for registrars, graduates and organisations exist only where their side does. */
function present<Side>(side: Side | undefined): Side {
  if (side === undefined) throw new Error('no such side in this process');
  return side;
}
