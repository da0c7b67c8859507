import type { RawRecord } from './raw-record.ts';

/** Reads the text of one file piece by piece. What is wrong with it is reported, never thrown. */
export interface RecordsReader {
  /** Whether it has given up, having said why: whatever else could be said follows from that. */
  readonly hasFailed?: boolean;
  /** Takes the next piece; gives the records that are complete with it. */
  write(text: string): Iterable<RawRecord>;
  /** The text has ended: gives the records that waited for its end. */
  end(): Iterable<RawRecord>;
}
