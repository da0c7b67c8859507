import type { VNode } from 'preact';
import type { DocumentStatus, DocumentThen } from '../../app/services.ts';
import type { Language } from '../../http/requests/language.ts';
import { formatInstant } from '../../shared/instant.ts';
import { formatPageDay } from '../answer/dates.ts';
import { CodeForm } from '../components/code-form.tsx';
import { FileForm } from '../components/file-form.tsx';
import { Layout, withLanguage } from '../components/layout.tsx';
import type { PageContext } from '../components/layout.tsx';
import { StateSymbol } from '../components/symbols.tsx';
import type { SymbolName } from '../components/symbols.tsx';
import { ThenSection } from '../components/then-section.tsx';
import type { ThenQuestion } from '../requests/then-question.ts';

const symbols: Readonly<Record<DocumentStatus['state'], SymbolName>> = {
  // A tick would be taken for "this copy is genuine", which nobody has checked yet.
  issued: 'registered',
  suspended: 'undetermined',
  revoked: 'failed',
  superseded: 'superseded',
};

type StateSentence = (date: string) => string;

interface PageWords extends Record<string, unknown> {
  readonly states: Readonly<Record<DocumentStatus['state'], StateSentence>>;
}

const words = {
  th: {
    title: 'สถานะเอกสาร',
    states: {
      issued: () => 'ทะเบียนมีเอกสารรหัสนี้ และยังมีผลใช้ได้',
      suspended: (date) => `สถาบันระงับเอกสารรหัสนี้ไว้ชั่วคราวเมื่อ ${date}`,
      revoked: (date) => `สถาบันเพิกถอนเอกสารนี้แล้วเมื่อ ${date}`,
      superseded: () => 'มีเอกสารฉบับใหม่แทนฉบับนี้แล้ว',
    },
    kind: 'ชนิดเอกสาร',
    transcript: 'ใบแสดงผลการศึกษา',
    institution: 'สถาบัน',
    since: 'สถานะนี้ตั้งแต่',
    number: 'รหัสเอกสาร',
    newer: 'เอกสารฉบับใหม่',
    erased: (date: string) =>
      `สถาบันลบข้อมูลของเอกสารนี้แล้วเมื่อ ${date} ตามระยะเวลาเก็บรักษาข้อมูล ไฟล์ที่ท่านถืออยู่ยังตรวจสอบได้ตามปกติ`,
    notChecked: 'ยังไม่ได้ตรวจสำเนาที่ได้รับ',
    yourCopy: 'สำเนาที่ได้รับเป็นของจริงหรือไม่',
    yourCopyLead: 'หน้านี้บอกได้เพียงสิ่งที่ทะเบียนเปิดเผยต่อทุกคน ถ้าต้องการรู้ว่าไฟล์ที่ได้รับเป็นของจริง โปรดวางไฟล์นั้นที่นี่',
    unknownTitle: 'ไม่พบเอกสารตามรหัสนี้',
    unknown: 'ไม่มีเอกสารรหัสนี้ในทะเบียน โปรดตรวจตัวอักษรและตัวเลขกับที่พิมพ์บนเอกสารอีกครั้ง',
  },
  en: {
    title: 'Document state',
    states: {
      issued: () => 'The registry knows a document with this id, and it is in force',
      suspended: (date) => `The institution suspended the document with this id on ${date}`,
      revoked: (date) => `The institution revoked this document on ${date}`,
      superseded: () => 'A newer document replaces this one',
    },
    kind: 'Kind of document',
    transcript: 'Transcript',
    institution: 'Institution',
    since: 'In this state since',
    number: 'Document id',
    newer: 'The newer document',
    erased: (date: string) =>
      `The institution erased the data of this document on ${date}, as its rule of retention has it. A file that you hold can still be checked.`,
    notChecked: 'Your copy has not been checked yet.',
    yourCopy: 'Is your copy genuine?',
    yourCopyLead:
      'This page shows only what the registry may tell anyone. To see that the file you were given is genuine, drop it here.',
    unknownTitle: 'No document with this id',
    unknown:
      'The registry holds no document with this id. Compare its letters and digits with those printed on the document.',
  },
} as const satisfies Record<Language, PageWords>;

interface DocumentPageProps {
  readonly context: PageContext;
  readonly status: DocumentStatus;
  /** What was asked about another day, and the answer where there is one. */
  readonly question: ThenQuestion | undefined;
  readonly then: DocumentThen | undefined;
}

/** `/v/{id}` of a document: what the registry tells anyone, and where to check the file itself. */
export function DocumentPage(props: DocumentPageProps): VNode {
  const { context, status, question, then } = props;
  const { language } = context;
  const text = words[language];
  const sentence: StateSentence = text.states[status.state];
  const day = formatPageDay(formatInstant(status.since), language);
  return (
    <Layout context={context} title={text.title} island="verify" isPrivate>
      <div data-answer-place>
        <section class="registry-state" aria-labelledby="state-headline">
          <div class="answer-head">
            <StateSymbol name={symbols[status.state]} size={48} />
            <h1 id="state-headline">{sentence(day)}</h1>
          </div>
          <dl class="document-line">
            <div>
              <dt>{text.number}</dt>
              <dd class="code">{status.documentId}</dd>
            </div>
            <div>
              <dt>{text.kind}</dt>
              <dd>{text.transcript}</dd>
            </div>
            <div>
              <dt>{text.institution}</dt>
              <dd>{language === 'th' ? status.institution.nameTh : status.institution.nameEn}</dd>
            </div>
            <div>
              <dt>{text.since}</dt>
              <dd>{day}</dd>
            </div>
            {status.supersededBy !== null && (
              <div>
                <dt>{text.newer}</dt>
                <dd class="code">
                  <a href={withLanguage(`/v/${status.supersededBy}`, language)}>
                    {status.supersededBy}
                  </a>
                </dd>
              </div>
            )}
          </dl>
          {status.erasedAt !== undefined && (
            <p>{text.erased(formatPageDay(formatInstant(status.erasedAt), language))}</p>
          )}
          <p class="quiet">{text.notChecked}</p>
        </section>
        <section aria-labelledby="copy-heading">
          <h2 id="copy-heading">{text.yourCopy}</h2>
          <p>{text.yourCopyLead}</p>
          <FileForm
            language={language}
            offersReceipts={context.offersReceipts}
            expectedId={status.documentId}
          />
        </section>
      </div>
      <ThenSection
        language={language}
        documentId={status.documentId}
        question={question}
        then={then}
      />
    </Layout>
  );
}

/** `/v/{id}` of an id that is unknown or mistyped: the same page for both. */
export function UnknownDocumentPage(props: { context: PageContext; typed: string }): VNode {
  const { context, typed } = props;
  const { language } = context;
  const text = words[language];
  return (
    <Layout context={context} title={text.unknownTitle} isPrivate>
      <h1>{text.unknownTitle}</h1>
      <p class="fault" role="alert">
        {text.unknown}
      </p>
      <CodeForm language={language} unknown={typed} />
    </Layout>
  );
}
