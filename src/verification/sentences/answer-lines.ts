import type { CheckResult, RegistryState, SignatureReport, VerificationReport } from '../report.ts';
import type { AnswerSymbol } from './answers.ts';
import { fill, type Language, type Sentence } from './language.ts';

/** One of the four plain lines below an answer. */
export interface AnswerLine {
  readonly symbol: AnswerSymbol;
  readonly label: string;
  readonly text: string;
}

/** What a line says, before it is put into a language. */
interface LineContent {
  readonly symbol: AnswerSymbol;
  readonly text: Sentence;
  readonly blanks?: Readonly<Record<string, string>>;
}

/** Turns an RFC 3339 time into a day as people read it, in the language of the answer. */
export type DayFormatter = (time: string, language: Language) => string;

const labels = {
  signer: { th: 'ผู้ลงนาม', en: 'Who signed it' },
  unchanged: { th: 'ไม่ถูกแก้ไขหลังการลงนาม', en: 'Unchanged since signing' },
  time: { th: 'เวลาที่ลงนาม', en: 'When' },
  inForce: { th: 'ยังมีผลใช้ได้', en: 'Still in force' },
} as const satisfies Record<string, Sentence>;

/** The four lines: who signed, unchanged, when, still in force; each with a state of its own. */
export function toAnswerLines(
  report: VerificationReport,
  language: Language,
  formatDay: DayFormatter,
): readonly AnswerLine[] {
  const day = (time: string) => formatDay(time, language);
  const contents = {
    signer: describeSigner(report, language),
    unchanged: describeChanges(report),
    time: describeTime(report, day),
    inForce: describeState(report, day),
  } as const satisfies Record<keyof typeof labels, LineContent>;
  return (['signer', 'unchanged', 'time', 'inForce'] as const).map((line) => {
    const { symbol, text, blanks = {} }: LineContent = contents[line];
    return { symbol, label: labels[line][language], text: fill(text, language, blanks) };
  });
}

/** The checks of a PDF and of a sidecar that say the same about each. */
function checksNamed(report: VerificationReport, ...names: string[]): readonly CheckResult[] {
  return report.checks.filter(({ check }) => names.includes(check));
}

function describeSigner(report: VerificationReport, language: Language): LineContent {
  const signer = report.signatures[0]?.signer ?? report.sidecar?.signer ?? null;
  if (!signer) {
    return {
      symbol: 'undetermined',
      text: { th: 'ไม่พบผู้ลงนาม', en: 'No signer was found' },
    };
  }
  const ties = checksNamed(report, 'document/institution', 'sidecar/institution');
  if (ties.some(({ indication }) => indication === 'FAILED')) {
    return {
      symbol: 'failed',
      text: {
        th: 'ผู้ลงนามไม่ใช่สถาบันที่เอกสารอ้างถึง',
        en: 'Not the institution that the document names',
      },
    };
  }
  // Where nothing rests on the sidecar it does not matter that its own signer is no longer proven.
  const isImplied = report.sidecar?.standing === 'IMPLIED_BY_PDF';
  const ofSidecar = isImplied ? [] : ['sidecar/path'];
  const chains = checksNamed(report, 'path/chain', 'path/signatures', ...ofSidecar);
  const isTrusted = chains.length > 0 && chains.every(({ indication }) => indication === 'PASSED');
  const isMathematical = checksNamed(report, 'signature/mathematics', 'sidecar/signature').every(
    ({ indication }) => indication === 'PASSED',
  );
  if (!isTrusted || !isMathematical) {
    return {
      symbol: 'undetermined',
      text: {
        th: 'ยังยืนยันไม่ได้ว่าผู้ลงนามเป็นใคร',
        en: 'It could not be settled who signed it',
      },
    };
  }
  const { institution } = report.document ?? {};
  const institutionName = language === 'th' ? institution?.nameTh : institution?.nameEn;
  const isTied = ties.some(({ indication }) => indication === 'PASSED');
  const name = (isTied ? institutionName : undefined) ?? toCommonName(signer.subject);
  return { symbol: 'passed', text: { th: '{name}', en: '{name}' }, blanks: { name } };
}

/** The most telling part of an RFC 4514 name. */
function toCommonName(subject: string): string {
  const match = /(?:^|,)CN=((?:\\.|[^,+\\])*)/.exec(subject);
  return match?.[1]?.replace(/\\([^0-9a-f])/gi, '$1') ?? subject;
}

