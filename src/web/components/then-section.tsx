import type { VNode } from 'preact';
import type { DocumentThen } from '../../app/services.ts';
import type { Language } from '../../http/requests/language.ts';
import type { DocumentId } from '../../shared/document-id.ts';
import { formatInstant } from '../../shared/instant.ts';
import type { Instant } from '../../shared/instant.ts';
import { formatPageDay } from '../answer/dates.ts';
import type { ThenQuestion } from '../requests/then-question.ts';
import { StateSymbol } from './symbols.tsx';
import type { SymbolName } from './symbols.tsx';

const symbols: Readonly<Record<DocumentThen['state'], SymbolName>> = {
  issued: 'registered',
  suspended: 'undetermined',
  revoked: 'failed',
  superseded: 'superseded',
  expired: 'failed',
  'not-issued': 'undetermined',
};

type ThenSentence = (since: string) => string;

interface ThenWords extends Record<string, unknown> {
  readonly states: Readonly<Record<DocumentThen['state'], ThenSentence>>;
}

const words = {
  th: {
    heading: 'สถานะในวันอื่น',
    lead: 'ถ้าต้องการรู้ว่าเอกสารนี้มีผลใช้ได้ในวันใดวันหนึ่งหรือไม่ เช่น วันที่รับเข้าทำงาน โปรดเลือกวันนั้น',
    on: 'ต้องการรู้สถานะของวันที่',
    known: 'ตามที่ทะเบียนรู้เมื่อวันที่ (ไม่บังคับ)',
    knownHelp:
      'สถาบันอาจบันทึกการเพิกถอนให้มีผลย้อนหลัง จึงถามได้ว่า ณ วันนั้นทะเบียนตอบว่าอย่างไร ถ้าเว้นว่าง จะตอบตามที่รู้ในวันนี้',
    ask: 'ดูสถานะ',
    fault: 'โปรดเลือกวันที่ที่มีจริงและไม่เกินวันนี้',
    days: (on: string, known: string) => `สิ้นวันที่ ${on} ตามที่รู้เมื่อ ${known}`,
    today: 'วันนี้',
    states: {
      issued: () => 'เอกสารนี้มีผลใช้ได้',
      suspended: (since) => `เอกสารนี้ถูกระงับไว้ชั่วคราว ตั้งแต่ ${since}`,
      revoked: (since) => `เอกสารนี้ถูกเพิกถอนแล้ว มีผลตั้งแต่ ${since}`,
      superseded: (since) => `มีเอกสารฉบับใหม่แทนเอกสารนี้แล้ว ตั้งแต่ ${since}`,
      expired: (since) => `เอกสารชั่วคราวฉบับนี้หมดอายุแล้ว ตั้งแต่ ${since}`,
      'not-issued': () => 'ยังไม่มีเอกสารนี้ในทะเบียน',
    },
    recorded: (day: string) => `สถาบันบันทึกสถานะนี้เมื่อ ${day}`,
  },
  en: {
    heading: 'Its state on another day',
    lead: 'To see whether this document was in force on a certain day, for example when somebody was hired, choose that day.',
    on: 'State on',
    known: 'As the registry knew it on (optional)',
    knownHelp:
      'An institution may record that a revocation counts from an earlier day. So you can ask what the registry answered then. Left empty: as known today.',
    ask: 'Show the state',
    fault: 'Choose days that exist and are not later than today.',
    days: (on: string, known: string) => `At the end of ${on}, as known on ${known}:`,
    today: 'today',
    states: {
      issued: () => 'This document was in force',
      suspended: (since) => `This document was suspended, since ${since}`,
      revoked: (since) => `This document was revoked, with effect from ${since}`,
      superseded: (since) => `A newer document had replaced this one, since ${since}`,
      expired: (since) => `This provisional document had expired, on ${since}`,
      'not-issued': () => 'The registry did not hold this document yet',
    },
    recorded: (day: string) => `The institution recorded this on ${day}`,
  },
} as const satisfies Record<Language, ThenWords>;

interface ThenProps {
  readonly language: Language;
  readonly documentId: DocumentId;
  readonly question: ThenQuestion | undefined;
  readonly then: DocumentThen | undefined;
}

/** Where anyone asks whether a document was valid on one day, as known on another. Needs no script. */
export function ThenSection({ language, documentId, question, then }: ThenProps): VNode {
  const text = words[language];
  const isFaulty = question !== undefined && question.times === undefined;
  const invalid = isFaulty
    ? { 'aria-invalid': true as const, 'aria-describedby': 'then-fault' }
    : {};
  return (
    <section class="then-section" id="then" aria-labelledby="then-heading">
      <h2 id="then-heading">{text.heading}</h2>
      {then !== undefined && question !== undefined && (
        <ThenAnswer language={language} question={question} then={then} />
      )}
      <p>{text.lead}</p>
      {isFaulty && (
        <p class="fault" id="then-fault" role="alert">
          {text.fault}
        </p>
      )}
      <form class="then-form" method="get" action={`/v/${documentId}#then`}>
        <input type="hidden" name="lang" value={language} />
        <div>
          <label for="then-on">{text.on}</label>
          <input id="then-on" name="on" type="date" required value={question?.on} {...invalid} />
        </div>
        <div>
          <label for="then-known">{text.known}</label>
          <input
            id="then-known"
            name="known"
            type="date"
            value={question?.known}
            aria-describedby="then-known-help"
          />
        </div>
        <p class="quiet" id="then-known-help">
          {text.knownHelp}
        </p>
        <button class="button" type="submit">
          {text.ask}
        </button>
      </form>
    </section>
  );
}

function ThenAnswer(props: {
  readonly language: Language;
  readonly question: ThenQuestion;
  readonly then: DocumentThen;
}): VNode {
  const { language, question, then } = props;
  const text = words[language];
  const sentence: ThenSentence = text.states[then.state];
  const day = (at: Instant): string => formatPageDay(formatInstant(at), language);
  const known = question.known === '' ? text.today : day(then.knownAt);
  const since = then.since === null ? '' : day(then.since);
  return (
    <div class="then-answer" role="status">
      <StateSymbol name={symbols[then.state]} size={32} />
      <p>
        <span class="label">{text.days(day(then.at), known)}</span>
        <strong>{sentence(since)}</strong>
        {then.recordedAt !== null && then.state !== 'issued' && (
          <span class="quiet">{text.recorded(day(then.recordedAt))}</span>
        )}
      </p>
    </div>
  );
}
