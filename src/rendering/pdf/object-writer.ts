import { constants, deflateSync } from 'node:zlib';
import type { Bytes } from '../../shared/bytes.ts';
import { joinParts, partsOf } from '../../shared/bytes.ts';
import type { Deflater } from '../deflate/deflater.ts';
import { deflateThoroughly } from '../deflate/thorough-deflate.ts';
import { ByteWriter } from './byte-writer.ts';
import type { CrossReference } from './cross-reference.ts';

/** How a layer's streams are made smaller. */
export interface Compression {
  /** A zlib stream, which holds until the next one is made. */
  stream(content: Bytes): Uint8Array;
  objectStream(content: Uint8Array): Uint8Array;
}

/**
 * Object streams are mostly digits, of which short repetitions cost more than the digits, and their index, their
 * dictionaries and their lists want codes of their own, hence short blocks: a structure tree loses a twentieth.
 */
const OBJECT_STREAM_DEFLATE = { memLevel: 4, strategy: constants.Z_FILTERED };

/** What is written for many documents: with all effort for a template, with less for a shape. */
export const COMPRESSION = { template: thorough(), shape: withZlib(6) } as const;

/** Pictures of crests may be longer; zlib makes them nearly as small, in less time. */
const LONGEST_THOROUGH = 64 * 1024;

function thorough(): Compression {
  const zlib = withZlib(9);
  const shortest = (content: Uint8Array): Uint8Array => {
    const usual = zlib.stream(content);
    if (content.length > LONGEST_THOROUGH) return usual;
    // Of a few bytes zlib makes less: it needs no codes of their own for them.
    const own = deflateThoroughly(content);
    return own.length < usual.length ? own : usual;
  };
  return { stream: (content) => shortest(joinParts(partsOf(content))), objectStream: shortest };
}

function withZlib(level: number): Compression {
  return {
    stream: (content) => deflateSync(joinParts(partsOf(content)), { level }),
    objectStream: (content) => deflateSync(content, { level, ...OBJECT_STREAM_DEFLATE }),
  };
}

/** What is written for one document: in little time. */
export function documentCompression(deflater: Deflater): Compression {
  return { ...COMPRESSION.shape, stream: (content) => deflater.deflate(content) };
}

/** An object for an object stream: its number and its text (Latin-1). */
export interface StreamMember {
  readonly number: number;
  readonly body: string;
}

/**
 * Writes a part of a PDF file: objects one after the other, each entered in the cross-reference table.
 * Used for all three layers (template, shape, document), which are then simply joined.
 */
export class ObjectWriter {
  readonly #bytes: ByteWriter;
  readonly #compression: Compression;
  readonly crossReference: CrossReference;
  readonly #startsAt: number;

  /**
   * @param startsAt where in the file this part begins.
   * @param bytes takes what is written; must be empty.
   */
  constructor(
    crossReference: CrossReference,
    startsAt: number,
    compression: Compression,
    bytes = new ByteWriter(),
  ) {
    this.crossReference = crossReference;
    this.#startsAt = startsAt;
    this.#bytes = bytes;
    this.#compression = compression;
  }

  /** Where in the file the next object begins. */
  get offset(): number {
    return this.#startsAt + this.#bytes.length;
  }

  /** Bytes as they are. */
  append(bytes: Uint8Array): void {
    this.#bytes.append(bytes);
  }

  appendText(latin1: string): void {
    this.#bytes.appendText(latin1);
  }

  /** An object that is no stream. */
  object(number: number, body: string): void {
    this.crossReference.setOffset(number, this.offset);
    this.appendText(`${number} 0 obj\n${body}\nendobj\n`);
  }

  /**
   * A deflated stream.
   * @param entries the dictionary's entries besides `/Length` and `/Filter`.
   */
  stream(number: number, content: Bytes, entries = ''): void {
    this.rawStream(number, this.#compression.stream(content), `${entries}/Filter/FlateDecode`);
  }

  /** A stream whose bytes are written as given. */
  rawStream(number: number, content: Uint8Array, entries: string): void {
    this.crossReference.setOffset(number, this.offset);
    this.appendText(`${number} 0 obj\n<<${entries}/Length ${content.length}>>\nstream\n`);
    this.append(content);
    this.appendText('\nendstream\nendobj\n');
  }

  /** Several small objects in one object stream (ISO 32000-2:2020 §7.5.7). */
  objectStream(number: number, members: readonly StreamMember[]): void {
    const index: string[] = [];
    const bodies: string[] = [];
    let offset = 0;
    for (const { number: member, body } of members) {
      index.push(`${member} ${offset}`);
      bodies.push(body);
      offset += body.length + 1;
    }
    this.#enterMembers(number, members);
    const head = `${index.join(' ')}\n`;
    const content = Buffer.from(head + bodies.join('\n'), 'latin1');
    this.rawStream(
      number,
      this.#compression.objectStream(content),
      `/Type/ObjStm/N ${members.length}/First ${head.length}/Filter/FlateDecode`,
    );
  }

  /** The same object stream again, from the bytes that another writer made of it. */
  copyObjectStream(number: number, bytes: Uint8Array, members: readonly StreamMember[]): void {
    this.crossReference.setOffset(number, this.offset);
    this.#enterMembers(number, members);
    this.append(bytes);
  }

  #enterMembers(number: number, members: readonly StreamMember[]): void {
    members.forEach((member, position) => {
      this.crossReference.setMember(member.number, number, position);
    });
  }

  /** What was written; valid until more is. */
  view(): Uint8Array {
    return this.#bytes.view();
  }

  /** The same, to keep. */
  toBytes(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.view());
  }
}
