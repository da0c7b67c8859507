import { SaxesParser } from 'saxes';
import { FormatError } from '../../shared/format-error.ts';
import type { ZipEntry } from '../zip/zip-archive.ts';

/** Attributes by name without prefix. */
export type XmlAttributes = Readonly<Record<string, string>>;

/** What to do with an XML file as it is read; names come without prefix. */
export interface XmlPartHandlers {
  readonly open?: (name: string, attributes: XmlAttributes) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
}

/** Characters fed to the parser at a time: what is gathered in between is taken piece by piece. */
const STEP_LENGTH = 32 * 1024;
const MAX_DEPTH = 64;

/**
 * Reads an XML file of a workbook in one pass with bounded memory; yields after each step, so that a
 * caller can hand on what its handlers have gathered. Prefixes are cut off, because producers choose them
 * and the transitional and strict forms of the format differ in nothing else that we read.
 * @param maxTokenLength longest text, tag or comment.
 * @throws FormatError `xlsx/xml`, `xlsx/doctype`, `xlsx/token` and what unpacking throws.
 */
export function* readXmlPart(
  entry: ZipEntry,
  handlers: XmlPartHandlers,
  maxTokenLength: number,
): Generator<void, void> {
  const parser = new SaxesParser({ position: false });
  let depth = 0;
  let sinceToken = 0;
  parser.on('error', () => {
    throw new FormatError('xlsx/xml', `${entry.name} is not well-formed`);
  });
  parser.on('doctype', () => {
    throw new FormatError('xlsx/doctype', entry.name);
  });
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) {
      throw new FormatError('xlsx/xml', `${entry.name} is not UTF-8`);
    }
  });
  parser.on('opentag', ({ name, attributes }) => {
    sinceToken = 0;
    if (++depth > MAX_DEPTH)
      throw new FormatError('xlsx/xml', `${entry.name} is nested too deeply`);
    // Without namespaces, which are not asked for, attributes are plain texts.
    handlers.open?.(localName(name), attributes as XmlAttributes);
  });
  parser.on('closetag', ({ name }) => {
    sinceToken = 0;
    depth--;
    handlers.close?.(localName(name));
  });
  const { text } = handlers;
  if (text !== undefined) {
    parser.on('text', text);
    parser.on('cdata', text);
  }
  for (const piece of decode(entry)) {
    for (let at = 0; at < piece.length; at += STEP_LENGTH) {
      const step = piece.slice(at, at + STEP_LENGTH);
      sinceToken += step.length;
      parser.write(step);
      if (sinceToken > maxTokenLength + STEP_LENGTH)
        throw new FormatError('xlsx/token', entry.name);
      yield;
    }
  }
  parser.close();
  yield;
}

/** Reads a whole XML file of a workbook for what the handlers gather. @throws as {@link readXmlPart}. */
export function readWholeXmlPart(
  entry: ZipEntry,
  handlers: XmlPartHandlers,
  maxTokenLength: number,
): void {
  const steps = readXmlPart(entry, handlers, maxTokenLength);
  while (steps.next().done !== true);
}

/** An attribute that is written with a prefix of the producer's choice (`r:id`). */
export function findPrefixed(attributes: XmlAttributes, name: string): string | undefined {
  const key = Object.keys(attributes).find((candidate) => candidate.endsWith(`:${name}`));
  return key === undefined ? undefined : attributes[key];
}

function* decode(entry: ZipEntry): Generator<string, void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decodePiece = (bytes?: Uint8Array): string => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch {
      throw new FormatError('xlsx/xml', `${entry.name} is not UTF-8`);
    }
  };
  for (const bytes of entry.unpackPieces()) yield decodePiece(bytes);
  yield decodePiece();
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}
