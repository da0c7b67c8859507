import { concatBytes, latin1Bytes, parseHex, toHex } from '../../src/shared/bytes.ts';
import { appendRevision } from '../../test/support/pdf-builder.ts';
import type { SeededRandom } from './random.ts';

/** Changes one thing about a file, or leaves it as it is where there is nothing to change. */
type Mutation = (
  pdf: Uint8Array,
  random: SeededRandom,
  donor: Uint8Array,
  known: KnownObjects,
) => Uint8Array;

const WORDS =
  '<< >> [ ] /Type /Page /Pages /Kids /Contents /ByteRange /V /AP /Annots /AcroForm /Perms /DocMDP /P /Prev /Root /Size /XRefStm /Length /Filter null true 0 1 2 3 4 7 -1 9999999999 1 0 R 4 0 R 7 0 R obj endobj stream endstream xref trailer startxref %%EOF'.split(
    ' ',
  );
const TOKEN = /\/?[A-Za-z0-9.+-]+|<<|>>|[[\]]/g;

/** As `latin1Text`, by Node: mutants are made by the hundred thousand. */
function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

function splice(pdf: Uint8Array, start: number, end: number, by: Uint8Array | string): Uint8Array {
  const middle = typeof by === 'string' ? latin1Bytes(by) : by;
  return concatBytes(pdf.subarray(0, start), middle, pdf.subarray(end));
}

/** Somewhere in the file, more often near its end, where what nobody signed stands. */
function anywhere(pdf: Uint8Array, random: SeededRandom): number {
  const span = random.below(2) === 0 ? pdf.length : Math.min(pdf.length, 1500);
  return pdf.length - 1 - random.below(span);
}

/** A match of a pattern near a place. */
function matchNear(
  pdf: Uint8Array,
  pattern: RegExp,
  random: SeededRandom,
): RegExpExecArray | undefined {
  const start = Math.max(0, anywhere(pdf, random) - 200);
  const found = [...textOf(pdf.subarray(start, start + 600)).matchAll(pattern)];
  const match = found.length > 0 ? random.pick(found) : undefined;
  if (match) match.index += start;
  return match;
}

interface Extent {
  readonly start: number;
  readonly end: number;
}

/** Of the documents that mutants are made from: the same are looked through again and again. */
type KnownObjects = WeakMap<Uint8Array, readonly Extent[]>;

function objects(pdf: Uint8Array, known: KnownObjects): readonly Extent[] {
  const found =
    known.get(pdf) ??
    [...textOf(pdf).matchAll(/\d+ 0 obj\b[^]*?endobj/g)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
    }));
  known.set(pdf, found);
  return found;
}

/** Where the digits of the last signature value stand. */
function contentsOf(pdf: Uint8Array): { readonly start: number; readonly end: number } | undefined {
  const text = textOf(pdf);
  const start = text.lastIndexOf('/Contents <30');
  if (start < 0) return undefined;
  const begin = start + '/Contents <'.length;
  const end = Math.max(begin, text.indexOf('>', begin));
  // A mutant's value may hold anything.
  return /^(?:[0-9a-f]{2})+$/i.test(text.slice(begin, end)) ? { start: begin, end } : undefined;
}

const mutations: readonly Mutation[] = [
  function flipBits(pdf, random) {
    const copy = new Uint8Array(pdf);
    for (let count = random.below(3); count >= 0; count--) {
      copy[anywhere(pdf, random)]! ^= 1 << random.below(8);
    }
    return copy;
  },
  function removeBytes(pdf, random) {
    const start = anywhere(pdf, random);
    return splice(pdf, start, Math.min(pdf.length, start + 1 + random.below(40)), '');
  },
  function insertWords(pdf, random) {
    const at = anywhere(pdf, random);
    const words = Array.from({ length: 1 + random.below(4) }, () => random.pick(WORDS));
    return splice(pdf, at, at, ` ${words.join(' ')} `);
  },
  function exchangeToken(pdf, random) {
    const match = matchNear(pdf, TOKEN, random);
    if (!match) return pdf;
    const word = random.pick(WORDS);
    const keepsLength = random.below(2) === 0;
    const by = keepsLength ? word.slice(0, match[0].length).padEnd(match[0].length, ' ') : word;
    return splice(pdf, match.index, match.index + match[0].length, by);
  },
  function changeNumber(pdf, random) {
    const match = matchNear(pdf, /\d+/g, random);
    if (!match) return pdf;
    const value = Number(match[0]) + random.pick([-1, 1, 7, -20, 1000, pdf.length]);
    const by = String(Math.max(0, value)).padStart(match[0].length, '0');
    return splice(pdf, match.index, match.index + match[0].length, by);
  },
  function copyObject(pdf, random, donor, known) {
    const [from, to] = [objects(donor, known), objects(pdf, known)];
    if (from.length === 0 || to.length === 0) return pdf;
    const [source, target] = [random.pick(from), random.pick(to)];
    return splice(pdf, target.start, target.end, donor.subarray(source.start, source.end));
  },
  function truncate(pdf, random) {
    return pdf.subarray(0, anywhere(pdf, random));
  },
  function joinFiles(pdf, random, donor) {
    return random.below(2) === 0 ? concatBytes(pdf, donor) : concatBytes(donor, pdf);
  },
  function updateObject(pdf, random, donor, known) {
    const from = objects(random.below(2) === 0 ? pdf : donor, known);
    if (from.length === 0) return pdf;
    const source = random.below(2) === 0 ? pdf : donor;
    const { start, end } = random.pick(from);
    const body = textOf(source.subarray(start, end)).replace(/^[^j]*obj\s*|\s*endobj$/g, '');
    const tokens = [...body.matchAll(TOKEN)];
    const token = tokens.length > 0 ? random.pick(tokens) : undefined;
    const changed = token
      ? body.slice(0, token.index) + random.pick(WORDS) + body.slice(token.index + token[0].length)
      : body;
    return updated(pdf, { [1 + random.below(40)]: changed }, random);
  },
  function updateEntry(pdf, random) {
    return updated(pdf, {}, random, { [1 + random.below(40)]: random.below(pdf.length) });
  },
  function changeDer(pdf, random) {
    const place = contentsOf(pdf);
    if (!place) return pdf;
    const value = parseHex(textOf(pdf.subarray(place.start, place.end)));
    const nodes = derNodes(value);
    const node = random.pick(nodes);
    const copy = new Uint8Array(value);
    if (random.below(3) === 0) copy[node.start] = random.below(256);
    else if (node.end > node.content)
      copy[node.content + random.below(node.end - node.content)] = random.below(256);
    return splice(pdf, place.start, place.end, toHex(copy));
  },
  function exchangeDerNodes(pdf, random) {
    const place = contentsOf(pdf);
    if (!place) return pdf;
    const value = parseHex(textOf(pdf.subarray(place.start, place.end)));
    const nodes = derNodes(value);
    const [from, to] = [random.pick(nodes), random.pick(nodes)];
    const part = value.subarray(from.start, from.end);
    const changed = splice(value, to.start, to.end, part);
    const size = (place.end - place.start) / 2;
    const fitted = new Uint8Array(size);
    fitted.set(changed.subarray(0, size));
    return splice(pdf, place.start, place.end, toHex(fitted));
  },
];

