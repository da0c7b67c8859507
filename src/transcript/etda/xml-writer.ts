const SPECIAL = /[&<>"\r\t\n]/;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\t': '&#9;',
  '\n': '&#10;',
};

/** Text as it stands between tags or in an attribute; a parser gives back exactly the same text. */
export function escapeXml(text: string): string {
  return SPECIAL.test(text)
    ? text.replace(/[&<>"\r\t\n]/g, (character) => ENTITIES[character]!)
    : text;
}

/**
 * Writes indented XML of known names, fast: elements in document order, no validation. A value that is
 * `undefined` writes no element.
 */
export class XmlWriter {
  #text: string;
  #indent = '';
  readonly #open: string[] = [];
  readonly #prefix: string;

  /**
   * @param head everything before the root's children: declaration and the root's start tag.
   * @param prefix namespace prefix of every element, with its colon.
   */
  constructor(head: string, prefix: string) {
    this.#text = head;
    this.#prefix = prefix;
    this.#indent = '  ';
  }

  start(name: string): void {
    this.#text += `${this.#indent}<${this.#prefix}${name}>\n`;
    this.#open.push(name);
    this.#indent += '  ';
  }

  end(): void {
    this.#indent = this.#indent.slice(2);
    this.#text += `${this.#indent}</${this.#prefix}${this.#open.pop()!}>\n`;
  }

  /** @param attribute ready to write, for example `languageID="th"`; its value is a constant of ours. */
  element(name: string, value: string | undefined, attribute?: string): void {
    if (value === undefined) return;
    const tag = this.#prefix + name;
    const start = attribute === undefined ? tag : `${tag} ${attribute}`;
    this.#text += `${this.#indent}<${start}>${escapeXml(value)}</${tag}>\n`;
  }

  /** Elements that are XML already, with their indentation and line ends. */
  raw(xml: string): void {
    this.#text += xml;
  }

  /** What was written since the last time, for who puts something in between that is XML already. */
  take(): string {
    const text = this.#text;
    this.#text = '';
    return text;
  }

  /** The rest of the document. @param rootEnd the root's end tag. */
  finish(rootEnd: string): string {
    return `${this.#text}${rootEnd}\n`;
  }
}
