import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { AppError, isAppError } from '../../../shared/app-error.ts';
import type { Institution } from '../../../transcript/institution.ts';
import type { DocumentLanguage } from '../../../transcript/record.ts';
import { readInstitutionFile } from '../../configuration/read-institution-file.ts';
import { toInstitutions } from '../../installation/institutions.ts';
import { writeFileWhole } from '../../installation/write-file-whole.ts';
import { findPackageRoot, templateFolders } from '../../package-root.ts';
import { drawPages } from '../../preview/pdf-to-png.ts';
import { renderSpecimens } from '../../preview/render-specimens.ts';
import type { SpecimenRequest } from '../../preview/render-specimens.ts';
import { watchFolders } from '../../preview/watch-folders.ts';
import type { CommandLine } from '../command-line.ts';
import { writeJson, writeText } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { readInputFile } from '../input/read-input-files.ts';
import { makeOutputFolder } from '../output/write-output-file.ts';
import type { AddCommand } from './command.ts';
import { configurationOf } from './installation-options.ts';
import { findInstitution } from './institution-option.ts';

interface PreviewOptions {
  readonly language?: string;
  readonly institution?: string;
  readonly records?: string;
  readonly out: string;
  readonly watch?: boolean;
  readonly json?: boolean;
}

/** `parinya template preview`: what a template looks like, without keys, registry or data folder. */
export const addTemplateCommand: AddCommand = (program, line, finish) => {
  const template = program.command('template').description('how documents look');
  template
    .command('preview')
    .description('draw a template with sample data as PDF and PNG; nothing is signed')
    .argument('<name>', 'a template, or the path of its folder')
    .option('--language <language>', 'th or en; both when left out')
    .option('--institution <file|code>', 'a JSON file like those in the configuration, or a code')
    .option('--records <file>', 'show the first record of this file')
    .option('--out <dir>', 'where the files are written', '.')
    .option('--watch', "draw again whenever the template's or the institution's files change")
    .option('--json', 'print the names of the files as one JSON value')
    .action(async (name: string, options: PreviewOptions, command: Command) => {
      const request = await toRequest(line, command, name, options);
      await makeOutputFolder(line, options.out);
      if (options.watch !== true) {
        await preview(line, request, options);
        finish(exitCodes.done);
        return;
      }
      const again = async (): Promise<void> => {
        try {
          await preview(line, request, options);
        } catch (error) {
          // A template that is being changed is often wrong for a moment: say it and go on.
          if (!isAppError(error)) throw error;
          writeText(line, error.text);
        }
      };
      await again();
      writeText(line, {
        th: 'เฝ้าดูไฟล์ของแม่แบบ กด Ctrl+C เพื่อเลิก',
        en: 'Watching the files of the template; press Ctrl+C to stop.',
      });
      let drawing = Promise.resolve();
      await watchFolders(watchedFolders(request), line.stopped, () => {
        drawing = drawing.then(again);
      });
      await drawing;
      finish(exitCodes.done);
    });
};

async function toRequest(
  line: CommandLine,
  command: Command,
  name: string,
  { language, institution, records }: PreviewOptions,
): Promise<SpecimenRequest> {
  if (language !== undefined && language !== 'th' && language !== 'en') {
    throw new AppError('usage', {
      th: `ไม่มีภาษา ${language} ให้ใช้ th หรือ en`,
      en: `There is no language ${language}; use th or en.`,
    });
  }
  const languages: readonly DocumentLanguage[] = language === undefined ? ['th', 'en'] : [language];
  // A path names a folder of its own; a plain name is looked for where documents find it.
  const isPath = /[/\\]/.test(name);
  const folder = resolve(line.workingFolder, name);
  const { dataFolder } = configurationOf(line, command);
  return {
    template: isPath ? basename(folder) : name,
    templateFolders: isPath ? [dirname(folder)] : templateFolders(dataFolder),
    institution: getInstitution(line, command, institution),
    languages,
    at: line.clock.now(),
    ...(records === undefined
      ? {}
      : {
          records: {
            name: basename(records),
            bytes: await readInputFile(line.workingFolder, records),
          },
        }),
  };
}

/** Of a file, of the configuration, or the fictional one that ships with the program. */
function getInstitution(
  line: CommandLine,
  command: Command,
  option: string | undefined,
): Institution {
  if (option !== undefined && /^\d{5}$/.test(option))
    return findInstitution(line, command, option)!;
  const file =
    option === undefined
      ? join(findPackageRoot(), 'fixtures', 'institutions', 'sommut.json')
      : resolve(line.workingFolder, option);
  const configured = readInstitutionFile(file);
  return toInstitutions([configured], dirname(file)).get(configured.code)!;
}

async function preview(
  line: CommandLine,
  request: SpecimenRequest,
  { out, json }: PreviewOptions,
): Promise<void> {
  const files: string[] = [];
  let areDrawn = true;
  for (const { language, pdf } of renderSpecimens(request)) {
    const path = resolve(line.workingFolder, out, `${request.template}-${language}.pdf`);
    await writeFileWhole(path, pdf);
    const pages = drawPages(path);
    areDrawn &&= pages !== undefined;
    files.push(basename(path), ...(pages ?? []));
  }
  if (json === true) writeJson(line, { files: files.map((file) => join(out, file)) });
  else line.writeMessage(files.map((file) => `${join(out, file)}\n`).join(''));
  if (areDrawn) return;
  writeText(line, {
    th: 'ไม่มีโปรแกรมวาดหน้าเป็น PNG จึงได้เฉพาะ PDF ติดตั้ง poppler (apt install poppler-utils, brew install poppler) หรือ mupdf-tools แล้วลองใหม่',
    en: 'No program to draw pages as PNG is installed, so there are PDFs only. Install poppler (apt install poppler-utils, brew install poppler) or mupdf-tools and try again.',
  });
}

/** The folders whose files decide what is drawn. */
function watchedFolders({
  template,
  templateFolders: folders,
  institution,
}: SpecimenRequest): readonly string[] {
  const found = [folders].flat().map((folder) => join(folder, template));
  const own = found.find((folder) => existsSync(folder));
  return [own, institution.design].filter((folder) => folder !== undefined);
}
