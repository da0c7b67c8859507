import { FormatError } from '../../shared/format-error.ts';
import { ETDA_NAMESPACE } from '../../transcript/etda/etda-names.ts';
import type { RawRecord } from '../raw/raw-record.ts';
import type { Reading } from '../raw/reading.ts';
import type { RuleCode } from '../rules/rules.ts';
import { MessageReader } from './message-reader.ts';
import type { XmlElement } from './xml-tree.ts';
import { parseXmlTree } from './xml-tree.ts';

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
export function readEtdaXml(text: string, reading: Reading): readonly RawRecord[] {
  const root = findRoot(text, reading);
  if (root === undefined) return [];
  if (root.name !== 'Transcript' || root.namespace !== ETDA_NAMESPACE) {
    const place = { file: reading.file, line: root.line, path: root.path };
    const value = root.namespace === '' ? root.name : `{${root.namespace}}${root.name}`;
    reading.issues.add({ code: 'xml-root', place, value });
    return [];
  }
  return [new MessageReader(reading).read(root)];
}

function findRoot(text: string, reading: Reading): XmlElement | undefined {
  const { depth, cellLength } = reading.limits;
  try {
    return parseXmlTree(text, {
      depth,
      textLength: cellLength,
      elements: MAX_ELEMENTS,
      ignoredText: IGNORED_TEXT,
    });
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const problem = error.message.replace(/ \(at \d+\)$/, '');
    reading.issues.add({
      code: RULE_OF_ERROR[error.code] ?? 'xml-syntax',
      place: { file: reading.file, line: error.offset ?? null, path: null },
      details: { problem, encoding: problem, limit: String(depth), length: String(cellLength) },
    });
    return undefined;
  }
}
