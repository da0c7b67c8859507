/** A JSON value with the line where it begins: plain `JSON.parse` would lose lines and repeated names. */
export type JsonNode =
  | { readonly type: 'string'; readonly text: string; readonly line: number }
  /** `text` as written. */
  | { readonly type: 'number'; readonly text: string; readonly line: number }
  | { readonly type: 'boolean' | 'null'; readonly line: number }
  | { readonly type: 'array'; readonly items: readonly JsonNode[]; readonly line: number }
  | {
      readonly type: 'object';
      readonly entries: ReadonlyMap<string, JsonNode>;
      /** Names that stand more than once; the first value is kept. */
      readonly repeated: readonly string[];
      readonly line: number;
    };

/** JSON Pointer (RFC 6901) of a member. */
export function toPointer(parent: string, member: string | number): string {
  return `${parent}/${String(member).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
