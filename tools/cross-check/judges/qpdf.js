/** qpdf reads the whole object structure; warnings count as failures. */
export const qpdfJudge = {
  name: 'qpdf',
  isInstalled: (_context, isOnPath) => isOnPath('qpdf'),
  judge: ({ pdfs, run }) =>
    pdfs.map((file) => {
      const { status, stdout, stderr } = run('qpdf', ['--check', file]);
      return {
        file,
        ok: status === 0,
        answer:
          status === 0 ? 'no errors' : (stderr || stdout).trim().split('\n').slice(0, 3).join('; '),
      };
    }),
};
