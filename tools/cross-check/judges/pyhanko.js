import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** pyHanko, offline, with revocation required. */
export const pyhankoJudge = {
  name: 'pyHanko',
  isInstalled: ({ oracles }) => existsSync(python(oracles)),
  judge({ oracles, pdfs, anchorFolder, crlFolder, run }) {
    const script = join(import.meta.dirname, '../pyhanko/judge.py');
    const { stdout } = run(python(oracles), [script, anchorFolder, crlFolder, ...pdfs]);
    return stdout.split('\n').filter(Boolean).map(toAnswer);
  },
};

const python = (oracles) => join(oracles, 'pyhanko/bin/python');

function toAnswer(line) {
  const [file, ...answer] = line.split('\t');
  return {
    file,
    ok: answer.join(' ') === 'True ENTIRE_FILE NONE True True',
    answer: answer.join(' '),
  };
}
