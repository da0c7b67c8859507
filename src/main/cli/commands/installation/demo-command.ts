import { resolve } from 'node:path';
import { runDemo } from '../../../demo/run-demo.ts';
import { writeJson, writeText } from '../../command-line.ts';
import { exitCodes } from '../../exit-codes.ts';
import type { AddCommand } from '../command.ts';

/** `parinya demo`: the whole story in one run. */
export const addDemoCommand: AddCommand = (program, line, finish) => {
  program
    .command('demo')
    .description('the whole story in one run, on fictional students')
    .option('--out <dir>', 'where everything is left', './parinya-demo')
    .option('--json', 'print what was done as one JSON value')
    .action(async (options: { out: string; json?: boolean }) => {
      line.writeMessage('ปริญญา · Parinya\n');
      const result = await runDemo(line, resolve(line.workingFolder, options.out));
      const failed = result.expectations.filter(({ holds }) => !holds);
      if (options.json === true) writeJson(line, result);
      line.writeMessage('\n');
      writeText(
        line,
        failed.length === 0
          ? {
              th: `ทุกขั้นตอนได้ผลตามที่ควร เอกสาร ไฟล์กำกับ และสำเนาปลอมอยู่ใน ${result.folder} เข้าโฟลเดอร์นั้นแล้วลอง parinya verify ชื่อไฟล์.pdf ได้เลย`,
              en: `Every step gave what it should. PDFs, sidecars and the forged copy are in ${result.folder}\nGo there and try for yourself: parinya verify FILE.pdf`,
            }
          : {
              th: `มี ${failed.length} ขั้นตอนที่ไม่ได้ผลตามที่ควร ดูไฟล์ใน ${result.folder}`,
              en: `${failed.length} steps did not give what they should; look at ${result.folder}`,
            },
      );
      finish(failed.length === 0 ? exitCodes.done : exitCodes.bug);
    });
};
