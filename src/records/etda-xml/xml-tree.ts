import { SaxesParser } from 'saxes';
import { FormatError } from '../../shared/format-error.ts';
import { isTooLarge } from '../raw/cell-size.ts';
import { trimBlanks } from '../raw/trim-blanks.ts';

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
  /** UTF-16 units of the whole document; as long as it likes without. */
  readonly length?: number;
  /** Longest text of one element, in bytes of UTF-8. */
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
 * Reads an XML document that comes in pieces into a tree. No DTD, so neither entities nor anything from
 * outside; limits before memory.
 */
export class XmlTreeReader {
  readonly #limits: XmlLimits;
  readonly #parser = new SaxesParser({ xmlns: true, position: true });
  readonly #stack: OpenElement[] = [];
  #root: OpenElement | undefined;
  #elements = 0;
  #length = 0;

  constructor(limits: XmlLimits) {
    this.#limits = limits;
    const parser = this.#parser;
    parser.on('error', (error) => this.#fail('xml/syntax', withoutPosition(error.message)));
    parser.on('doctype', () => this.#fail('xml/doctype', 'a DOCTYPE is refused'));
    parser.on('xmldecl', ({ encoding }) => {
      if (encoding !== undefined && !/^utf-?8$/i.test(encoding))
        this.#fail('xml/encoding', encoding);
    });
    parser.on('opentag', (tag) => {
      const attributes = Object.values(tag.attributes).map(
        ({ local, value }) => [local, value] as const,
      );
      this.#open(tag.local, tag.uri, new Map(attributes));
    });
    parser.on('closetag', () => {
      const closed = this.#stack.pop();
      if (closed !== undefined) closed.text = trimBlanks(closed.text);
    });
    parser.on('text', (piece) => this.#addText(piece));
    parser.on('cdata', (piece) => this.#addText(piece));
  }

  /**
   * Takes the next piece.
   * @throws FormatError `xml/syntax`, `xml/doctype`, `xml/encoding` (its message names the encoding),
   * `xml/depth`, `xml/size`; `offset` is a line number.
   */
  write(text: string): void {
    this.#length += text.length;
    if (this.#length > (this.#limits.length ?? Number.POSITIVE_INFINITY))
      this.#fail('xml/size', 'the document is too long');
    this.#parser.write(text);
  }

  /** The root element, once all is there. @throws FormatError as {@link write}. */
  end(): XmlElement {
    this.#parser.close();
    return this.#root ?? this.#fail('xml/syntax', 'there is no element');
  }

  #open(name: string, namespace: string, attributes: ReadonlyMap<string, string>): void {
    if (this.#stack.length >= this.#limits.depth) this.#fail('xml/depth', 'nested too deeply');
    if (++this.#elements > this.#limits.elements) this.#fail('xml/size', 'too many elements');
    const parent = this.#stack.at(-1);
    const element: OpenElement = {
      name,
      namespace,
      attributes,
      children: [],
      text: '',
      line: this.#parser.line,
      path: pathOf(parent, name),
      counts: new Map(),
    };
    parent?.children.push(element);
    this.#root ??= element;
    this.#stack.push(element);
  }

  #addText(piece: string): void {
    const element = this.#stack.at(-1);
    if (element === undefined || this.#limits.ignoredText.has(element.name)) return;
    element.text += piece;
    if (isTooLarge(element.text, this.#limits.textLength)) {
      this.#fail('xml/size', 'a text is too long');
    }
  }

  #fail(code: string, message: string): never {
    throw new FormatError(code, message, this.#parser.line);
  }
}

/** Reads an XML document that is there as a whole. @throws FormatError as {@link XmlTreeReader}. */
export function parseXmlTree(text: string, limits: XmlLimits): XmlElement {
  const reader = new XmlTreeReader(limits);
  reader.write(text);
  return reader.end();
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
