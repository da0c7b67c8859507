import { isFormatError } from '../../shared/format-error.ts';
import { ETDA_NAMESPACE } from '../../transcript/etda/etda-names.ts';
import type { RawRecord } from '../raw/raw-record.ts';
import type { Reading } from '../raw/reading.ts';
import type { RecordsReader } from '../raw/records-reader.ts';
import type { RuleCode } from '../rules/rules.ts';
import { MessageReader } from './message-reader.ts';
import { XmlTreeReader } from './xml-tree.ts';

/** Elements of the longest message: 400 courses of 15 and a term each, with room to spare. */
const MAX_ELEMENTS = 50_000;
const IGNORED_TEXT: ReadonlySet<string> = new Set(['Logo', 'PersonImage']);

const RULE_OF_ERROR: Readonly<Record<string, RuleCode>> = {
  'xml/doctype': 'xml-doctype',
  'xml/encoding': 'encoding-not-utf8',
  'xml/depth': 'nested-too-deeply',
  'xml/size': 'xml-too-large',
};

/**
 * Reads Thailand's national transcript message (ETDA Transcript 2.0), one record a file; no record when
 * it is not one, having said so.
 */
export class EtdaXmlReader implements RecordsReader {
  readonly #reading: Reading;
  readonly #tree: XmlTreeReader;
  #hasFailed = false;

  constructor(reading: Reading) {
    this.#reading = reading;
    const { depth, cellLength, recordLength } = reading.limits;
    this.#tree = new XmlTreeReader({
      depth,
      length: recordLength,
      textLength: cellLength,
      elements: MAX_ELEMENTS,
      ignoredText: IGNORED_TEXT,
    });
  }

  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  write(text: string): readonly RawRecord[] {
    this.#attempt(() => this.#tree.write(text));
    return [];
  }

  end(): readonly RawRecord[] {
    const root = this.#attempt(() => this.#tree.end());
    if (root === undefined) return [];
    if (root.name === 'Transcript' && root.namespace === ETDA_NAMESPACE) {
      return [new MessageReader(this.#reading).read(root)];
    }
    const place = { file: this.#reading.file, line: root.line, path: root.path };
    const value = root.namespace === '' ? root.name : `{${root.namespace}}${root.name}`;
    this.#reading.issues.add({ code: 'xml-root', place, value });
    return [];
  }

  #attempt<T>(step: () => T): T | undefined {
    if (this.#hasFailed) return undefined;
    try {
      return step();
    } catch (error) {
      this.#hasFailed = true;
      this.#report(error);
      return undefined;
    }
  }

  #report(error: unknown): void {
    if (!isFormatError(error)) throw error;
    const { file, limits, issues } = this.#reading;
    const problem = error.message.replace(/ \(at \d+\)$/, '');
    issues.add({
      code: RULE_OF_ERROR[error.code] ?? 'xml-syntax',
      place: { file, line: error.offset ?? null, path: null },
      details: {
        problem,
        encoding: problem,
        limit: String(limits.depth),
        length: String(limits.cellLength),
      },
    });
  }
}
