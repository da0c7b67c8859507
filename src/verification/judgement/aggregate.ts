import type { CheckResult } from '../report.ts';
import { passed } from './check-result.ts';
import type { CheckName } from './rules.ts';
import { toVerdict } from './overall-indication.ts';
import { rules } from './rules.ts';

/** Several findings as one check: the objection that weighs most, or passed when there is none. */
export function toOneCheck(check: CheckName, findings: readonly CheckResult[]): CheckResult {
  const { subIndication } = toVerdict(findings, []);
  const worst = findings.find(
    (finding) => subIndication !== null && finding.subIndication === subIndication,
  );
  if (!worst) return passed(check, `${findings.length} rules hold`);
  return { ...worst, check, because: rules[check] };
}
