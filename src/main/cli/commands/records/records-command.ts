import { keepHeapSmall } from '../../keep-heap-small.ts';
import type { AddCommand } from '../command.ts';
import { addRecordsCheckCommand } from './records-check-command.ts';
import { addRecordsConvertCommand } from './records-convert-command.ts';
import { addRecordsExampleCommand } from './records-example-command.ts';

/** `parinya records ...`: what registrars send, without a data folder and without issuing anything. */
export const addRecordsCommand: AddCommand = (program, line, finish) => {
  const records = program
    .command('records')
    .description('records as registrars send them')
    .hook('preAction', keepHeapSmall);
  addRecordsCheckCommand(records, line, finish);
  addRecordsConvertCommand(records, line, finish);
  addRecordsExampleCommand(records, line, finish);
};
