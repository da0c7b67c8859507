import { AppError } from '../../../shared/app-error.ts';

/** The kinds of file that a batch may be, and the name by which row errors call the file. */
export const batchFileNames: Readonly<Record<string, string>> = {
  'text/csv': 'batch.csv',
  'application/json': 'batch.json',
  'application/x-ndjson': 'batch.ndjson',
  'application/xml': 'batch.xml',
  'text/xml': 'batch.xml',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'batch.xlsx',
  'application/zip': 'batch.zip',
};

/** The file name for a media type. @throws AppError `unsupported-media-type`, naming those that are taken. */
export function batchFileNameFor(mediaType: string): string {
  if (Object.hasOwn(batchFileNames, mediaType)) return batchFileNames[mediaType]!;
  const types = Object.keys(batchFileNames).join(', ');
  throw new AppError('unsupported-media-type', {
    th: `โปรดส่งข้อมูลผลการศึกษาเป็นชนิดใดชนิดหนึ่งใน ${types}`,
    en: `Send the records as one of ${types}.`,
  });
}
