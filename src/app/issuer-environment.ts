import type { ArtifactStore } from '../registry/registry.ts';
import type { RegistryWriter } from '../registry/registry-writer.ts';
import type { CheckpointKey } from './audit/checkpoint-key.ts';
import type { Clock, Instant } from '../shared/instant.ts';
import type { KeyWarning, SignerUse } from '../signing/keys/key-schedule.ts';
import type { PreparedSigner } from '../signing/prepared-signer.ts';
import type { Institution } from '../transcript/institution.ts';
import type { DocumentProducer } from './issuing/production/document-producer.ts';
import type { PrintTrial } from './issuing/intake/print-trial.ts';
import type { PreviewMaker } from './issuing/preview/preview-workshop.ts';
import type { RepertoireCollector } from './issuing/production/repertoire-collector.ts';
import type { TemplateKeeper } from './issuing/production/template-keeper.ts';
import type { RandomSource } from './random-source.ts';
import type { Scratch } from './scratch.ts';

/** How status lists are cut and how long they live. */
interface StatusListSettings {
  /** Entries of a new list. */
  readonly size: number;
  readonly ttlSeconds: number;
  readonly lifetimeSeconds: number;
}

/** Opens the keys of institutions. */
export interface SignerSource {
  /**
   * The key that signs at a time. Ask before each piece of work: a key may be rotated at any time.
   * @param use PDFs when left out.
   * @param at now when left out; work begun with an earlier time is ended with the key of then.
   * @throws AppError `key-not-configured`, `key-unreadable` and its like; the answer may be kept by the
   *   implementation.
   */
  getSigner(institutionCode: string, use?: SignerUse, at?: Instant): Promise<PreparedSigner>;
  /** Certificates of theirs that end soon, or have ended. */
  findWarnings?(): Promise<readonly KeyWarning[]>;
}

/** Everything that issuing needs from outside. Chosen in `main/`, replaced in tests. */
export interface IssuerEnvironment {
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly registry: RegistryWriter & ArtifactStore;
  readonly institutions: ReadonlyMap<string, Institution>;
  readonly signers: SignerSource;
  readonly producer: DocumentProducer;
  readonly templates: TemplateKeeper;
  readonly repertoires: RepertoireCollector;
  readonly printTrial: Pick<PrintTrial, 'findProblems'>;
  readonly previews: PreviewMaker;
  /** Where uploads and their records lie while they are checked. */
  readonly scratch: Scratch;
  /** Documents that cross a thread and a transaction together. */
  readonly chunkDocuments: number;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  readonly statusLists: StatusListSettings;
  /** 32 bytes or more, kept beside the registry and never in it: claim codes are derived from it. */
  readonly claimSecret: Uint8Array;
  /** Signs where the audit trail stands. */
  readonly checkpointKey: CheckpointKey;
}
