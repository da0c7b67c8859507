import type { Language } from '../../http/requests/language.ts';
import type { VerificationReport } from '../../verification/report.ts';
import type { SymbolName } from '../components/symbols.tsx';
import { formatDate } from './dates.ts';

/** A report as a page says it. */
export interface AnswerView {
  readonly symbol: SymbolName;
  readonly headline: string;
  readonly nextStep: string;
  readonly lines: readonly AnswerLine[];
}

export interface AnswerLine {
  readonly symbol: SymbolName;
  readonly label: string;
  readonly text: string;
}

/** PLACEHOLDER until the sentences of the verification stage. */
export function toAnswerView(report: VerificationReport, language: Language): AnswerView {
  const th = language === 'th';
  const symbol: SymbolName =
    report.indication === 'TOTAL-PASSED'
      ? 'passed'
      : report.indication === 'TOTAL-FAILED'
        ? 'failed'
        : report.registry.state === 'superseded'
          ? 'superseded'
          : 'undetermined';
  const since = report.registry.since === null ? '' : formatDate(report.registry.since, language);
  const headline =
    symbol === 'passed'
      ? th
        ? 'เอกสารนี้เป็นของจริงและยังมีผลใช้ได้'
        : 'This document is genuine and in force'
      : symbol === 'failed'
        ? report.registry.state === 'revoked'
          ? th
            ? `สถาบันเพิกถอนเอกสารนี้แล้วเมื่อ ${since}`
            : `The institution revoked this document on ${since}`
          : th
            ? 'เอกสารนี้ถูกแก้ไขหลังการลงนาม อย่าใช้เป็นหลักฐาน'
            : 'This document was changed after signing. Do not rely on it'
        : th
          ? 'ยังตรวจไม่ได้ครบทุกข้อ'
          : 'Not everything could be checked';
  const line = (labelTh: string, labelEn: string, text: string): AnswerLine => ({
    symbol,
    label: th ? labelTh : labelEn,
    text,
  });
  return {
    symbol,
    headline,
    nextStep: th ? 'ขอไฟล์ต้นฉบับจากผู้ถือเอกสาร' : 'Ask the holder for the original file.',
    lines: [
      line('ใครลงนาม', 'Who signed it', report.signatures[0]?.signer?.subject ?? '-'),
      line(
        'ไม่ถูกแก้ไขหลังการลงนาม',
        'Unchanged since signing',
        report.signatures[0]?.integrity ?? '-',
      ),
      line('เมื่อใด', 'When', report.document?.issuedAt ?? '-'),
      line('ยังมีผลใช้ได้', 'Still in force', report.registry.state),
    ],
  };
}
