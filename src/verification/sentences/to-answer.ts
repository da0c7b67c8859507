import type { SubIndication, VerificationReport } from '../report.ts';
import { toAnswerLines, type AnswerLine, type DayFormatter } from './answer-lines.ts';
import { answers, nextSteps, type AnswerKind, type AnswerSymbol } from './answers.ts';
import { fill, type Language, type Sentence } from './language.ts';
import { reasons } from './reasons.ts';

/** A report as people read it: on the page, at the command line, in a receipt. */
export interface AnswerText {
  readonly symbol: AnswerSymbol;
  readonly headline: string;
  readonly nextStep: string;
  readonly lines: readonly AnswerLine[];
  /** What must be said besides, whatever the answer; `null` when nothing must. */
  readonly notice: string | null;
}

/** One whole sentence, what to do next, and four plain lines. */
export function toAnswer(
  report: VerificationReport,
  language: Language,
  formatDay: DayFormatter,
): AnswerText {
  const { symbol, headline, nextStep } = answers[toAnswerKind(report)];
  const { since } = report.registry;
  const { subIndication } = report;
  return {
    symbol,
    headline: fill(headline, language, {
      date: since === null ? '' : formatDay(since, language),
      reason: reasons[subIndication ?? 'TRY_LATER'][language],
    }),
    nextStep: fill(findNextStep(report) ?? nextStep, language),
    lines: toAnswerLines(report, language, formatDay),
    notice: toNotice(report, language),
  };
}

function toNotice(report: VerificationReport, language: Language): string | null {
  const notices = [
    ...(report.developmentOnly ? [developmentNotice] : []),
    ...(report.sidecar?.standing === 'IMPLIED_BY_PDF' ? [impliedNotice] : []),
  ];
  return notices.length === 0 ? null : notices.map((each) => fill(each, language)).join(' · ');
}

/** The PDF carries what proves it for long, the sidecar does not. */
const impliedNotice: Sentence = {
  th: 'ไฟล์กำกับตรงกับระเบียนใน PDF แต่ลายมือชื่อของไฟล์กำกับเองพิสูจน์ไม่ได้แล้ว ผลนี้มาจาก PDF',
  en: "The sidecar agrees with the PDF's record; its own signature can no longer be proven by itself, so the answer rests on the PDF",
};

/** A document of an installation for trying out must not be taken for a real one. */
const developmentNotice: Sentence = {
  th: 'ใบรับรองเหล่านี้ใช้เพื่อการทดลองเท่านั้น เอกสารนี้ไม่ใช่หลักฐานจริง',
  en: 'These certificates are for trying out only: this document is no real evidence',
};

/** What was left open decides who can help. */
function findNextStep({ indication, subIndication }: VerificationReport): Sentence | undefined {
  return indication === 'INDETERMINATE' && subIndication ? nextSteps[subIndication] : undefined;
}

/** Which of the answers a report is. */
export function toAnswerKind(report: VerificationReport): AnswerKind {
  const { indication, subIndication, document, registry } = report;
  if (indication === 'TOTAL-PASSED') return document ? 'genuine' : 'signature-valid';
  if (indication === 'INDETERMINATE') {
    return subIndication === 'DOCUMENT_SUPERSEDED' ? 'superseded' : 'undetermined';
  }
  if (subIndication === 'DOCUMENT_REVOKED' && registry.since === null) return 'revoked-undated';
  return (subIndication && failureKinds[subIndication]) ?? toBrokenKind(report);
}

/** Failures that are not about the bytes of the document. */
const failureKinds: Readonly<Partial<Record<SubIndication, AnswerKind>>> = {
  SIGNER_NOT_AUTHORISED: 'wrong-signer',
  SIDECAR_MISMATCH: 'mismatch',
  DOCUMENT_REVOKED: 'revoked',
  REVOKED: 'not-reliable',
  EXPIRED: 'not-reliable',
  NOT_YET_VALID: 'not-reliable',
};

/** What is broken: a file that is no signed document must not be called a changed one. */
function toBrokenKind({ checks, signatures, sidecar }: VerificationReport): AnswerKind {
  const hasFailed = (name: string) =>
    checks.some(({ check, indication }) => check === name && indication === 'FAILED');
  if (hasFailed('document/format')) return 'unreadable';
  const isPdfIntact = signatures.every(({ integrity }) => integrity === 'INTACT');
  const isPdfGood = isPdfIntact && !hasFailed('document/own-information');
  if (sidecar?.integrity === 'BROKEN' && isPdfGood) return 'sidecar-broken';
  return 'changed';
}
