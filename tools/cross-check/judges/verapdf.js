import { existsSync } from 'node:fs';
import { join } from 'node:path';

const VERSION = '1.30.2';
const PROFILES = ['PDF/A-3a validation profile', 'PDF/UA-1 validation profile'];

/** veraPDF checks every profile that the metadata claims; both must be claimed and met. */
export const veraPdfJudge = {
  name: 'veraPDF',
  isInstalled: ({ oracles }, isOnPath) => isOnPath('java') && existsSync(jar(oracles)),
  judge({ oracles, pdfs, run }) {
    const { stdout } = run('java', [
      '-cp',
      jar(oracles),
      'org.verapdf.apps.GreenfieldCliWrapper',
      '-f',
      '0',
      '--format',
      'json',
      ...pdfs,
    ]);
    return JSON.parse(stdout).report.jobs.map(toAnswer);
  },
};

const jar = (oracles) => join(oracles, 'verapdf', `cli-${VERSION}.jar`);

function toAnswer(job) {
  const results = job.validationResult ?? [];
  const missing = PROFILES.filter((name) => !results.some((result) => result.profileName === name));
  const broken = results.filter((result) => !result.compliant || result.jobEndStatus !== 'normal');
  const rules = broken.flatMap((result) =>
    (result.details?.ruleSummaries ?? []).map(
      (rule) => `${rule.specification} ${rule.clause}-${rule.testNumber} (${rule.failedChecks})`,
    ),
  );
  const ok = missing.length === 0 && broken.length === 0 && job.taskException === undefined;
  return {
    file: job.itemDetails.name,
    ok,
    answer: ok
      ? 'PDF/A-3a and PDF/UA-1'
      : [
          job.taskException?.exceptionMessage,
          ...missing.map((name) => `not claimed: ${name}`),
          ...rules,
        ]
          .filter(Boolean)
          .join('; '),
  };
}
