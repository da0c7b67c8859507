import { FormatError } from '../../../shared/format-error.ts';
import { ByteWindow } from '../sheet/scan/byte-window.ts';

/** A piece of an XML file: a tag, or whatever stands between tags (text, comments, declarations). */
export interface XmlToken {
  readonly kind: 'open' | 'close' | 'empty' | 'other';
  /** Of a tag, without prefix. */
  readonly name: string;
  /** With its colon; often none. */
  readonly prefix: string;
  /** Of a tag as it stands there, a character for each byte. */
  readonly tag: string;
  /** Valid until the next token is asked for. */
  readonly bytes: Uint8Array;
}

const MAX_TOKEN_BYTES = 32 * 1024 * 1024;
const STEP_BYTES = 64 * 1024;
const LESS = 0x3c;
const GREATER = 0x3e;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
/** What is no tag, by how it begins, and how it ends. */
const OTHERS: readonly (readonly [start: string, end: string])[] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
  ['<!', '>'],
];
const LONGEST_START = 9;
const TAG_NAME = /^<\/?((?:[^\s/>:]+:)?)([^\s/>]*)/;

/**
 * Takes a well-formed XML file apart so that its tokens, one behind the other, are the file byte for byte: for
 * whoever changes a few of them and leaves all others as they are.
 * @throws FormatError `xlsx/token` for a tag or comment that does not end.
 */
export function* readXmlTokens(pieces: Iterable<Uint8Array>): Generator<XmlToken, void> {
  const window = new ByteWindow();
  for (const piece of pieces) {
    for (let at = 0; at < piece.length; at += STEP_BYTES) {
      window.append(piece.subarray(at, at + STEP_BYTES));
      for (;;) {
        const end = findTokenEnd(window);
        if (end === undefined) break;
        yield takeToken(window, end);
      }
    }
    if (window.length > MAX_TOKEN_BYTES) throw new FormatError('xlsx/token', 'a tag never ends');
  }
  if (window.length > 0) yield toOther(window.take(window.end));
}

function takeToken(window: ByteWindow, end: number): XmlToken {
  const { bytes: all, at } = window;
  if (all[at] !== LESS || all[at + 1] === 0x21 || all[at + 1] === 0x3f) {
    return toOther(window.take(end));
  }
  const tag = all.toString('latin1', at, end);
  const [, prefix, name] = TAG_NAME.exec(tag)!;
  const isEmpty = tag.endsWith('/>');
  const kind = tag.startsWith('</') ? 'close' : isEmpty ? 'empty' : 'open';
  return { kind, name: name!, prefix: prefix!, tag, bytes: window.take(end) };
}

function toOther(bytes: Uint8Array): XmlToken {
  return { kind: 'other', name: '', prefix: '', tag: '', bytes };
}

/** Behind the token at the front; none as long as that cannot be seen. */
function findTokenEnd({ bytes, at, end }: ByteWindow): number | undefined {
  if (at >= end) return undefined;
  if (bytes[at] !== LESS) {
    const next = bytes.indexOf(LESS, at);
    return next < 0 || next > end ? end : next;
  }
  const start = bytes.toString('latin1', at, Math.min(at + LONGEST_START, end));
  if (start.length < LONGEST_START && end - at < LONGEST_START && !start.includes('>')) {
    return undefined;
  }
  const other = OTHERS.find(([begin]) => start.startsWith(begin));
  if (other === undefined) return findTagEnd(bytes, at, end);
  const [begin, close] = other;
  const found = bytes.indexOf(close, at + begin.length, 'latin1');
  return found < 0 || found + close.length > end ? undefined : found + close.length;
}

function findTagEnd(bytes: Buffer, from: number, end: number): number | undefined {
  let quote = 0;
  for (let at = from; at < end; at++) {
    const byte = bytes[at]!;
    if (quote !== 0) {
      if (byte === quote) quote = 0;
    } else if (byte === GREATER) {
      return at + 1;
    } else if (byte === QUOTE || byte === APOSTROPHE) {
      quote = byte;
    }
  }
  return undefined;
}

/** The value of an attribute of a tag. */
export function findAttribute(tag: string, name: string): string | undefined {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return match?.[1] ?? match?.[2];
}

/** A tag with another value of an attribute that it has. */
export function withAttribute(tag: string, name: string, value: string): string {
  return tag.replace(
    new RegExp(`(\\s${name}\\s*=\\s*)(?:"[^"]*"|'[^']*')`),
    (_, before: string) => `${before}"${value}"`,
  );
}
