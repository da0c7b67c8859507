import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { dssExpectations } from './level-answers.js';

/**
 * EU DSS under its strict policy. The format is asserted too: a CMS signing-time alone would still pass. From
 * B-LT on it gets no revocation data from us: the file must bring all. Each time-stamp must stand by itself.
 */
export const dssJudge = {
  name: 'DSS',
  isInstalled: ({ oracles }, isOnPath) =>
    isOnPath('java') && existsSync(join(oracles, 'dss/classes/DssJudge.class')),
  judge({ oracles, documents, anchorFolder, crlFolder, run }) {
    const { stdout, stderr } = run('java', [
      '-cp',
      `${join(oracles, 'dss/classes')}:${join(oracles, 'dss/lib')}/*`,
      'DssJudge',
      anchorFolder,
      crlFolder,
      ...documents.map(({ file, level }) => `${level}=${file}`),
    ]);
    const answers = stdout
      .split('\n')
      .filter(Boolean)
      .map((line, index) => toAnswer(line, documents[index]));
    const unheard = documents.slice(answers.length);
    return [
      ...answers,
      ...unheard.map(({ file }) => ({
        file,
        ok: false,
        answer: stderr.split('\n')[0] ?? 'no answer',
      })),
    ];
  },
};

function toAnswer(line, document) {
  const [file, indication, subIndication, format, scope, intact, ...rest] = line.split('\t');
  const [undefinedChanges, annotationChanges, formChanges, , errors, stamps] = rest;
  const expected = dssExpectations(document);
  const timeStamps = stamps === '' ? [] : stamps.split(' ');
  return {
    file,
    ok:
      indication === 'TOTAL_PASSED' &&
      format === expected.format &&
      scope === expected.scope &&
      timeStamps.length === expected.timeStamps &&
      timeStamps.every((each) => each.endsWith('=PASSED') || each.endsWith('=TOTAL_PASSED')) &&
      intact === 'true' &&
      undefinedChanges === '0' &&
      annotationChanges === '0' &&
      formChanges === '0' &&
      errors === '',
    answer: [indication, subIndication, format, scope, stamps, errors]
      .filter((word) => word && word !== 'null')
      .join(' '),
  };
}
