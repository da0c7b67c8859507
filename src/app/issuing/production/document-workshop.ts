import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { reachesLevel } from '../../../formats/pdf/signatures/pades-level.ts';
import type { PadesLevel } from '../../../formats/pdf/signatures/pades-level.ts';
import type { FinishedDocument, ReservedDocument } from '../../../registry/registry-entries.ts';
import { compileTemplate } from '../../../rendering/compile-template.ts';
import type { CompiledTemplate } from '../../../rendering/compile-template.ts';
import { toFingerprintHex } from '../../../rendering/template/frozen/frozen-template.ts';
import type { TemplateFolders } from '../../../rendering/template/load-template.ts';
import { embedFonts } from '../../../rendering/text/font-embedding.ts';
import { getRepertoire, parseRepertoires } from '../../../rendering/text/repertoire-format.ts';
import { isAppError } from '../../../shared/app-error.ts';
import type { AppErrorCode } from '../../../shared/app-error.ts';
import { toHex } from '../../../shared/bytes.ts';
import { signSidecar } from '../../../signing/jose/sign-sidecar.ts';
import type { ArchivalServices } from '../../../signing/pades/archival-services.ts';
import { signPdfAtLevel } from '../../../signing/pades/sign-at-level.ts';
import { signatureContentsBytes } from '../../../signing/pades/sign-pdf.ts';
import { evidenceFault } from '../../../signing/services/evidence-fault.ts';
import { isPassingKeyFault, isWaitingFault } from '../../../signing/services/waiting-fault.ts';
import type { PreparedSigner } from '../../../signing/prepared-signer.ts';
import { CanonicalRecordReader } from '../../../transcript/canonical-record-reader.ts';
import { CourseFragments } from '../../../transcript/etda/course-fragments.ts';
import { toEtdaXmlParts } from '../../../transcript/etda/encode-etda-xml.ts';
import type { PrintedInstitution } from '../../../transcript/institution.ts';
import type { DocumentLanguage } from '../../../transcript/record.ts';
import { toTranscript } from '../../../transcript/to-transcript.ts';
import type { IssuerEnvironment } from '../../issuer-environment.ts';
import { toCredentialContextUrl, toStatusListUri, toVerificationUrl } from '../../public-urls.ts';
import type {
  DocumentProducer,
  ProductionJob,
  ProductionResult,
  RefusedDocument,
} from './document-producer.ts';
import type { StudyRules } from '../institution-rules.ts';
import { allWaiting } from './all-waiting.ts';
import { FrozenTemplateShelf } from './frozen-template-shelf.ts';

/** What a workshop works with. */
export interface WorkshopEnvironment extends Pick<
  IssuerEnvironment,
  'institutions' | 'signers' | 'publicUrl'
> {
  /** Needed for levels above B-B, unless a job brings its own. */
  readonly archival?: ArchivalServices;
  /** Holds a folder for each template. */
  readonly templatesFolder: TemplateFolders;
}

/** Batches in work at the same time in one thread are few; each keeps its fonts and shapes. */
const KEPT_BATCHES = 4;

/** So many documents of a job wait for their time-stamps at the same time; the authority's own limit is another. */
const STAMPED_TOGETHER = 64;

/** Failures that concern one record and leave the others of its batch alone. */
const RECORD_PROBLEMS: ReadonlySet<AppErrorCode> = new Set(['text-does-not-fit', 'glyph-missing']);

/** The keys of one document; mostly one and the same. */
interface DocumentSigners {
  readonly pdf: PreparedSigner;
  readonly sidecar: PreparedSigner;
}

/** What is prepared once for all documents of a batch. */
interface Bench {
  readonly institution: PrintedInstitution;
  readonly rules: StudyRules;
  readonly signers: DocumentSigners;
  /** Courses that students of the batch share are the same objects. */
  readonly records: CanonicalRecordReader;
  /** Courses of the batch as parts of the national message. */
  readonly courses: CourseFragments;
  /** Compiled when the first document of a language comes. */
  readonly templateOf: (language: DocumentLanguage) => CompiledTemplate;
}

/** Renders and signs in the thread that calls it. A worker thread holds one; so do small installations. */
export class DocumentWorkshop implements DocumentProducer {
  readonly parallelJobs = 1;
  readonly #environment: WorkshopEnvironment;
  readonly #benches = new Map<string, Bench>();
  readonly #shelf: FrozenTemplateShelf;

