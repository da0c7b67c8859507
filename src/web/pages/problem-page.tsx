import type { VNode } from 'preact';
import { problemTypes } from '../../http/problems/problem-types.ts';
import type { ProblemCode } from '../../http/problems/problem-types.ts';
import type { Failure } from '../../http/problems/problem.ts';
import { Layout, withLanguage } from '../components/layout.tsx';
import type { PageContext } from '../components/layout.tsx';

const words = {
  th: { requestId: 'หมายเลขคำขอ', home: 'ไปหน้าแรก', status: 'สถานะ HTTP', code: 'รหัสปัญหา' },
  en: {
    requestId: 'Request id',
    home: 'Go to the first page',
    status: 'HTTP status',
    code: 'Code',
  },
} as const;

/** What a person sees instead of a page that cannot be shown. */
export function FailurePage(props: {
  context: PageContext;
  failure: Failure;
  requestId: string;
}): VNode {
  const { context, failure, requestId } = props;
  const { language } = context;
  const text = words[language];
  const title = failure.title[language];
  const detail = failure.detail[language];
  return (
    <Layout context={context} title={title} isPrivate>
      <h1>{title}</h1>
      {detail !== title && <p class="lead">{detail}</p>}
      <p>
        <a class="button button-primary" href={withLanguage('/', language)}>
          {text.home}
        </a>
      </p>
      <p class="quiet">
        {text.requestId}: <code>{requestId}</code>
      </p>
    </Layout>
  );
}

/** `/problems/{code}`: what a problem type of the API means (RFC 9457 §3.1.1). */
export function ProblemTypePage(props: { context: PageContext; code: ProblemCode }): VNode {
  const { context, code } = props;
  const { status, title } = problemTypes[code];
  const text = words[context.language];
  return (
    <Layout context={context} title={title[context.language]}>
      <h1>{title[context.language]}</h1>
      <dl class="document-line">
        <div>
          <dt>{text.code}</dt>
          <dd class="code">{code}</dd>
        </div>
        <div>
          <dt>{text.status}</dt>
          <dd>{status}</dd>
        </div>
      </dl>
    </Layout>
  );
}
