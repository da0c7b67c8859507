import { existsSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { builtProgram, runParinya } from '../run-parinya.js';

/**
 * ETSI's schema of validation reports (TS 119 102-2 V1.4.1) on our own XML reports: of each document, believed and
 * not believed, and of a file that is no PDF.
 */
export const etsiSchemaJudge = {
  name: 'ETSI XSD',
  isInstalled: ({ oracles }, isOnPath) =>
    isOnPath('java') &&
    existsSync(join(oracles, 'dss/classes/EtsiReportJudge.class')) &&
    existsSync(builtProgram),
  async judge({ oracles, pdfs, work, trustList, run }) {
    const anchors = join(work, 'anchors.pem');
    writeFileSync(anchors, trustList.anchors.map(({ certificate }) => toPem(certificate)).join(''));
    const noPdf = join(work, 'no-document.pdf');
    writeFileSync(noPdf, 'no PDF');
    const wanted = [
      ...pdfs.flatMap((file) => [
        [file, 'believed', ['--trust', anchors]],
        [file, 'unknown', []],
      ]),
      [noPdf, 'unreadable', []],
    ];
    const reports = [];
    for (const [file, name, options] of wanted) {
      const args = ['verify', resolve(file), '--report', 'etsi-xml', '--offline', ...options];
      const { output } = await runParinya(args, { workingFolder: work });
      const report = join(work, `${basename(file, '.pdf')}.${name}.xml`);
      writeFileSync(report, output);
      reports.push(report);
    }
    const { stdout, stderr } = run('java', [
      '-cp',
      `${join(oracles, 'dss/classes')}:${join(oracles, 'dss/lib')}/*`,
      'EtsiReportJudge',
      ...reports,
    ]);
    const objections = new Map(stdout.split('\n').map((line) => line.split('\t')));
    return reports.map((report) => {
      const objection = objections.get(report) ?? stderr.split('\n')[0];
      return { file: report, ok: objection === '', answer: objection || 'valid' };
    });
  },
};

function toPem(base64) {
  return `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
}
