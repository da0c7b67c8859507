/**
 * Works out which glyphs the documents of a batch need, so that their fonts can be cut to them once.
 */
export interface RepertoireCollector {
  /**
   * @param frozenTemplate what the documents will be printed with.
   * @param records canonical records (RFC 8785 JSON, UTF-8) in the batch's order.
   * @returns the encoded repertoire: same records in the same order, same bytes.
   * @throws AppError `glyph-missing`, `template-changed`
   */
  collect(
    frozenTemplate: Uint8Array,
    records: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  ): Promise<Uint8Array>;
}
