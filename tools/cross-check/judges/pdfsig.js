import { coversWholeFile } from './level-answers.js';

/**
 * poppler's pdfsig, without certificate check: the mathematics and the coverage of the institution's
 * signature. What it says of document time-stamps ("unknown") it says of everybody's.
 */
export const pdfsigJudge = {
  name: 'pdfsig',
  isInstalled: (_context, isOnPath) => isOnPath('pdfsig'),
  judge: ({ documents, run }) =>
    documents.map(({ file, level }) => {
      const { stdout } = run('pdfsig', ['-nocert', file]);
      const [first = ''] = stdout.split('Signature #2');
      const valid = first.includes('Signature Validation: Signature is Valid.');
      const whole = first.includes('Total document signed');
      const ok = valid && whole === coversWholeFile(level);
      return {
        file,
        ok,
        answer: ok
          ? `Signature is Valid, ${whole ? 'total document signed' : 'its revision signed'}`
          : stdout.trim(),
      };
    }),
};
