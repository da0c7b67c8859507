import { Router } from 'express';
import type { Request, RequestHandler } from 'express';
import type { ReceiptService, VerifierService } from '../app/services.ts';
import { readEvidenceForm, toEvidence } from '../http/employer/verification-input.ts';
import { toFailure } from '../http/problems/problem.ts';
import { mediaTypeOf } from '../http/requests/body.ts';
import { findDocumentId } from '../http/requests/document-id-parameter.ts';
import { AppError } from '../shared/app-error.ts';
import type { VerificationReport } from '../verification/report.ts';
import type { DocumentId } from '../shared/document-id.ts';
import { withLanguage } from './components/layout.tsx';
import { DocumentPage, UnknownDocumentPage } from './pages/document-page.tsx';
import { AnswerPage, VerifyPage } from './pages/verify-page.tsx';
import { pageLanguageOf } from './requests/page-language.ts';
import { sendPage, toPageContext } from './requests/page-context.ts';
import { findThenQuestion } from './requests/then-question.ts';
import type { PageSettings } from './requests/page-context.ts';

/** The pages for whoever was given a document: `/verify` and `/v/{id}`. */
export function verifyPages(
  verifier: VerifierService,
  settings: PageSettings,
  limiter: RequestHandler,
  receipts?: ReceiptService,
): Router {
  const router = Router({ caseSensitive: true });

  router.get('/verify', (request, response) => {
    const context = toPageContext(request, settings);
    sendPage(response, 200, <VerifyPage context={context} />, context.language);
  });

  router.post('/verify', limiter, async (request, response) => {
    const context = toPageContext(request, settings);
    try {
      const judged = await judge(verifier, request, receipts);
      const page = <AnswerPage context={context} {...judged} />;
      sendPage(response, 200, page, context.language);
    } catch (error) {
      // What is wrong with the file is said where another one can be chosen.
      const { status, detail } = toFailure(error);
      if (status >= 500) throw error;
      const page = <VerifyPage context={context} fault={detail[context.language]} />;
      sendPage(response, status, page, context.language);
    }
  });

  router.get('/v', (request, response) => {
    const { id } = request.query;
    const typed = typeof id === 'string' ? id : '';
    const documentId = findDocumentId(typed);
    if (documentId !== undefined) {
      response.redirect(302, withLanguage(`/v/${documentId}`, pageLanguageOf(request)));
      return;
    }
    const context = toPageContext(request, settings);
    sendPage(
      response,
      404,
      <UnknownDocumentPage context={context} typed={typed} />,
      context.language,
    );
  });

  router.get('/v/:id', async (request, response) => {
    const context = toPageContext(request, settings);
    const documentId = findDocumentId(request.params.id);
    const status =
      documentId === undefined ? undefined : await verifier.findDocumentStatus(documentId);
    if (status === undefined) {
      const page = <UnknownDocumentPage context={context} typed={request.params.id} />;
      sendPage(response, 404, page, context.language);
      return;
    }
    const question = findThenQuestion(request, settings.clock.now());
    const then =
      question?.times && (await verifier.findDocumentThen(status.documentId, question.times));
    const kept = question && { on: question.on, known: question.known };
    const page = (
      <DocumentPage
        context={{ ...context, ...(kept && { kept }) }}
        status={status}
        question={question}
        then={then}
      />
    );
    const isFaulty = question !== undefined && question.times === undefined;
    sendPage(response, isFaulty ? 400 : 200, page, context.language);
  });

  return router;
}

async function judge(
  verifier: VerifierService,
  request: Request,
  receipts: ReceiptService | undefined,
): Promise<{ report: VerificationReport; expectedId?: DocumentId; receipt?: string }> {
  if (mediaTypeOf(request) !== 'multipart/form-data') {
    throw new AppError('unsupported-media-type', {
      th: 'โปรดส่งไฟล์ด้วยแบบฟอร์มในหน้านี้',
      en: 'Send the file with the form on this page.',
    });
  }
  const form = await readEvidenceForm(request);
  const evidence = toEvidence(form);
  const report = await verifier.verify(evidence);
  const issued = await receipts?.issue({ ...evidence, report });
  const expectedId = findDocumentId(form.fields.get('expected') ?? '');
  return {
    report,
    ...(expectedId === undefined ? {} : { expectedId }),
    ...(issued === undefined ? {} : { receipt: issued.receipt }),
  };
}
