import { altered, chapter, error, file, says, warning } from './collection-case.ts';
import { jsonRecord } from './samples.ts';

const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const two = { records: 4, courses: 2 };
const line = (change: Readonly<Record<string, unknown>> = {}): string => jsonRecord(change);

export const NDJSON_CHAPTER = chapter('NDJSON', [
  says('one record per line; NDJSON gives line and pointer', [
    file('two lines', 'a.ndjson', `${line()}\n${line({ studentId: '2' })}\n`, {
      format: 'ndjson',
      ...two,
    }),
    file('two lines named .json', 'a.json', `${line()}\n${line({ studentId: '2' })}`, {
      format: 'ndjson',
      ...two,
    }),
    file('one line named .ndjson', 'a.ndjson', `${line()}\n`, { format: 'ndjson' }),
    file('CRLF', 'a.ndjson', `${line()}\r\n${line({ studentId: '2' })}\r\n`, {
      format: 'ndjson',
      ...two,
    }),
    file('CR alone', 'a.ndjson', `${line()}\r${line({ studentId: '2' })}\r`, {
      format: 'ndjson',
      ...two,
    }),
    file(
      'blank lines',
      'a.ndjson',
      `\n\n${line()}\n\n  \n${line({ studentId: '2', level: 'x' })}\n\n`,
      {
        format: 'ndjson',
        ...two,
        accepted: 2,
        issues: [error('value-unknown', { line: 6, path: '/level' })],
      },
    ),
    file('a byte order mark', 'a.ndjson', `\uFEFF${line()}\n${line({ studentId: '2' })}`, {
      format: 'ndjson',
      ...two,
    }),
    file(
      'a grade on the second line',
      'a.ndjson',
      `${line()}\n${altered(line({ studentId: '2' }), '"B+"', '"b"')}`,
      {
        format: 'ndjson',
        ...two,
        accepted: 2,
        issues: [
          error('grade-unknown', {
            line: 2,
            path: '/terms/0/courses/0/grade',
            column: 'grade',
            suggestion: 'B',
          }),
        ],
      },
    ),
    file('a record twice', 'a.ndjson', `${line()}\n${line()}`, {
      format: 'ndjson',
      courses: 2,
      issues: [warning('record-repeated', { line: 2 })],
    }),
  ]),
  says('One bad record never blocks finding the others', [
    file(
      'a line cut off in the middle',
      'a.ndjson',
      `${line()}\n${line().slice(0, 60)}\n${line({ studentId: '2' })}`,
      { format: 'ndjson', ...two, accepted: 4, issues: [error('json-syntax', { line: 2 })] },
    ),
    file(
      'the first line cut off',
      'a.ndjson',
      `${line().slice(0, 60)}\n${line()}\n${line({ studentId: '2' })}`,
      { format: 'ndjson', ...two, accepted: 4, issues: [error('json-syntax', { line: 1 })] },
    ),
    file(
      'the first line cut off in a file named .json',
      'a.json',
      `${line().slice(0, 60)}\n${line()}\n${line({ studentId: '2' })}`,
      { format: 'ndjson', ...two, accepted: 4, issues: [error('json-syntax', { line: 1 })] },
    ),
    file(
      'the last line cut off',
      'a.ndjson',
      `${line()}\n${line({ studentId: '2' })}\n${line().slice(0, 60)}`,
      { format: 'ndjson', ...two, accepted: 4, issues: [error('json-syntax', { line: 3 })] },
    ),
    file('a line that is no object', 'a.ndjson', `${line()}\n42\n${line({ studentId: '2' })}`, {
      format: 'ndjson',
      ...two,
      accepted: 4,
      issues: [error('json-type', { line: 2 })],
    }),
    file('commas behind the lines', 'a.ndjson', `${line()},\n${line({ studentId: '2' })}`, {
      format: 'ndjson',
      accepted: 2,
      issues: [error('json-syntax', { line: 1 })],
    }),
    file(
      'a line nested too deeply',
      'a.ndjson',
      `${line()}\n{"a":${deep(50)}}\n${line({ studentId: '2' })}`,
      { format: 'ndjson', ...two, accepted: 4, issues: [error('nested-too-deeply', { line: 2 })] },
    ),
  ]),
]);
