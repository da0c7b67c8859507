import type { VNode } from 'preact';
import type { Language } from '../../http/requests/language.ts';
import type { VerificationReport } from '../../verification/report.ts';
import { AnswerSection } from '../answer/answer-section.tsx';
import { CodeSection } from '../components/code-form.tsx';
import { FileForm } from '../components/file-form.tsx';
import { Layout } from '../components/layout.tsx';
import type { PageContext } from '../components/layout.tsx';

const words = {
  th: {
    title: 'ตรวจสอบเอกสาร',
    lead: 'เลือกไฟล์ใบแสดงผลการศึกษา แล้วอ่านคำตอบว่าเป็นของจริงและยังมีผลใช้ได้หรือไม่',
    answerTitle: 'ผลการตรวจ',
  },
  en: {
    title: 'Verify a document',
    lead: 'Choose the file of a transcript and read whether it is genuine and in force.',
    answerTitle: 'Result',
  },
} as const satisfies Record<Language, object>;

/** `/verify`: a file goes in, or a document id. */
export function VerifyPage(props: { context: PageContext; fault?: string }): VNode {
  const { context, fault } = props;
  const { language } = context;
  const text = words[language];
  return (
    <Layout context={context} title={text.title} island="verify">
      <div data-answer-place>
        <h1>{text.title}</h1>
        <p class="lead">{text.lead}</p>
        <FileForm
          language={language}
          offersReceipts={context.offersReceipts}
          {...(fault === undefined ? {} : { fault })}
        />
        <CodeSection language={language} />
      </div>
    </Layout>
  );
}

interface AnswerPageProps {
  readonly context: PageContext;
  readonly report: VerificationReport;
  readonly expectedId?: string;
  /** What the verifier signed of it, where it does. */
  readonly receipt?: string;
}

/** The answer as a page of its own. The script of the page takes only its answer out of it. */
export function AnswerPage({ context, report, ...rest }: AnswerPageProps): VNode {
  const { language } = context;
  return (
    <Layout context={context} title={words[language].answerTitle} island="verify" isPrivate>
      <div data-answer-place>
        <AnswerSection report={report} language={language} judgedBy="server" {...rest} />
      </div>
    </Layout>
  );
}
