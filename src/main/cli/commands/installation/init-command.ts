import { resolve } from 'node:path';
import { initialiseInstallation } from '../../../installation/initialise-installation.ts';
import { writeText } from '../../command-line.ts';
import { exitCodes } from '../../exit-codes.ts';
import type { AddCommand } from '../command.ts';

/** `parinya init`: a data folder, with `--development` everything that trying out needs. */
export const addInitCommand: AddCommand = (program, line, finish) => {
  program
    .command('init')
    .description('make a data folder: settings, database, secret')
    .option('--dir <dir>', 'where (default: the data folder in force)')
    .option('--development', 'with two fictional universities and a development PKI')
    .option('--public-url <url>', 'the address that is printed on documents')
    .action(
      async (
        options: { dir?: string; development?: boolean; publicUrl?: string },
        command: typeof program,
      ) => {
        const { dataDir } = command.optsWithGlobals<{ dataDir?: string }>();
        const folder =
          options.dir ?? dataDir ?? line.environment['PARINYA_DATA_DIR'] ?? './parinya-data';
        const { configurationFile, isNew } = await initialiseInstallation({
          dataFolder: resolve(line.workingFolder, folder),
          development: options.development === true,
          isProduction: line.environment['NODE_ENV'] === 'production',
          clock: line.clock,
          ...(options.publicUrl === undefined ? {} : { publicUrl: options.publicUrl }),
        });
        writeText(
          line,
          isNew
            ? {
                th: `สร้างโฟลเดอร์ข้อมูลแล้ว ตั้งค่าได้ที่ ${configurationFile}`,
                en: `The data folder is ready. Its settings are in ${configurationFile}`,
              }
            : {
                th: `โฟลเดอร์ข้อมูลมีอยู่แล้ว ไม่ได้เปลี่ยนการตั้งค่าใน ${configurationFile}`,
                en: `The data folder was there already; the settings in ${configurationFile} were left as they are.`,
              },
        );
        finish(exitCodes.done);
      },
    );
};