function updated(
  pdf: Uint8Array,
  written: Readonly<Record<number, string>>,
  random: SeededRandom,
  offsets: Readonly<Record<number, number>> = {},
): Uint8Array {
  try {
    const trailer = /\/Info \d+ 0 R|\/ID ?\[[^\]]*\]/g;
    const repeated = textOf(pdf).match(trailer) ?? [];
    const isStream = random.below(2) === 0;
    return appendRevision(pdf, {
      objects: written,
      offsets,
      trailer: [...new Set(repeated)].slice(0, 2).join(' '),
      ...(isStream && { xref: 'stream' as const, xrefNumber: 97 }),
    });
  } catch {
    // A mutant of a mutant may have no end any more to append to.
    return pdf;
  }
}

interface DerNode {
  readonly start: number;
  readonly content: number;
  readonly end: number;
}

/** Every node of the DER at the start, as far as it can be followed. */
function derNodes(bytes: Uint8Array): readonly DerNode[] {
  const nodes: DerNode[] = [];
  const pending: [number, number][] = [[0, bytes.length]];
  for (let next = pending.pop(); next && nodes.length < 2000; next = pending.pop()) {
    const [start, end] = next;
    if (start + 2 > end) continue;
    const first = bytes[start + 1]!;
    const octets = first < 0x80 ? 0 : first & 0x7f;
    let length = first < 0x80 ? first : 0;
    for (let index = 0; index < octets; index++) length = length * 256 + bytes[start + 2 + index]!;
    const content = start + 2 + octets;
    const nodeEnd = Math.min(end, content + length);
    nodes.push({ start, content, end: nodeEnd });
    if ((bytes[start]! & 0x20) !== 0) pending.push([content, nodeEnd]);
    if (nodeEnd < end && nodes.length > 1) pending.push([nodeEnd, end]);
  }
  return nodes;
}

/** Makes changed files, and remembers of those that it starts from what it needs to know each time. */
export class PdfMutator {
  readonly #known: KnownObjects = new WeakMap();

  /** Changes a file in one to three ways, which the random numbers choose. */
  mutate(pdf: Uint8Array, random: SeededRandom, donor: Uint8Array): Uint8Array {
    let mutant = pdf;
    for (let rounds = 1 + random.below(3); rounds > 0; rounds--) {
      mutant = random.pick(mutations)(mutant, random, donor, this.#known);
    }
    return mutant;
  }
}

/** Changes a compact JWS. */
export function mutateJws(jws: string, random: SeededRandom): string {
  const at = random.below(jws.length);
  const alphabet = Array.from('ABCDwxyz0189-_.=+/ {}"');
  switch (random.below(4)) {
    case 0:
      return jws.slice(0, at) + random.pick(alphabet) + jws.slice(at + 1);
    case 1:
      return jws.slice(0, at) + random.pick(alphabet) + jws.slice(at);
    case 2:
      return jws.slice(0, at) + jws.slice(at + 1 + random.below(9));
    default: {
      const parts = jws.split('.');
      const index = random.below(parts.length);
      const text = Buffer.from(parts[index]!, 'base64url').toString('latin1');
      const place = random.below(text.length);
      const changed = text.slice(0, place) + random.pick(alphabet) + text.slice(place + 1);
      parts[index] = Buffer.from(changed, 'latin1').toString('base64url');
      return parts.join('.');
    }
  }
}
