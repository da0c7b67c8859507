import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

/** Runs dependency-cruiser with the project's rules on another tree; rules that fire make it exit non-zero. */
async function findViolations(root: string): Promise<readonly Violation[]> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['node_modules/dependency-cruiser/bin/dependency-cruise.mjs', root, '--output-type', 'json'],
    { env: { ...process.env, PARINYA_LAYERS_ROOT: root }, maxBuffer: 64 * 1024 * 1024 },
  ).catch((error: unknown) => error as { stdout: string });
  return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
}

describe('the layer rule', () => {
  it('finds an import that points down, an adapter outside main, and a Node module in verification', async () => {
    const violations = await findViolations('test/support/layers');

    expect(violations.map((violation) => violation.rule.name).sort()).toEqual([
      'layer-formats',
      'layer-verification',
      'only-main-chooses-adapters',
      'verification-is-portable',
    ]);
  }, 60_000);
});
