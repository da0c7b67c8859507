import { SaxesParser } from 'saxes';
import { FormatError } from '../../shared/format-error.ts';
import type { Turn } from '../raw/turn.ts';
import { finish, TURN } from '../raw/turn.ts';
import type { ZipEntry } from '../zip/zip-archive.ts';

/** Attributes by name without prefix. */
export type XmlAttributes = Readonly<Record<string, string>>;

/** What to do with an XML file as it is read; names come without prefix. */
export interface XmlPartHandlers {
  readonly open?: (name: string, attributes: XmlAttributes) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
}

/** Bytes fed to the parser at a time: what is gathered in between is taken piece by piece. */
const STEP_BYTES = 32 * 1024;
/** After so many others have their turn. */
const TURN_BYTES = 64 * 1024;
const MAX_DEPTH = 64;

/**
 * Reads an XML file of a workbook in one pass with bounded memory. Prefixes are cut off, because producers
 * choose them and the transitional and strict forms of the format differ in nothing else that we read.
 */
export class XmlPartParser {
  readonly #name: string;
  readonly #maxTokenLength: number;
  readonly #parser = new SaxesParser({ position: false });
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  #depth = 0;
  #sinceToken = 0;
  #version = '1.0';

  /** @param maxTokenLength longest text, tag or comment. */
  constructor(name: string, handlers: XmlPartHandlers, maxTokenLength: number) {
    this.#name = name;
    this.#maxTokenLength = maxTokenLength;
    this.#listen(handlers);
  }

  /** Elements that are open. */
  get depth(): number {
    return this.#depth;
  }

  /** Of XML, as the file declares it. */
  get version(): string {
    return this.#version;
  }

  /** @throws FormatError `xlsx/xml`, `xlsx/doctype`, `xlsx/token`. */
  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += STEP_BYTES) {
      this.#feed(this.#decode(bytes.subarray(at, at + STEP_BYTES)));
    }
  }

  /** The file has ended. @throws FormatError `xlsx/xml`. */
  end(): void {
    this.#feed(this.#decode());
    this.#parser.close();
  }

  #listen({ open, close, text }: XmlPartHandlers): void {
    const parser = this.#parser;
    parser.on('error', () => {
      throw new FormatError('xlsx/xml', `${this.#name} is not well-formed`);
    });
    parser.on('doctype', () => {
      throw new FormatError('xlsx/doctype', this.#name);
    });
    parser.on('xmldecl', ({ encoding, version }) => {
      this.#version = version ?? this.#version;
      if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) throw this.#notUtf8();
    });
    parser.on('opentag', ({ name, attributes }) => {
      this.#sinceToken = 0;
      if (++this.#depth > MAX_DEPTH) {
        throw new FormatError('xlsx/xml', `${this.#name} is nested too deeply`);
      }
      // Without namespaces, which are not asked for, attributes are plain texts.
      open?.(localName(name), attributes as XmlAttributes);
    });
    parser.on('closetag', ({ name }) => {
      this.#sinceToken = 0;
      this.#depth--;
      close?.(localName(name));
    });
    if (text === undefined) return;
    parser.on('text', text);
    parser.on('cdata', text);
  }

  #feed(text: string): void {
    this.#sinceToken += text.length;
    this.#parser.write(text);
    if (this.#sinceToken > this.#maxTokenLength + STEP_BYTES) {
      throw new FormatError('xlsx/token', this.#name);
    }
  }

  #decode(bytes?: Uint8Array): string {
    try {
      return bytes === undefined
        ? this.#decoder.decode()
        : this.#decoder.decode(bytes, { stream: true });
    } catch {
      throw this.#notUtf8();
    }
  }

  #notUtf8(): FormatError {
    return new FormatError('xlsx/xml', `${this.#name} is not UTF-8`);
  }
}

/**
 * Reads a whole XML file of a workbook for what the handlers gather.
 * @throws FormatError as {@link XmlPartParser} does, and what unpacking throws.
 */
export function readXmlPart(
  entry: ZipEntry,
  handlers: XmlPartHandlers,
  maxTokenLength: number,
): void {
  finish(readLargeXmlPart(entry, handlers, maxTokenLength));
}

/** The same for files that may be large. @throws as {@link readXmlPart}. */
export function* readLargeXmlPart(
  entry: ZipEntry,
  handlers: XmlPartHandlers,
  maxTokenLength: number,
): Generator<Turn, void> {
  const parser = new XmlPartParser(entry.name, handlers, maxTokenLength);
  for (const piece of entry.unpackPieces()) {
    for (let at = 0; at < piece.length; at += TURN_BYTES) {
      parser.write(piece.subarray(at, at + TURN_BYTES));
      yield TURN;
    }
  }
  parser.end();
}

/** An attribute that is written with a prefix of the producer's choice (`r:id`). */
export function findPrefixed(attributes: XmlAttributes, name: string): string | undefined {
  const key = Object.keys(attributes).find((candidate) => candidate.endsWith(`:${name}`));
  return key === undefined ? undefined : attributes[key];
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}
