import express from 'express';
import type { Express } from 'express';
import type { Logger } from 'pino';
import type { VerifierService } from '../app/services.ts';
import { createApiRouter } from '../http/api-router.ts';
import type { ReceiptSide } from '../http/employer/receipt-routes.ts';
import type { ApiLimits, IssuingSide } from '../http/api-router.ts';
import { accessLog, type ObservedRequest } from '../http/middleware/access-log.ts';
import { limitRate } from '../http/middleware/rate-limits.ts';
import { assignRequestId } from '../http/middleware/request-id.ts';
import { securityHeaders } from '../http/middleware/security-headers.ts';
import type { Clock } from '../shared/instant.ts';
import type { PageAssets } from '../web/assets/page-assets.ts';
import { createWebRouter } from '../web/web-router.tsx';

/** Everything that the HTTP side of a process is made of. */
export interface HttpAppOptions {
  readonly issuing?: IssuingSide;
  readonly verifier?: VerifierService;
  readonly receiptSide?: ReceiptSide;
  readonly limits: ApiLimits;
  /** Whether people reach the service over TLS (usually ended by a proxy). */
  readonly isHttps: boolean;
  /** How many proxies of the operator's own stand before the service; 0 believes no forwarded address. */
  readonly trustedProxies: number;
  readonly assets: PageAssets;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Told of every request when it is answered, for measurements. */
  readonly observeRequest?: (request: ObservedRequest) => void;
}

/** Puts the API and the pages behind one another: what is no API address is a page, or a page that says so. */
export function createHttpApp(options: HttpAppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', options.trustedProxies);
  app.set('etag', 'strong');
  app.use(
    assignRequestId,
    accessLog(options.logger, options.observeRequest),
    securityHeaders(options.isHttps),
  );
  app.use(createApiRouter(options));
  app.use(
    createWebRouter({
      ...options,
      verificationLimiter: limitRate(options.limits.verifications),
      claimLimiter: limitRate(options.limits.claims),
    }),
  );
  return app;
}
