import type { VNode } from 'preact';
import type { Language } from '../../http/requests/language.ts';
import type {
  DocumentReport,
  RegistryState,
  VerificationReport,
} from '../../verification/report.ts';
import { RECEIPT_MEDIA_TYPE } from '../../verification/receipt/receipt-claims.ts';
import { toAnswer } from '../../verification/sentences/to-answer.ts';
import { withLanguage } from '../components/layout.tsx';
import { StateSymbol } from '../components/symbols.tsx';
import { AllChecks } from './all-checks.tsx';
import { formatPageDay, formatPageMoment } from './dates.ts';

const words = {
  th: {
    document: 'เอกสารที่ตรวจ',
    claimed: 'ข้อมูลตามที่ไฟล์ระบุไว้เอง',
    kind: 'ชนิดเอกสาร',
    transcript: 'ใบแสดงผลการศึกษา',
    institution: 'สถาบัน',
    issued: 'ออกเมื่อ',
    number: 'รหัสเอกสาร',
    next: 'สิ่งที่ควรทำต่อไป',
    another: 'ตรวจไฟล์อื่น',
    print: 'พิมพ์ผลการตรวจ',
    checkedAt: 'ตรวจเมื่อ',
    anotherDay: 'ดูว่าเอกสารนี้มีผลใช้ได้ในวันอื่นหรือไม่',
    otherDocument: (id: string) => `ไฟล์นี้ไม่ใช่เอกสารรหัส ${id} ที่เปิดดูอยู่ ผลด้านล่างเป็นของไฟล์ที่เลือกเท่านั้น`,
    fileWent: {
      server: 'ไฟล์ถูกส่งมาตรวจที่เซิร์ฟเวอร์นี้ และไม่ได้เก็บไว้',
      here: 'ไฟล์ไม่ถูกส่งออกจากเครื่องนี้',
    },
    receipt: 'ใบรับรองผลการตรวจ',
    receiptSends: 'ใบรับรองลงนามโดยเซิร์ฟเวอร์นี้ได้ต่อเมื่อตรวจไฟล์เอง เมื่อกดปุ่มนี้ ไฟล์จะถูกส่งมาตรวจ และไม่เก็บไว้',
  },
  en: {
    document: 'The document that was checked',
    claimed: 'What the file says of itself',
    kind: 'Kind of document',
    transcript: 'Transcript',
    institution: 'Institution',
    issued: 'Issued on',
    number: 'Document id',
    next: 'What to do next',
    another: 'Check another file',
    print: 'Print this result',
    checkedAt: 'Checked on',
    anotherDay: 'See whether this document was in force on another day',
    otherDocument: (id: string) =>
      `This file is not the document ${id} that was looked up. The result below is only about the file.`,
    fileWent: {
      server: 'The file was sent to this server to be checked, and was not kept.',
      here: 'The file did not leave this device.',
    },
    receipt: 'Receipt of this check',
    receiptSends:
      'This server signs a receipt only of what it has checked itself: with this button the file is sent to it, and not kept.',
  },
} as const;

/** States that the registry of this service answers for, also for other days. */
const ANSWERED_STATES: readonly RegistryState[] = ['issued', 'suspended', 'revoked', 'superseded'];

interface AnswerProps {
  readonly report: VerificationReport;
  readonly language: Language;
  /** The document whose page the file was dropped on: a file of another one must not pass for it. */
  readonly expectedId?: string;
  /** Where the file was judged; said in a sentence, because people want to know where it went. */
  readonly judgedBy: 'server' | 'here';
  /** The signed receipt of an answer of the server's. */
  readonly receipt?: string;
  /** Whether the file may be sent to the server for one. */
  readonly offersReceipts?: boolean;
}

/** The answer: one sentence with its symbol, what to do next, four plain lines, and all checks folded in. */
export function AnswerSection(props: AnswerProps): VNode {
  const { report, language, expectedId, judgedBy, receipt, offersReceipts } = props;
  const text = words[language];
  const answer = toAnswer(report, language, formatPageDay);
  const documentId = report.document?.documentId;
  const isOther = expectedId !== undefined && report.document?.documentId !== expectedId;
  return (
    <section class={`answer answer-${answer.symbol}`} aria-labelledby="answer-headline">
      {isOther && (
        <p class="notice" role="note">
          {text.otherDocument(expectedId)}
        </p>
      )}
      {answer.notice !== null && (
        <p class="notice" role="note">
          {answer.notice}
        </p>
      )}
      <div class="answer-head">
        <StateSymbol name={answer.symbol} size={56} />
        <h1 id="answer-headline" tabIndex={-1}>
          {answer.headline}
        </h1>
      </div>
      {report.document !== null && (
        <DocumentLine
          document={report.document}
          language={language}
          isProven={answer.symbol === 'passed'}
        />
      )}
      <p class="next-step">
        <span class="label">{text.next}</span>
        {answer.nextStep}
      </p>
      <ul class="answer-lines">
        {answer.lines.map((line) => (
          <li key={line.label}>
            <StateSymbol name={line.symbol} size={24} />
            <span>
              <span class="label">{line.label}</span>
              {line.text}
            </span>
          </li>
        ))}
      </ul>
      <AllChecks report={report} language={language} />
      <p class="actions">
        <a class="button button-primary" href={withLanguage('/verify', language)}>
          {text.another}
        </a>
        {receipt !== undefined && (
          <a
            class="button"
            download={`receipt-${report.validationTime.slice(0, 10)}.jwt`}
            href={`data:${RECEIPT_MEDIA_TYPE},${receipt}`}
          >
            {text.receipt}
          </a>
        )}
        {offersReceipts === true && (
          <button class="button" type="button" data-receipt aria-describedby="receipt-sends">
            {text.receipt}
          </button>
        )}
        <button class="button" type="button" data-print hidden>
          {text.print}
        </button>
      </p>
      {documentId !== undefined && ANSWERED_STATES.includes(report.registry.state) && (
        <p>
          <a href={`${withLanguage(`/v/${documentId}`, language)}#then`}>{text.anotherDay}</a>
        </p>
      )}
      <p class="quiet">
        {text.checkedAt} {formatPageMoment(report.validationTime, language)}
        <br />
        {text.fileWent[judgedBy]}
      </p>
      {offersReceipts === true && (
        <p class="quiet" id="receipt-sends">
          {text.receiptSends}
        </p>
      )}
    </section>
  );
}

interface DocumentLineProps {
  readonly document: DocumentReport;
  readonly language: Language;
  /** Whether the file is what was signed; otherwise it is said that these are only its own words. */
  readonly isProven: boolean;
}

function DocumentLine({ document, language, isProven }: DocumentLineProps): VNode {
  const text = words[language];
  const { institution, documentId, issuedAt, kind } = document;
  const institutionName = language === 'th' ? institution?.nameTh : institution?.nameEn;
  return (
    <>
      {!isProven && <p class="quiet">{text.claimed}</p>}
      <dl class="document-line" aria-label={isProven ? text.document : text.claimed}>
        <div>
          <dt>{text.kind}</dt>
          <dd>{kind === 'transcript' ? text.transcript : kind}</dd>
        </div>
        <div>
          <dt>{text.institution}</dt>
          <dd>{institutionName ?? '–'}</dd>
        </div>
        <div>
          <dt>{text.issued}</dt>
          <dd>{formatPageDay(issuedAt, language)}</dd>
        </div>
        <div>
          <dt>{text.number}</dt>
          <dd class="code">{documentId}</dd>
        </div>
      </dl>
    </>
  );
}
