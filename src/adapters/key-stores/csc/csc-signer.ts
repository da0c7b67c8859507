import { createHash } from 'node:crypto';

import type { RsaScheme } from '../../../formats/signature-algorithm.ts';
import { isAppError, type AppError, type AppErrorCode } from '../../../shared/app-error.ts';
import { parseBase64 } from '../../../shared/bytes.ts';
import { isFormatError } from '../../../shared/format-error.ts';
import type { Clock, Instant } from '../../../shared/instant.ts';
import { toKeyId } from '../../../signing/jose/jwks.ts';
import { nodeDigestName } from '../../../signing/own-signature.ts';
import type { Signer } from '../../../signing/signer.ts';
import { toCheckedSigner } from '../checked-signer.ts';
import { isEcdsaSigValue, toDerEcdsaSignature } from '../ecdsa-signature.ts';
import { keyStoreError } from '../key-store-errors.ts';
import { CscAccess, type CscLogin } from './csc-access.ts';
import { malformed } from './credentials/answer-fields.ts';
import { parseCscCredential } from './credentials/csc-credential.ts';
import {
  askForCredential,
  toUsableCredential,
  type UsableCredential,
} from './credentials/usable-credential.ts';
import type { CscAnswer } from './csc-answer.ts';
import type { CscTransport } from './csc-service.ts';
import { cscVersions, type CscVersionName, type SigningCall } from './csc-versions.ts';

export interface CscKey {
  readonly transport: CscTransport;
  readonly version: CscVersionName;
  readonly credentialId: string;
  readonly login: CscLogin;
  /** Reads a secret that releases the key, by the service's name for it (`PIN`, `OTP`); each time anew. */
  readonly readSecret: (name: string) => string;
  /** At most so many hashes in a call, whatever the service allows. */
  readonly maxBatch: number;
  /** Have signatures made in the service's own time and fetch them (version 2 only). */
  readonly isAsynchronous: boolean;
  readonly rsaScheme?: RsaScheme;
  readonly clock: Clock;
  /** The time at which the certificate must be valid. */
  readonly at: Instant;
}

/** Services lock keys after a few of these, and nobody is here to correct what was handed in. */
const endingCodes: ReadonlySet<AppErrorCode> = new Set(['pin-wrong', 'otp-wrong', 'pin-locked']);

const POLL_EVERY_MS = 1000;
const MAX_POLLS = 600;

/**
 * Opens a key behind a remote signing service (Cloud Signature Consortium API v1.0.4 and v2). Only hashes
 * travel there, many in a call; each call is released for exactly its own hashes.
 * @throws AppError as `askCscService` and `toUsableCredential`
 */
export async function openCscSigner(key: CscKey): Promise<Signer> {
  const access = new CscAccess(key.transport, key.login, key.clock);
  const answer = await askForCredential(access, key.credentialId);
  const credential = toUsableCredential(answer, key.at, key.rsaScheme);
  const session = new CscSession(access, key, credential);
  return toCheckedSigner({
    keyId: toKeyId(credential.certificatePath[0]!),
    certificatePath: credential.certificatePath,
    algorithm: credential.algorithm,
    isElsewhere: true,
    check: async () => {
      parseCscCredential(await askForCredential(access, key.credentialId));
    },
    maxBatch: Math.min(credential.maxSignatures, key.maxBatch),
    sign: async (data) => (await session.signMany([data]))[0]!,
    signMany: (data) => session.signMany(data),
  });
}

class CscSession {
  readonly #access: CscAccess;
  readonly #key: CscKey;
  readonly #credential: UsableCredential;
  readonly #call: Pick<SigningCall, 'credentialId' | 'algorithm'>;
  /** What ended the session: a refused secret is not handed in again. */
  #end: AppError | undefined;

  constructor(access: CscAccess, key: CscKey, credential: UsableCredential) {
    this.#access = access;
    this.#key = key;
    this.#credential = credential;
    this.#call = { credentialId: key.credentialId, algorithm: credential.cscAlgorithm };
  }

