import type { VNode } from 'preact';
import type { Language } from '../../http/requests/language.ts';
import type {
  CheckIndication,
  CheckResult,
  SignatureReport,
  VerificationReport,
} from '../../verification/report.ts';
import { toCheckSentence } from '../../verification/sentences/check-sentences.ts';
import { StateSymbol } from '../components/symbols.tsx';
import type { SymbolName } from '../components/symbols.tsx';

const symbols: Readonly<Record<CheckIndication, SymbolName>> = {
  PASSED: 'passed',
  FAILED: 'failed',
  INDETERMINATE: 'undetermined',
  SKIPPED: 'skipped',
};

const words = {
  th: {
    all: (count: number) => `การตรวจทั้งหมด ${count} ข้อ`,
    technical: 'รายละเอียดทางเทคนิคเป็นภาษาอังกฤษตามมาตรฐาน ETSI EN 319 102-1',
    signature: 'ลายมือชื่อ',
    overall: 'ผลรวม',
  },
  en: {
    all: (count: number) => `All ${count} checks`,
    technical: 'Technical detail is in the terms of ETSI EN 319 102-1.',
    signature: 'Signature',
    overall: 'Overall',
  },
} as const;

interface ChecksProps {
  readonly report: VerificationReport;
  readonly language: Language;
}

/** Every check that was made, for those who want to know exactly: folded until asked for. */
export function AllChecks({ report, language }: ChecksProps): VNode {
  const text = words[language];
  const { indication, subIndication } = report;
  return (
    <details class="all-checks">
      <summary>{text.all(report.checks.length)}</summary>
      <p class="quiet">{text.technical}</p>
      <p>
        {text.overall}: <code>{codes(indication, subIndication)}</code>
      </p>
      <ol class="checks">
        {worstFirst(report.checks).map((check, index) => (
          <CheckItem key={index} check={check} language={language} />
        ))}
      </ol>
      {report.signatures.map((signature) => (
        <SignatureDetail key={signature.field} signature={signature} name={text.signature} />
      ))}
    </details>
  );
}

const order: readonly CheckIndication[] = ['FAILED', 'INDETERMINATE', 'PASSED', 'SKIPPED'];

/** What decided the answer comes first; otherwise the order in which it was checked. */
function worstFirst(checks: readonly CheckResult[]): readonly CheckResult[] {
  return checks.toSorted(
    (left, right) => order.indexOf(left.indication) - order.indexOf(right.indication),
  );
}

function CheckItem({ check, language }: { check: CheckResult; language: Language }): VNode {
  return (
    <li>
      <StateSymbol name={symbols[check.indication]} size={20} />
      <div>
        <p>{toCheckSentence(check, language)}</p>
        <p lang="en" class="quiet">
          <code>{codes(check.check, check.subIndication)}</code>
          <br />
          {check.found}
          <br />
          {check.because}
        </p>
      </div>
    </li>
  );
}

/** The facts of one signature, in the words of the standards. */
function SignatureDetail(props: { signature: SignatureReport; name: string }): VNode {
  const { signature, name } = props;
  const { signer } = signature;
  const facts: readonly (readonly [string, string | number | null])[] = [
    ['indication', codes(signature.indication, signature.subIndication)],
    ['integrity', signature.integrity],
    ['coverage', signature.coverage],
    ['changesAfter', signature.changesAfter],
    ['docMdp', signature.docMdp],
    ['level', signature.level],
    ['signedAt', signature.signedAt],
    ['bestSignatureTime', signature.bestSignatureTime],
    ['subject', signer?.subject ?? null],
    ['issuer', signer?.issuer ?? null],
    ['serial', signer?.serial ?? null],
    ['trustAnchor', signature.trustAnchor],
  ];
  return (
    <section class="signature-detail">
      <h2>
        {name} <code>{signature.field}</code>
      </h2>
      <dl lang="en">
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value ?? '–'}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** `INDETERMINATE / TRY_LATER`, `pdf/coverage / HASH_FAILURE`: a code and what it adds, if anything. */
function codes(indication: string, subIndication: string | null): string {
  return subIndication === null ? indication : `${indication} / ${subIndication}`;
}
