import { Router } from 'express';
import type { Request, RequestHandler } from 'express';
import type { IssuingSide } from '../http/api-router.ts';
import type { GraduateSession } from '../http/access/graduate-sessions.ts';
import { fileAnswer, writeAnswer } from '../http/answer.ts';
import { toFailure } from '../http/problems/problem.ts';
import { mediaTypeOf, readBody } from '../http/requests/body.ts';
import { documentNotFound, findDocumentId } from '../http/requests/document-id-parameter.ts';
import { AppError } from '../shared/app-error.ts';
import type { DocumentId } from '../shared/document-id.ts';
import type { Claim } from '../app/services.ts';
import { withLanguage } from './components/layout.tsx';
import { ClaimPage, OwnDocumentsPage } from './pages/claim-page.tsx';
import { cookieOf } from './requests/cookies.ts';
import { pageLanguageOf } from './requests/page-language.ts';
import { sendPage, toPageContext } from './requests/page-context.ts';
import type { PageSettings } from './requests/page-context.ts';

const COOKIE = 'graduate';
const PLACE = '/claim';
const LARGEST_FORM_BYTES = 4096;

/** The pages for graduates: claim with a code, see the own documents, download them. */
export function claimPages(
  { issuer, sessions }: IssuingSide,
  settings: PageSettings,
  limiter: RequestHandler,
  isHttps: boolean,
): Router {
  const router = Router({ caseSensitive: true });
  const cookie = { path: PLACE, httpOnly: true, sameSite: 'strict', secure: isHttps } as const;
  const sessionOf = (request: Request): GraduateSession | undefined =>
    sessions.find(cookieOf(request, COOKIE) ?? '');

  router.get('/claim', (request, response) => {
    const context = toPageContext(request, settings);
    sendPage(response, 200, <ClaimPage context={context} />, context.language);
  });

  router.post('/claim', refuseOtherSites, limiter, async (request, response) => {
    const context = toPageContext(request, settings);
    try {
      const { documents } = await issuer.claimDocuments(await readClaim(request));
      const { token } = sessions.open(documents.map(({ documentId }) => documentId));
      response.cookie(COOKIE, token, cookie);
      response.redirect(303, withLanguage('/claim/documents', context.language));
    } catch (error) {
      const { status, detail } = toFailure(error);
      if (status >= 500) throw error;
      const page = <ClaimPage context={context} fault={detail[context.language]} />;
      sendPage(response, status, page, context.language);
    }
  });

  router.get('/claim/documents', async (request, response) => {
    const session = sessionOf(request);
    if (session === undefined) {
      response.redirect(303, withLanguage(PLACE, pageLanguageOf(request)));
      return;
    }
    const context = toPageContext(request, settings);
    const documents = await Promise.all(session.documentIds.map((id) => issuer.getDocument(id)));
    const page = <OwnDocumentsPage context={context} documents={documents} />;
    sendPage(response, 200, page, context.language);
  });

  router.get('/claim/documents/:id/pdf', async (request, response) => {
    const documentId = ownDocumentIdOf(request.params.id, sessionOf(request));
    const pdf = await issuer.getPdf(documentId);
    await writeAnswer(response, fileAnswer('application/pdf', pdf, `${documentId}.pdf`));
  });

  router.get('/claim/documents/:id/sidecar', async (request, response) => {
    const documentId = ownDocumentIdOf(request.params.id, sessionOf(request));
    const sidecar = await issuer.getSidecar(documentId);
    await writeAnswer(response, fileAnswer('application/vc+jwt', sidecar, `${documentId}.jws`));
  });

  router.post('/claim/leave', refuseOtherSites, (request, response) => {
    response.clearCookie(COOKIE, cookie);
    response.redirect(303, withLanguage(PLACE, pageLanguageOf(request)));
  });

  return router;
}

/** A form on another site must not open or end a session here (`Sec-Fetch-Site`, Fetch Metadata). */
const refuseOtherSites: RequestHandler = (request, _response, next) => {
  const site = request.get('Sec-Fetch-Site');
  if (site === undefined || site === 'same-origin' || site === 'none') {
    next();
    return;
  }
  throw new AppError('forbidden', {
    th: 'โปรดเปิดหน้านี้โดยตรงแล้วลองอีกครั้ง',
    en: 'Open this page directly and try again.',
  });
};

async function readClaim(request: Request): Promise<Claim> {
  if (mediaTypeOf(request) !== 'application/x-www-form-urlencoded') throw formNeeded();
  const body = await readBody(request, LARGEST_FORM_BYTES);
  const fields = new URLSearchParams(body.toString('utf8'));
  const claimCode = (fields.get('claimCode') ?? '').trim();
  const birthDate = toDetail((fields.get('birthDate') ?? '').trim());
  if ([claimCode, birthDate].some((text) => text === '' || text.length > 64)) throw formNeeded();
  return { claimCode, birthDate };
}

/**
 * A date as the application takes it, whatever stands between its numbers; the year comes first. Anything
 * else stays as it is: it may be a student id.
 */
function toDetail(typed: string): string {
  const match = /^(\d{4})[-/. ](\d{2})[-/. ](\d{2})$/.exec(typed);
  return match === null ? typed : match.slice(1).join('-');
}

function formNeeded(): AppError {
  return new AppError('usage', {
    th: 'โปรดกรอกรหัสรับเอกสาร และวันเกิดแบบ ปี-เดือน-วัน เช่น 2543-07-21',
    en: 'Enter the claim code, and the date of birth as year-month-day, for example 2000-07-21.',
  });
}

function ownDocumentIdOf(text: string, session: GraduateSession | undefined): DocumentId {
  const documentId = findDocumentId(text);
  if (documentId === undefined || session?.documentIds.includes(documentId) !== true) {
    throw documentNotFound();
  }
  return documentId;
}
