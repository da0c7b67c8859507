import type { BatchEntry } from '../../registry/registry-entries.ts';
import type { IssuerEnvironment } from '../issuer-environment.ts';

/**
 * Notes with which keys a batch is signed. A key that was changed between two chunks, or since the batch was
 * approved, is in force at once and holds up nothing; that it was another one is told (ADR 0019).
 */
export class SigningKeyWatch {
  readonly #environment: Pick<IssuerEnvironment, 'registry' | 'signers' | 'clock'>;
  readonly #batch: Pick<BatchEntry, 'batchId' | 'institutionCode'>;
  readonly #actor: string;
  #noted = '';

  constructor(
    environment: Pick<IssuerEnvironment, 'registry' | 'signers' | 'clock'>,
    batch: Pick<BatchEntry, 'batchId' | 'institutionCode'>,
    actor: string,
  ) {
    this.#environment = environment;
    this.#batch = batch;
    this.#actor = actor;
  }

  /** Before each piece of work. @throws AppError as the source of keys does */
  async note(): Promise<void> {
    const { registry, signers, clock } = this.#environment;
    const { batchId, institutionCode } = this.#batch;
    const since = clock.now();
    const pdf = await signers.getSigner(institutionCode, 'pdf', since);
    const sidecar = await signers.getSigner(institutionCode, 'jose', since);
    const keys = { pdf: pdf.signer.keyId, sidecar: sidecar.signer.keyId, since };
    const name = `${keys.pdf} ${keys.sidecar}`;
    if (name === this.#noted) return;
    this.#noted = name;
    await registry.recordSigningKeys(batchId, keys, this.#actor);
  }
}
