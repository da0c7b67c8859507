import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pyhankoExpectation } from './level-answers.js';

/** pyHanko, offline, with revocation required; from B-LT on with what the file itself brings. */
export const pyhankoJudge = {
  name: 'pyHanko',
  isInstalled: ({ oracles }) => existsSync(python(oracles)),
  judge({ oracles, documents, anchorFolder, crlFolder, run }) {
    const script = join(import.meta.dirname, '../pyhanko/judge.py');
    const { stdout } = run(python(oracles), [
      script,
      anchorFolder,
      crlFolder,
      ...documents.map(({ file, level, timeStamps }) => `${level}${timeStamps ? '+' : ''}=${file}`),
    ]);
    return stdout
      .split('\n')
      .filter(Boolean)
      .map((line, index) => toAnswer(line, documents[index].level));
  },
};

const python = (oracles) => join(oracles, 'pyhanko/bin/python');

function toAnswer(line, level) {
  const [file, ...answer] = line.split('\t');
  return {
    file,
    ok: answer.join(' ') === pyhankoExpectation(level),
    answer: answer.join(' '),
  };
}