  /** @param shelf of the same institutions and templates; one of its own when left out. */
  constructor(
    environment: WorkshopEnvironment,
    shelf = new FrozenTemplateShelf(environment.institutions, environment.templatesFolder),
  ) {
    this.#environment = environment;
    this.#shelf = shelf;
  }

  /** @param archival the services of this job; those of the workshop when left out. */
  async produce(job: ProductionJob, archival?: ArchivalServices): Promise<ProductionResult> {
    const services = archival ?? this.#environment.archival ?? noServices;
    let bench: Bench;
    try {
      bench = await this.#benchFor(job, services);
    } catch (error) {
      // Nothing is signed when it is known beforehand that its level cannot be reached.
      return allWaiting(job.documents, error);
    }
    const finished: FinishedDocument[] = [];
    const refused: RefusedDocument[] = [];
    const waiting: RefusedDocument[] = [];
    const width = sideBySide(bench.signers, job.level);
    for (let from = 0; from < job.documents.length; from += width) {
      const group = job.documents.slice(from, from + width);
      // After a failure the others of the group still end before we do: no signing goes on unseen.
      const made = await settleAll(
        group,
        (each) => this.#makeOrRefuse(bench, each, job, services),
        startsInTurns(bench.signers, job.level),
      );
      for (const outcome of made) {
        if (outcome.status === 'rejected') throw outcome.reason;
        if ('pdf' in outcome.value) finished.push(outcome.value);
        else if (isWaitingFault(outcome.value.code)) waiting.push(outcome.value);
        else refused.push(outcome.value);
      }
      const failure = waiting.find(({ code }) => isPassingKeyFault(code));
      if (failure !== undefined) {
        // The store that has just failed is not asked for those that are left.
        const left = job.documents.slice(from + width);
        waiting.push(...left.map(({ documentId }) => ({ ...failure, documentId })));
        break;
      }
    }
    return { finished, refused, waiting };
  }

  async #makeOrRefuse(
    bench: Bench,
    document: ReservedDocument,
    job: ProductionJob,
    services: ArchivalServices,
  ): Promise<FinishedDocument | RefusedDocument> {
    try {
      return await this.#make(bench, document, job, services);
    } catch (error) {
      if (!isAppError(error)) throw error;
      const { code, text, retryAfterMs } = error;
      if (!RECORD_PROBLEMS.has(code) && !isWaitingFault(code)) throw error;
      return { documentId: document.documentId, code, text, retryAfterMs };
    }
  }

  async #make(
    { institution, rules, signers, records, courses, templateOf }: Bench,
    { documentId, canonicalRecord, statusList, statusIndex }: ReservedDocument,
    { issuedAt, level }: ProductionJob,
    services: ArchivalServices,
  ): Promise<FinishedDocument> {
    const { publicUrl } = this.#environment;
    const recordJson = new TextDecoder().decode(canonicalRecord);
    const record = records.read(recordJson);
    const transcript = toTranscript(record, rules.scheme, rules.repeatedCourses);
    const unsignedPdf = templateOf(record.documentLanguage).render({
      documentId,
      issuedAt,
      transcript,
      verificationUrl: toVerificationUrl(publicUrl, documentId),
      transcriptXml: toEtdaXmlParts(transcript, institution, { documentId, issuedAt }, courses),
      transcriptJson: canonicalRecord,
    });
    const signed = await signPdfAtLevel(unsignedPdf, signers.pdf, level, services);
    const sidecar = await signSidecar(
      {
        documentId,
        contextUrl: toCredentialContextUrl(publicUrl),
        institution,
        issuedAt,
        provisional: record.completion === 'provisional',
        recordJson,
        recordDigest: sha256(canonicalRecord),
        pdfDigest: signed.digest,
        statusList: { uri: toStatusListUri(publicUrl, statusList), index: statusIndex },
      },
      signers.sidecar,
    );
    return {
      documentId,
      issuedAt,
      level,
      pdf: plainBytes(signed.pdf),
      sidecar,
      pdfDigestHex: toHex(signed.digest),
      sidecarDigestHex: sha256(sidecar).toString('hex'),
    };
  }

  /** The keys are asked for anew for each job: one may have been rotated since the last. */
  async #benchFor(job: ProductionJob, { timestamps }: ArchivalServices): Promise<Bench> {
    const { institutionCode, frozenTemplate, repertoire, level } = job;
    const source = this.#environment.signers;
    const signers: DocumentSigners = {
      pdf: await source.getSigner(institutionCode, 'pdf', job.issuedAt),
      sidecar: await source.getSigner(institutionCode, 'jose', job.issuedAt),
    };
    const keyIds = [signers.pdf, signers.sidecar].map(({ signer }) => signer.keyId);
    // Room for a time-stamp is kept before there is one.
    const tokenBytes = reachesLevel(level, 'B-T') ? await timestamps.tokenBytes() : undefined;
    const parts = [toFingerprintHex(frozenTemplate, repertoire), ...keyIds, tokenBytes];
    const key = parts.join(' ');
    const kept = this.#benches.get(key);
    if (kept !== undefined) return kept;
    const [oldest] = this.#benches.keys();
    if (this.#benches.size >= KEPT_BATCHES && oldest !== undefined) this.#benches.delete(oldest);
    const bench = this.#prepare(job, signers, tokenBytes);
    this.#benches.set(key, bench);
    return bench;
  }

  #prepare(
    { frozenTemplate, repertoire }: ProductionJob,
    signers: DocumentSigners,
    tokenBytes: number | undefined,
  ): Bench {
    const { template, institution, rules, shaper } = this.#shelf.open(frozenTemplate);
    const repertoires = parseRepertoires(repertoire);
    const compiled = new Map<DocumentLanguage, CompiledTemplate>();
    return {
      institution,
      rules,
      signers,
      records: new CanonicalRecordReader(),
      courses: new CourseFragments(rules.scheme),
      templateOf: (language) => {
        const known = compiled.get(language);
        if (known !== undefined) return known;
        const made = compileTemplate({
          template,
          language,
          institution,
          fonts: embedFonts(shaper, getRepertoire(repertoires, language)),
          signatureContentsBytes: signatureContentsBytes(signers.pdf, tokenBytes),
          shaper,
        });
        compiled.set(language, made);
        return made;
      },
    };
  }
}

