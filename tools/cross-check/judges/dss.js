import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** EU DSS under its strict policy. The format is asserted too: a CMS signing-time alone would still pass. */
export const dssJudge = {
  name: 'DSS',
  isInstalled: ({ oracles }, isOnPath) =>
    isOnPath('java') && existsSync(join(oracles, 'dss/classes/DssJudge.class')),
  judge({ oracles, pdfs, anchorFolder, crlFolder, run }) {
    const { stdout, stderr } = run('java', [
      '-cp',
      `${join(oracles, 'dss/classes')}:${join(oracles, 'dss/lib')}/*`,
      'DssJudge',
      anchorFolder,
      crlFolder,
      ...pdfs,
    ]);
    const answers = stdout.split('\n').filter(Boolean).map(toAnswer);
    const unheard = pdfs.slice(answers.length);
    return [
      ...answers,
      ...unheard.map((file) => ({ file, ok: false, answer: stderr.split('\n')[0] ?? 'no answer' })),
    ];
  },
};

function toAnswer(line) {
  const [file, indication, subIndication, format, scope, intact, ...rest] = line.split('\t');
  const [undefinedChanges, annotationChanges, formChanges, , errors] = rest;
  return {
    file,
    ok:
      indication === 'TOTAL_PASSED' &&
      format === 'PAdES-BASELINE-B' &&
      scope === 'FULL' &&
      intact === 'true' &&
      undefinedChanges === '0' &&
      annotationChanges === '0' &&
      formChanges === '0' &&
      errors === '',
    answer: [indication, subIndication, format, scope, errors]
      .filter((word) => word && word !== 'null')
      .join(' '),
  };
}
