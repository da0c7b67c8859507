import { Router } from 'express';
import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { VerifierService } from '../app/services.ts';
import type { ReceiptSide } from '../http/employer/receipt-routes.ts';
import type { IssuingSide } from '../http/api-router.ts';
import { logFailure, noSuchAddress } from '../http/problems/problem-handler.ts';
import { toFailure } from '../http/problems/problem.ts';
import { isProblemCode } from '../http/problems/problem-types.ts';
import { requestIdOf } from '../http/middleware/request-id.ts';
import type { Clock } from '../shared/instant.ts';
import { assetHandler } from './assets/asset-handler.ts';
import type { PageAssets } from './assets/page-assets.ts';
import { claimPages } from './claim-pages.tsx';
import { withLanguage } from './components/layout.tsx';
import { FailurePage, ProblemTypePage } from './pages/problem-page.tsx';
import { keepLanguage, pageLanguageOf } from './requests/page-language.ts';
import { sendPage, toPageContext } from './requests/page-context.ts';
import type { PageSettings } from './requests/page-context.ts';
import { verifyPages } from './verify-pages.tsx';

export interface WebOptions {
  /** Absent in a process of role `verifier`: then there is no page for graduates. */
  readonly issuing?: IssuingSide;
  /** Absent in a process of role `issuer`: then there is no page for verifying. */
  readonly verifier?: VerifierService;
  /** Where the verifier has a key for receipts. */
  readonly receiptSide?: ReceiptSide;
  readonly assets: PageAssets;
  /** Whether cookies may go over TLS only. */
  readonly isHttps: boolean;
  readonly verificationLimiter: RequestHandler;
  readonly claimLimiter: RequestHandler;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The pages of a process, and a page for everything that goes wrong or is not there. */
export function createWebRouter(options: WebOptions): Router {
  const { issuing, verifier, receiptSide, assets, logger } = options;
  const settings: PageSettings = {
    assets,
    places: { verify: verifier !== undefined, claim: issuing !== undefined },
    offersReceipts: receiptSide !== undefined,
    clock: options.clock,
  };
  const router = Router({ caseSensitive: true });
  router.get('/assets/:name', assetHandler(assets));
  router.use(keepLanguage);
  router.get('/', (request, response) => {
    const first = settings.places.verify ? '/verify' : '/claim';
    response.redirect(302, isLanguageGiven(request) ? toSameLanguage(request, first) : first);
  });
  if (verifier !== undefined) {
    router.use(verifyPages(verifier, settings, options.verificationLimiter, receiptSide?.receipts));
  }
  if (issuing !== undefined) {
    router.use(claimPages(issuing, settings, options.claimLimiter, options.isHttps));
  }
  router.get('/problems/:code', (request, response, next) => {
    const { code } = request.params;
    if (!isProblemCode(code)) {
      next();
      return;
    }
    const context = toPageContext(request, settings);
    sendPage(response, 200, <ProblemTypePage context={context} code={code} />, context.language);
  });
  router.use(noSuchAddress);
  router.use(failureHandler(settings, logger));
  return router;
}

function isLanguageGiven(request: Request): boolean {
  return request.query['lang'] !== undefined;
}

function toSameLanguage(request: Request, path: string): string {
  return withLanguage(path, pageLanguageOf(request));
}

/** A page instead of a problem document: whoever sees it is a person. */
function failureHandler(settings: PageSettings, logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const failure = toFailure(error);
    logFailure(logger, failure, error, response);
    if (response.headersSent) {
      next(error);
      return;
    }
    const context = toPageContext(request, settings);
    const requestId = requestIdOf(response);
    sendPage(
      response,
      failure.status,
      <FailurePage context={context} failure={failure} requestId={requestId} />,
      context.language,
    );
  };
}