  async signMany(data: readonly Uint8Array[]): Promise<readonly Uint8Array[]> {
    const digestName = nodeDigestName(this.#credential.algorithm);
    const hashes = data.map((each) => createHash(digestName).update(each).digest('base64'));
    const call = { ...this.#call, hashes };
    const signatures = await this.#signWithPermission(call);
    if (signatures.length !== hashes.length) {
      throw malformed(`signatures: ${signatures.length} of ${hashes.length}`);
    }
    return signatures.map((each) => this.#toSignature(each));
  }

  /** A permission that ended before the service came to sign, for example while it was busy, is renewed once. */
  async #signWithPermission(call: SigningCall): Promise<readonly Uint8Array[]> {
    const sign = async () => this.#sign(call, await this.#authorize(call));
    try {
      return await sign();
    } catch (error) {
      if (!isAppError(error) || error.code !== 'signing-permission-expired') throw error;
      return sign();
    }
  }

  async #sign(call: SigningCall, permission: string): Promise<readonly Uint8Array[]> {
    const { toSigning, hasAsynchronousSigning } = cscVersions[this.#key.version];
    const isAsynchronous = hasAsynchronousSigning && this.#key.isAsynchronous;
    const { answer } = await this.#access.call(
      'signatures/signHash',
      toSigning(call, permission, isAsynchronous),
    );
    return readSignatures(
      isAsynchronous ? await this.#poll('signatures/signPolling', answer) : answer,
    );
  }

  /** Has the key released for these hashes and no others. @returns the SAD. */
  async #authorize(call: SigningCall): Promise<string> {
    if (this.#end !== undefined) throw this.#end;
    try {
      const { toAuthorization } = cscVersions[this.#key.version];
      const { status, answer } = await this.#access.call(
        'credentials/authorize',
        toAuthorization(call, this.#readSecrets()),
      );
      const released =
        status === 202 || 'handle' in answer
          ? await this.#poll('credentials/authorizeCheck', answer)
          : answer;
      const { SAD: permission } = released;
      if (typeof permission !== 'string' || permission === '') throw malformed('SAD');
      return permission;
    } catch (error) {
      if (isAppError(error) && endingCodes.has(error.code)) this.#end = error;
      throw error;
    }
  }

  /** The first set of secrets that releases the key and that we have. */
  #readSecrets(): Readonly<Record<string, string>> {
    let missing: AppError | undefined;
    for (const names of this.#credential.authorization.alternatives) {
      try {
        return Object.fromEntries(names.map((name) => [name, this.#key.readSecret(name)]));
      } catch (error) {
        if (!isAppError(error) || error.code !== 'secret-missing') throw error;
        missing ??= error;
      }
    }
    throw missing ?? keyStoreError('credential-needs-person');
  }

  /** Asks until the answer is there; the service works in its own time. */
  async #poll(
    method: 'signatures/signPolling' | 'credentials/authorizeCheck',
    first: CscAnswer,
  ): Promise<CscAnswer> {
    const [given, asked, wanted] =
      method === 'signatures/signPolling'
        ? (['responseID', 'requestID', 'signatures'] as const)
        : (['handle', 'handle', 'SAD'] as const);
    const handle = first[given];
    if (typeof handle !== 'string') throw malformed(given);
    for (let asking = 0; asking < MAX_POLLS; asking++) {
      await this.#access.wait(POLL_EVERY_MS);
      const { answer } = await this.#access.call(method, { [asked]: handle });
      if (wanted in answer) return answer;
    }
    throw keyStoreError('key-store-unavailable', method);
  }

  /** ECDSA comes as DER or, from some services, as `r || s`. */
  #toSignature(signature: Uint8Array): Uint8Array {
    const { ecCoordinateBytes } = this.#credential.algorithm;
    const isRaw = ecCoordinateBytes !== undefined && signature.length === 2 * ecCoordinateBytes;
    return isRaw && !isEcdsaSigValue(signature) ? toDerEcdsaSignature(signature) : signature;
  }
}

function readSignatures({ signatures }: CscAnswer): readonly Uint8Array[] {
  if (!Array.isArray(signatures)) throw malformed('signatures');
  return signatures.map((each: unknown) => {
    if (typeof each !== 'string') throw malformed('signatures');
    try {
      return parseBase64(each.replace(/\s/g, ''));
    } catch (error) {
      if (isFormatError(error)) throw malformed('signatures');
      throw error;
    }
  });
}
