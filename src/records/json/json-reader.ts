import { FormatError } from '../../shared/format-error.ts';
import type { JsonNode } from './json-node.ts';
import type { JsonProblem } from './json-problems.ts';
import { JSON_PROBLEMS } from './json-problems.ts';

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const PLAIN_STRING = /[^"\\\u0000-\u001f]*/y; // eslint-disable-line no-control-regex -- JSON forbids them raw
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/**
 * Reads JSON (RFC 8259) value by value, so that a file of a million records never stands in memory as
 * one tree. Stricter than `JSON.parse` where it matters: nesting is limited, repeated names are kept.
 * @throws FormatError the codes of {@link JSON_PROBLEMS}, `json/depth`; `offset` is a line number.
 */
export class JsonReader {
  readonly #text: string;
  readonly #maxDepth: number;
  #position = 0;
  #line: number;

  /** @param firstLine line number of the text's first line. */
  constructor(text: string, maxDepth: number, firstLine = 1) {
    this.#text = text;
    this.#maxDepth = maxDepth;
    this.#line = firstLine;
  }

  get line(): number {
    return this.#line;
  }

  /** The next character that is not blank, unread; empty at the end. */
  peek(): string {
    for (;;) {
      const character = this.#text[this.#position];
      if (character === '\n' || (character === '\r' && this.#text[this.#position + 1] !== '\n')) {
        this.#line++;
      } else if (character !== ' ' && character !== '\t' && character !== '\r') {
        return character ?? '';
      }
      this.#position++;
    }
  }

  /** Steps over a sign of punctuation if it is next. */
  take(sign: string): boolean {
    if (this.peek() !== sign) return false;
    this.#position++;
    return true;
  }

  /** The whole text as one value. */
  readAll(): JsonNode {
    const node = this.readValue(0);
    this.expectEnd();
    return node;
  }

  /** Steps over a sign that has to be next. */
  expect(sign: string, problem: JsonProblem): void {
    if (!this.take(sign)) throw this.#syntax(problem);
  }

  /** Blanks may follow, nothing else. */
  expectEnd(problem: JsonProblem = 'json/text-after-value'): void {
    if (this.peek() !== '') throw this.#syntax(problem);
  }

  readValue(depth: number): JsonNode {
    const next = this.peek();
    const line = this.#line;
    switch (next) {
      case '{':
        return this.#readObject(depth, line);
      case '[':
        return this.#readArray(depth, line);
      case '"':
        return { type: 'string', text: this.#readString(), line };
      case 't':
        return this.#readWord('true', { type: 'boolean', line });
      case 'f':
        return this.#readWord('false', { type: 'boolean', line });
      case 'n':
        return this.#readWord('null', { type: 'null', line });
      case '':
        throw this.#syntax('json/ends-early');
      default:
        return { type: 'number', text: this.#readNumber(), line };
    }
  }

  #readObject(depth: number, line: number): JsonNode {
    this.#expectDepth(depth);
    this.#position++;
    const entries = new Map<string, JsonNode>();
    const repeated: string[] = [];
    if (!this.take('}')) {
      do {
        if (this.peek() !== '"') throw this.#syntax('json/name-missing');
        const name = this.#readString();
        this.expect(':', 'json/colon-missing');
        const value = this.readValue(depth + 1);
        if (entries.has(name)) repeated.push(name);
        else entries.set(name, value);
      } while (this.take(','));
      this.expect('}', 'json/brace-missing');
    }
    return { type: 'object', entries, repeated, line };
  }

  #readArray(depth: number, line: number): JsonNode {
    this.#expectDepth(depth);
    this.#position++;
    const items: JsonNode[] = [];
    if (!this.take(']')) {
      do items.push(this.readValue(depth + 1));
      while (this.take(','));
      this.expect(']', 'json/bracket-missing');
    }
    return { type: 'array', items, line };
  }

  #readString(): string {
    let text = '';
    this.#position++;
    for (;;) {
      PLAIN_STRING.lastIndex = this.#position;
      PLAIN_STRING.test(this.#text);
      text += this.#text.slice(this.#position, PLAIN_STRING.lastIndex);
      this.#position = PLAIN_STRING.lastIndex;
      const character = this.#text[this.#position];
      if (character === '"') {
        this.#position++;
        return text;
      }
      if (character !== '\\') {
        throw this.#syntax(
          character === undefined ? 'json/text-not-closed' : 'json/control-character',
        );
      }
      text += this.#readEscape();
    }
  }

  #readEscape(): string {
    const letter = this.#text[this.#position + 1] ?? '';
    if (letter === 'u') {
      const digits = this.#text.slice(this.#position + 2, this.#position + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw this.#syntax('json/escape');
      this.#position += 6;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    const character = ESCAPES[letter];
    if (character === undefined) throw this.#syntax('json/escape');
    this.#position += 2;
    return character;
  }

  #readNumber(): string {
    NUMBER.lastIndex = this.#position;
    const match = NUMBER.exec(this.#text);
    if (match === null) throw this.#syntax('json/value-missing');
    this.#position = NUMBER.lastIndex;
    return match[0];
  }

  #readWord(word: string, node: JsonNode): JsonNode {
    if (!this.#text.startsWith(word, this.#position)) throw this.#syntax('json/value-missing');
    this.#position += word.length;
    return node;
  }

  #expectDepth(depth: number): void {
    if (depth >= this.#maxDepth) {
      throw new FormatError('json/depth', 'nested too deeply', this.#line);
    }
  }

  #syntax(problem: JsonProblem): FormatError {
    return new FormatError(problem, JSON_PROBLEMS[problem].en, this.#line);
  }
}