function describeChanges({ signatures, sidecar, checks }: VerificationReport): LineContent {
  const mismatch = checks.some(({ subIndication }) => subIndication === 'SIDECAR_MISMATCH');
  const broken =
    signatures.some(({ integrity }) => integrity === 'BROKEN') || sidecar?.integrity === 'BROKEN';
  if (broken || mismatch) {
    return {
      symbol: 'failed',
      text:
        mismatch && !broken
          ? { th: 'ไฟล์ทั้งสองไม่ตรงกัน', en: 'The two files do not agree' }
          : { th: 'ไม่ตรงกับที่ลงนามไว้', en: 'It is not what was signed' },
    };
  }
  if (signatures.length === 0 && !sidecar) {
    return {
      symbol: 'undetermined',
      text: { th: 'ไม่มีลายมือชื่อให้เทียบ', en: 'There is no signature to compare with' },
    };
  }
  const hasArchivalUpdates = signatures.some(({ changesAfter }) => changesAfter !== 'NONE');
  return {
    symbol: 'passed',
    text: hasArchivalUpdates
      ? { th: 'มีเพียงการต่อเติมที่ผู้ลงนามอนุญาต', en: 'Only additions that the signer permits' }
      : { th: 'ตรงกับที่ลงนามไว้ทุกประการ', en: 'Exactly as it was signed' },
  };
}

function describeTime(
  { signatures, document }: VerificationReport,
  day: (time: string) => string,
): LineContent {
  const signature: SignatureReport | undefined = signatures[0];
  if (signature?.integrity === 'BROKEN') {
    return { symbol: 'undetermined', text: { th: 'ไม่ทราบ', en: 'Not known' } };
  }
  if (signature?.bestSignatureTime) {
    return {
      symbol: 'passed',
      text: { th: 'ไม่ช้ากว่า {date} ตามตราประทับเวลา', en: 'By {date}, as a time-stamp proves' },
      blanks: { date: day(signature.bestSignatureTime) },
    };
  }
  const claimed = signature?.signedAt ?? document?.issuedAt;
  if (!claimed) return { symbol: 'skipped', text: { th: 'ไม่ได้ระบุ', en: 'Not stated' } };
  const isTrusted = signature === undefined || signature.indication === 'TOTAL-PASSED';
  return {
    symbol: isTrusted ? 'passed' : 'undetermined',
    text: { th: '{date} ตามที่ผู้ลงนามระบุ', en: '{date}, as the signer states' },
    blanks: { date: day(claimed) },
  };
}

const states: Readonly<
  Record<RegistryState, { readonly symbol: AnswerSymbol; readonly text: Sentence }>
> = {
  issued: {
    symbol: 'passed',
    text: { th: 'ทะเบียนยืนยันว่ายังมีผลใช้ได้', en: 'The registry says that it is in force' },
  },
  revoked: {
    symbol: 'failed',
    text: { th: 'สถาบันเพิกถอนแล้ว{since}', en: 'Revoked by the institution{since}' },
  },
  suspended: {
    symbol: 'undetermined',
    text: { th: 'สถาบันระงับไว้ชั่วคราว{since}', en: 'Suspended by the institution{since}' },
  },
  superseded: {
    symbol: 'superseded',
    text: { th: 'มีเอกสารฉบับใหม่แทนแล้ว{since}', en: 'Replaced by a newer document{since}' },
  },
  expired: {
    symbol: 'undetermined',
    text: { th: 'เอกสารชั่วคราวพ้นกำหนดแล้ว{since}', en: 'A provisional document that ended{since}' },
  },
  unknown: {
    symbol: 'undetermined',
    text: { th: 'ทะเบียนไม่รู้จักเอกสารนี้', en: 'The registry knows no such document' },
  },
  'not-checked': {
    symbol: 'undetermined',
    text: { th: 'ยังไม่ได้ถามทะเบียน', en: 'The registry could not be asked' },
  },
};

/** In force, and there is a copy that proves itself for longer. */
const renewedElsewhere: (typeof states)[RegistryState] = {
  symbol: 'passed',
  text: {
    th: 'ทะเบียนยืนยันว่ายังมีผลใช้ได้ และมีสำเนาที่ต่ออายุแล้วให้ขอได้',
    en: 'The registry says that it is in force, and has a renewed copy of it',
  },
};

function isRenewed({ state, copy }: VerificationReport['registry']): boolean {
  return state === 'issued' && copy !== undefined && copy.revision < copy.newestRevision;
}

function describeState(report: VerificationReport, day: (time: string) => string): LineContent {
  const { registry, document } = report;
  if (!document) {
    return {
      symbol: 'skipped',
      text: { th: 'ไม่มีทะเบียนให้ถาม', en: 'There is no registry to ask' },
    };
  }
  if (registry.state === 'issued' && describeChanges(report).symbol === 'failed') {
    return {
      symbol: 'skipped',
      text: {
        th: 'ทะเบียนรับรองต้นฉบับ ไม่ใช่ไฟล์นี้',
        en: 'The registry vouches for the original, not for this file',
      },
    };
  }
  const { symbol, text } = isRenewed(registry) ? renewedElsewhere : states[registry.state];
  const { since } = registry;
  return {
    symbol,
    text: {
      th: text.th.replace('{since}', since === null ? '' : ` เมื่อ ${day(since)}`),
      en: text.en.replace('{since}', since === null ? '' : ` on ${day(since)}`),
    },
  };
}