/**
 * Keys elsewhere sign several at once, in one call or side by side; then as many documents are made at once.
 * Time-stamps take their time wherever the key is, and most of it is waiting.
 */
function sideBySide({ pdf, sidecar }: DocumentSigners, level: PadesLevel): number {
  const width = Math.max(pdf.signer.maxBatch ?? 1, sidecar.signer.maxBatch ?? 1);
  return reachesLevel(level, 'B-T') ? Math.max(width, STAMPED_TOGETHER) : width;
}

/**
 * While one document is rendered the time-stamps of those before are on their way. Not with keys that sign many in a call:
 * what they are asked for in one turn is one call.
 */
function startsInTurns({ pdf, sidecar }: DocumentSigners, level: PadesLevel): boolean {
  const signsMany = [pdf, sidecar].some(({ signer }) => (signer.maxBatch ?? 1) > 1);
  return reachesLevel(level, 'B-T') && !signsMany;
}

/** Starts a piece of work for each item, and waits for all. @param inTurns what has come meanwhile is seen to in between. */
async function settleAll<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
  inTurns: boolean,
): Promise<PromiseSettledResult<Result>[]> {
  const started: Promise<Result>[] = [];
  for (const item of items) {
    const result = work(item);
    // One may fail before the others are started: its failure is looked at in its turn.
    result.catch(() => undefined);
    started.push(result);
    if (inTurns) await nextTurn();
  }
  return Promise.allSettled(started);
}

/** Where no authority is configured. */
const noServices: ArchivalServices = {
  timestamps: {
    stamp: () => Promise.reject(evidenceFault('time-stamping-not-configured', '')),
    tokenBytes: () => Promise.reject(evidenceFault('time-stamping-not-configured', '')),
  },
  material: {
    collect: () => Promise.reject(evidenceFault('time-stamping-not-configured', '')),
  },
};

/** As `Uint8Array`, in memory of their own: so they can change hands between threads without being copied. */
function plainBytes(bytes: Uint8Array): Uint8Array {
  const { buffer, byteOffset, byteLength } = bytes;
  if (buffer.byteLength !== byteLength) return new Uint8Array(bytes);
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function sha256(data: Uint8Array | string): Buffer {
  return createHash('sha256').update(data).digest();
}
