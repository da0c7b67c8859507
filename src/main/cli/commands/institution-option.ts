import type { Command } from 'commander';
import { AppError } from '../../../shared/app-error.ts';
import type { Institution } from '../../../transcript/institution.ts';
import { toInstitutions } from '../../installation/institutions.ts';
import type { CommandLine } from '../command-line.ts';
import { configurationOf } from './installation-options.ts';

/**
 * The configured institution that `--institution CODE` names; none without the option, and then no
 * configuration is read.
 * @throws AppError `institution-unknown`, and what reading the configuration throws.
 */
export function findInstitution(
  line: CommandLine,
  command: Command,
  code: string | undefined,
): Institution | undefined {
  if (code === undefined) return undefined;
  const { settings, dataFolder } = configurationOf(line, command);
  const institution = toInstitutions(settings.institutions, dataFolder).get(code);
  if (institution !== undefined) return institution;
  throw new AppError('institution-unknown', {
    th: `ไม่มีสถาบันรหัส ${code} ในการตั้งค่า`,
    en: `There is no institution with the code ${code} in the configuration.`,
  });
}
