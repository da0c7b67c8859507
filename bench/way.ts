/** A way of making signed transcripts, for comparing. */
export interface Way {
  readonly name: string;
  /** Makes the documents of these records of the batch. @returns the first one's PDF. */
  issue(start: number, count: number): Promise<Uint8Array>;
}
