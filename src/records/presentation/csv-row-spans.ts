/** Where a row of a CSV text stands; all places are UTF-16 offsets. */
export interface CsvRowSpan {
  /** Physical line where it begins, from 1. */
  readonly line: number;
  readonly start: number;
  /** Behind its last cell: the place of its line break, or the end of the text. */
  readonly end: number;
  /** Where each cell begins; it ends at the delimiter before the next one. */
  readonly cellStarts: readonly number[];
  /** Whether it has nothing but blanks and delimiters: readers pass over it. */
  readonly isBlank: boolean;
}

/**
 * Finds the rows and cells of CSV text without reading them, by the same rules as the reader: for whoever
 * adds to a file of someone else's and leaves every byte of it as it is.
 */
export function* findRowSpans(text: string, delimiter: string): Generator<CsvRowSpan> {
  let line = 1;
  let start = 0;
  while (start < text.length) {
    const { end, cellStarts } =
      findQuotedRow(text, start, delimiter) ?? findPlainRow(text, start, delimiter);
    const content = text.slice(start, end);
    yield {
      line,
      start,
      end,
      cellStarts,
      isBlank: !content.includes('"') && content.replaceAll(delimiter, '').trim() === '',
    };
    const next = end + (text.startsWith('\r\n', end) ? 2 : 1);
    line += countBreaks(text.slice(start, next));
    start = next;
  }
}

type FoundRow = Pick<CsvRowSpan, 'end' | 'cellStarts'>;

/** `undefined` for a row with a quote that nobody closes. */
function findQuotedRow(text: string, start: number, delimiter: string): FoundRow | undefined {
  const cellStarts: number[] = [];
  let position = start;
  for (;;) {
    cellStarts.push(position);
    let content = position;
    while (text[content] === ' ') content++;
    if (text[content] === '"') {
      const closed = findClosingQuote(text, content);
      if (closed === undefined) return undefined;
      position = closed;
    }
    while (position < text.length && !isBreak(text[position]!) && text[position] !== delimiter) {
      position++;
    }
    if (text[position] !== delimiter) return { end: position, cellStarts };
    position++;
  }
}

/** The row as it stands on its line, whatever its quotation marks mean. */
function findPlainRow(text: string, start: number, delimiter: string): FoundRow {
  const cellStarts = [start];
  let end = start;
  for (; end < text.length && !isBreak(text[end]!); end++) {
    if (text[end] === delimiter) cellStarts.push(end + 1);
  }
  return { end, cellStarts };
}

/** The place behind the mark that closes a quoted cell. */
function findClosingQuote(text: string, opening: number): number | undefined {
  let from = opening + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return undefined;
    if (text[quote + 1] !== '"') return quote + 1;
    from = quote + 2;
  }
}

function isBreak(character: string): boolean {
  return character === '\n' || character === '\r';
}

function countBreaks(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}
