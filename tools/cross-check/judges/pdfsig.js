/** poppler's pdfsig, without certificate check: the mathematics and the whole-file coverage. */
export const pdfsigJudge = {
  name: 'pdfsig',
  isInstalled: (_context, isOnPath) => isOnPath('pdfsig'),
  judge: ({ pdfs, run }) =>
    pdfs.map((file) => {
      const { stdout } = run('pdfsig', ['-nocert', file]);
      const valid = stdout.includes('Signature Validation: Signature is Valid.');
      const whole = stdout.includes('Total document signed');
      return {
        file,
        ok: valid && whole,
        answer: valid && whole ? 'Signature is Valid, total document signed' : stdout.trim(),
      };
    }),
};
