import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const VERSION = '1.30.2';
const PROFILES = ['PDF/A-3a validation profile', 'PDF/UA-1 validation profile'];

/**
 * veraPDF checks every profile that the metadata claims; both must be claimed and met, by the file and by
 * what it was after each of its revisions.
 */
export const veraPdfJudge = {
  name: 'veraPDF',
  isInstalled: ({ oracles }, isOnPath) => isOnPath('java') && existsSync(jar(oracles)),
  judge({ oracles, pdfs, work, run }) {
    const { stdout } = run('java', [
      '-cp',
      jar(oracles),
      'org.verapdf.apps.GreenfieldCliWrapper',
      '-f',
      '0',
      '--format',
      'json',
      ...pdfs,
      ...pdfs.flatMap((file) => writeEarlierRevisions(file, work)),
    ]);
    return JSON.parse(stdout).report.jobs.map(toAnswer);
  },
};

/** The file cut off behind every `%%EOF` but the last. */
function writeEarlierRevisions(file, work) {
  const pdf = readFileSync(file);
  const name = basename(file, '.pdf');
  const ends = [];
  for (let at = pdf.indexOf('%%EOF'); at >= 0; at = pdf.indexOf('%%EOF', at + 1)) ends.push(at + 5);
  return ends.slice(0, -1).map((end, index) => {
    const target = join(work, `${name}-revision-${index + 1}.pdf`);
    writeFileSync(target, pdf.subarray(0, end));
    return target;
  });
}

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
