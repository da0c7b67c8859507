import { utf8Bytes } from '../../shared/bytes.ts';
import { FormatError } from '../../shared/format-error.ts';

const MAX_DEPTH = 64;
const LONE_SURROGATE = /[\uD800-\uDFFF]/u;

/**
 * The one byte sequence that a JSON value has (RFC 8785): what is digested and signed. UTF-8, no blanks,
 * properties sorted by UTF-16 code units, numbers as ECMAScript writes them. Properties that are
 * `undefined` are left out, as `JSON.stringify` does. Stricter than the RFC: at most 64 levels deep.
 * @throws FormatError `jcs/number` (NaN, infinities), `jcs/surrogate` (text that is not Unicode),
 * `jcs/value` (what JSON cannot say: functions, dates, maps, big integers, holes), `jcs/depth`.
 */
export function encodeJcs(value: unknown): Uint8Array<ArrayBuffer> {
  return utf8Bytes(toJcsText(value));
}

/** The same as {@link encodeJcs} as text, for what is compared or hashed elsewhere. */
export function toJcsText(value: unknown): string {
  return valueText(value, 0);
}

function valueText(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string':
      return stringText(value);
    case 'number':
      if (!Number.isFinite(value)) throw new FormatError('jcs/number', 'not a JSON number');
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (depth >= MAX_DEPTH) throw new FormatError('jcs/depth', 'nested too deeply');
      return Array.isArray(value) ? arrayText(value, depth) : objectText(value, depth);
    case 'undefined':
    case 'bigint':
    case 'function':
    case 'symbol':
      throw new FormatError('jcs/value', `JSON has no ${typeof value}`);
  }
}

function arrayText(items: readonly unknown[], depth: number): string {
  let text = '[';
  for (let index = 0; index < items.length; index++) {
    if (index > 0) text += ',';
    text += valueText(items[index], depth + 1);
  }
  return `${text}]`;
}

function objectText(value: object, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  // A plain object of another realm (worker, test) has that realm's Object.prototype: recognise it by
  // being the last of its chain.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new FormatError('jcs/value', 'not a plain object');
  }
  const properties = value as Readonly<Record<string, unknown>>;
  let text = '';
  // The default order of `sort` is by UTF-16 code units, which is what RFC 8785 §3.2.3 asks for.
  for (const name of Object.keys(properties).sort()) {
    const property = properties[name];
    if (property === undefined) continue;
    text += `${text === '' ? '' : ','}${stringText(name)}:${valueText(property, depth + 1)}`;
  }
  return `{${text}}`;
}

/** ECMAScript escapes exactly what RFC 8785 §3.2.2.2 asks for, once lone surrogates are refused. */
function stringText(text: string): string {
  const quoted = JSON.stringify(text);
  // ECMAScript escapes lone surrogates, so text that came through unescaped holds none.
  if (quoted.length !== text.length + 2 && LONE_SURROGATE.test(text)) {
    throw new FormatError('jcs/surrogate', 'half a surrogate pair');
  }
  return quoted;
}
