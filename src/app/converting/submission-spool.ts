import { createHash } from 'node:crypto';
import type { AcceptedRecord, RecordSink } from '../../records/check-records.ts';
import type { Submission } from '../../records/convert/to-submission.ts';
import { inContractOrder } from '../../records/convert/to-submission.ts';
import { toJcsText } from '../../formats/jcs/jcs.ts';
import type { DocumentLanguage, TranscriptRecord } from '../../transcript/record.ts';
import type { ScratchFile } from '../scratch.ts';

/** What a student's records say apart from their language, and in which languages they say it. */
interface SpooledContent {
  readonly position: number;
  readonly length: number;
  readonly languages: Set<DocumentLanguage>;
}

/** Contents that are read back together. */
const CONTENTS_PER_READ = 64;

/**
 * Accepted records until all files are read, on disk instead of in memory. A student's Thai and English
 * records that say the same are kept, and given back, as one.
 */
export class SubmissionSpool implements RecordSink {
  readonly #file: ScratchFile;
  readonly #contents = new Map<string, SpooledContent>();
  readonly #byOrdinal = new Map<number, readonly [SpooledContent, DocumentLanguage]>();

  constructor(file: ScratchFile) {
    this.#file = file;
  }

  /** Records that are left, each language for itself. */
  get recordCount(): number {
    return this.#byOrdinal.size;
  }

  async accept({ record }: AcceptedRecord, ordinal: number): Promise<void> {
    const { documentLanguage, ...content } = record;
    const key = createHash('sha256').update(toJcsText(content)).digest('base64');
    let spooled = this.#contents.get(key);
    if (spooled === undefined) {
      const bytes = Buffer.from(JSON.stringify(content), 'utf8');
      const position = await this.#file.append(bytes);
      spooled = { position, length: bytes.length, languages: new Set() };
      this.#contents.set(key, spooled);
    }
    spooled.languages.add(documentLanguage);
    this.#byOrdinal.set(ordinal, [spooled, documentLanguage]);
  }

  withdraw(ordinal: number): void {
    const [spooled, language] = this.#byOrdinal.get(ordinal) ?? [];
    if (spooled !== undefined && language !== undefined) spooled.languages.delete(language);
    this.#byOrdinal.delete(ordinal);
  }

  /** What is left, as a registrar would submit it, in the order in which it came. */
  async *submissions(): AsyncGenerator<Submission> {
    for await (const [content, languages] of this.#read()) {
      const [first] = languages;
      const documentLanguage = languages.size > 1 ? 'both' : first!;
      yield inContractOrder({ ...content, documentLanguage });
    }
  }

  /** What is left, one for each student and language. */
  async *records(): AsyncGenerator<TranscriptRecord> {
    for await (const [content, languages] of this.#read()) {
      for (const documentLanguage of languages) yield { ...content, documentLanguage };
    }
  }

  async *#read(): AsyncGenerator<
    readonly [Omit<TranscriptRecord, 'documentLanguage'>, ReadonlySet<DocumentLanguage>]
  > {
    const left = [...this.#contents.values()].filter(({ languages }) => languages.size > 0);
    for (let from = 0; from < left.length; from += CONTENTS_PER_READ) {
      const group = left.slice(from, from + CONTENTS_PER_READ);
      const start = group[0]!.position;
      const last = group.at(-1)!;
      const bytes = await this.#file.read(start, last.position + last.length - start);
      for (const { position, length, languages } of group) {
        const text = Buffer.from(bytes.buffer, position - start, length).toString('utf8');
        yield [JSON.parse(text) as Omit<TranscriptRecord, 'documentLanguage'>, languages];
      }
    }
  }
}
