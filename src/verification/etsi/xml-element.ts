/** An element of XML, with its name as it is written (prefix and all). */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
}

type Child = XmlElement | string | undefined;

/** An element; children that are `undefined` are left out. */
export function xml(
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly Child[]
): XmlElement {
  return {
    name,
    attributes,
    children: children.filter((child) => child !== undefined),
  };
}

/**
 * Writes a document: UTF-8, one element a line, the same text for the same element. Characters that XML
 * cannot hold (XML 1.0 §2.2) become U+FFFD: texts come from files of strangers.
 */
export function encodeXml(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${elementText(root, '')}\n`;
}

function elementText({ name, attributes, children }: XmlElement, indent: string): string {
  const start = Object.entries(attributes).reduce(
    (text, [attribute, value]) => `${text} ${attribute}="${escape(value)}"`,
    `${indent}<${name}`,
  );
  if (children.length === 0) return `${start}/>`;
  const [only] = children;
  if (typeof only === 'string') return `${start}>${escape(only)}</${name}>`;
  const inner = children.map((child) =>
    typeof child === 'string' ? escape(child) : elementText(child, `${indent}  `),
  );
  return `${start}>\n${inner.join('\n')}\n${indent}</${name}>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};
// Everything that is none of XML's characters, half surrogate pairs among them.
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

function escape(text: string): string {
  return text
    .replace(FORBIDDEN, '\ufffd')
    .replace(/[&<>"\t\n\r]/g, (character) => entities[character] ?? character);
}
