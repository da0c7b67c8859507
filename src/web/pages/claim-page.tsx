import type { VNode } from 'preact';
import type { DocumentView } from '../../app/services.ts';
import { formatInstant } from '../../shared/instant.ts';
import { formatPageDay } from '../answer/dates.ts';
import { Layout, withLanguage } from '../components/layout.tsx';
import type { PageContext } from '../components/layout.tsx';

const words = {
  th: {
    title: 'รับเอกสาร',
    lead: 'กรอกรหัสรับเอกสารที่ได้จากสถาบัน และวันเกิด',
    code: 'รหัสรับเอกสาร',
    birthDate: 'วันเกิด',
    birthHelp: 'ปี-เดือน-วัน เช่น 2543-07-21 ใช้ปี พ.ศ. หรือ ค.ศ. ก็ได้ ถ้าทะเบียนไม่มีวันเกิดครบ ให้กรอกรหัสนักศึกษา',
    submit: 'ดูเอกสารของฉัน',
    mine: 'เอกสารของฉัน',
    transcript: 'ใบแสดงผลการศึกษา',
    languages: { th: 'ฉบับภาษาไทย', en: 'ฉบับภาษาอังกฤษ' },
    states: {
      reserved: 'กำลังออกเอกสาร',
      issued: 'มีผลใช้ได้',
      suspended: 'ถูกระงับชั่วคราว',
      revoked: 'ถูกเพิกถอน',
      superseded: 'มีฉบับใหม่แทนแล้ว',
    },
    issued: 'ออกเมื่อ',
    number: 'รหัสเอกสาร',
    pdf: 'ดาวน์โหลด PDF',
    sidecar: 'ไฟล์กำกับ (.jws)',
    leave: 'เลิกใช้งาน',
    short: 'หน้านี้เปิดได้ 30 นาที ถ้าใช้เครื่องร่วมกับผู้อื่น โปรดกดเลิกใช้งานเมื่อเสร็จ',
  },
  en: {
    title: 'Get your documents',
    lead: 'Enter the claim code from your institution and your date of birth.',
    code: 'Claim code',
    birthDate: 'Date of birth',
    birthHelp:
      'Year-month-day, for example 2000-07-21; Buddhist Era years are fine too. If the records lack your full date of birth, enter your student id.',
    submit: 'Show my documents',
    mine: 'My documents',
    transcript: 'Transcript',
    languages: { th: 'in Thai', en: 'in English' },
    states: {
      reserved: 'Being issued',
      issued: 'In force',
      suspended: 'Suspended',
      revoked: 'Revoked',
      superseded: 'Replaced by a newer one',
    },
    issued: 'Issued on',
    number: 'Document id',
    pdf: 'Download PDF',
    sidecar: 'Sidecar file (.jws)',
    leave: 'Leave',
    short: 'This page stays open for 30 minutes. On a shared computer, leave when you are done.',
  },
} as const;

/** `/claim`: a graduate shows the code and one detail. */
export function ClaimPage(props: { context: PageContext; fault?: string }): VNode {
  const { context, fault } = props;
  const text = words[context.language];
  return (
    <Layout context={context} title={text.title}>
      <h1>{text.title}</h1>
      <p class="lead">{text.lead}</p>
      {fault !== undefined && (
        <p class="fault" role="alert" id="claim-fault">
          {fault}
        </p>
      )}
      <form class="claim-form" method="post" action={withLanguage('/claim', context.language)}>
        <p>
          <label for="claim-code">{text.code}</label>
          <input
            class="code-input"
            id="claim-code"
            name="claimCode"
            type="text"
            required
            maxLength={64}
            autoComplete="off"
            autoCapitalize="characters"
            spellcheck={false}
            aria-invalid={fault !== undefined}
          />
        </p>
        <p>
          <label for="birth-date">{text.birthDate}</label>
          <input
            id="birth-date"
            name="birthDate"
            type="text"
            required
            maxLength={64}
            autoComplete="bday"
            aria-describedby="birth-help"
          />
          <span class="quiet" id="birth-help">
            {text.birthHelp}
          </span>
        </p>
        <p>
          <button class="button button-primary" type="submit">
            {text.submit}
          </button>
        </p>
      </form>
    </Layout>
  );
}

interface OwnDocumentsProps {
  readonly context: PageContext;
  readonly documents: readonly DocumentView[];
}

/** `/claim/documents`: the graduate's documents as sheets, to be downloaded. */
export function OwnDocumentsPage({ context, documents }: OwnDocumentsProps): VNode {
  const { language } = context;
  const text = words[language];
  return (
    <Layout context={context} title={text.mine} isPrivate>
      <h1>{text.mine}</h1>
      <ul class="sheets">
        {documents.map((document) => (
          <li class="sheet" key={document.documentId}>
            <h2>
              {text.transcript} {text.languages[document.language]}
            </h2>
            <dl class="document-line">
              <div>
                <dt>{text.number}</dt>
                <dd class="code">{document.documentId}</dd>
              </div>
              {document.issuedAt !== null && (
                <div>
                  <dt>{text.issued}</dt>
                  <dd>{formatPageDay(formatInstant(document.issuedAt), language)}</dd>
                </div>
              )}
            </dl>
            <p>{text.states[document.state]}</p>
            <p class="actions">
              <a class="button" href={`/claim/documents/${document.documentId}/pdf`}>
                {text.pdf}
              </a>
              <a href={`/claim/documents/${document.documentId}/sidecar`}>{text.sidecar}</a>
            </p>
          </li>
        ))}
      </ul>
      <form method="post" action={withLanguage('/claim/leave', language)}>
        <p class="quiet">{text.short}</p>
        <p>
          <button class="button" type="submit">
            {text.leave}
          </button>
        </p>
      </form>
    </Layout>
  );
}
