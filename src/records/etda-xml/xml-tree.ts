import { SaxesParser } from 'saxes';
import { FormatError } from '../../shared/format-error.ts';

/** One element of the message: names without prefix, text without blanks round it. */
export interface XmlElement {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  readonly text: string;
  readonly line: number;
  /** `/Transcript/Course[2]/Year`: positions among brothers of the same name, from 1, left out for the first. */
  readonly path: string;
}

export interface XmlLimits {
  readonly depth: number;
  /** Longest text of one element. */
  readonly textLength: number;
  /** Elements of the whole document. */
  readonly elements: number;
  /** Elements whose text is neither kept nor limited. */
  readonly ignoredText: ReadonlySet<string>;
}

interface OpenElement extends XmlElement {
  text: string;
  readonly children: XmlElement[];
  readonly counts: Map<string, number>;
}

/**
 * Reads an XML document into a tree. No DTD, so neither entities nor anything from outside; limits before
 * memory.
 * @throws FormatError `xml/syntax`, `xml/doctype`, `xml/encoding` (its message names the encoding),
 * `xml/depth`, `xml/size`; `offset` is a line number.
 */
export function parseXmlTree(text: string, limits: XmlLimits): XmlElement {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const stack: OpenElement[] = [];
  let root: OpenElement | undefined;
  let elements = 0;
  const fail = (code: string, message: string): never => {
    throw new FormatError(code, message, parser.line);
  };

  parser.on('error', (error) => fail('xml/syntax', withoutPosition(error.message)));
  parser.on('doctype', () => fail('xml/doctype', 'a DOCTYPE is refused'));
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) fail('xml/encoding', encoding);
  });
  parser.on('opentag', (tag) => {
    if (stack.length >= limits.depth) fail('xml/depth', 'nested too deeply');
    if (++elements > limits.elements) fail('xml/size', 'too many elements');
    const parent = stack.at(-1);
    const element: OpenElement = {
      name: tag.local,
      namespace: tag.uri,
      attributes: new Map(Object.values(tag.attributes).map(({ local, value }) => [local, value])),
      children: [],
      text: '',
      line: parser.line,
      path: pathOf(parent, tag.local),
      counts: new Map(),
    };
    parent?.children.push(element);
    root ??= element;
    stack.push(element);
  });
  parser.on('closetag', () => {
    const closed = stack.pop();
    if (closed !== undefined) closed.text = closed.text.trim();
  });
  const addText = (piece: string): void => {
    const element = stack.at(-1);
    if (element === undefined || limits.ignoredText.has(element.name)) return;
    element.text += piece;
    if (element.text.length > limits.textLength) fail('xml/size', 'a text is too long');
  };
  parser.on('text', addText);
  parser.on('cdata', addText);

  parser.write(text).close();
  return root ?? fail('xml/syntax', 'there is no element');
}

function pathOf(parent: OpenElement | undefined, name: string): string {
  if (parent === undefined) return `/${name}`;
  const position = (parent.counts.get(name) ?? 0) + 1;
  parent.counts.set(name, position);
  return `${parent.path}/${name}${position === 1 ? '' : `[${position}]`}`;
}

/** The parser puts `line:column: ` before its messages, which we carry beside them. */
function withoutPosition(message: string): string {
  return message.replace(/^(?:[^:\s]*:)?\d+:\d+:\s*/, '').replace(/\.$/, '');
}
