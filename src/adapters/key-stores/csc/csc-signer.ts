import { createHash } from 'node:crypto';

import type { RsaScheme, SignatureAlgorithm } from '../../../formats/signature-algorithm.ts';
import { isAppError, type AppError } from '../../../shared/app-error.ts';
import { equalBytes, parseBase64 } from '../../../shared/bytes.ts';
import { isFormatError } from '../../../shared/format-error.ts';
import type { Clock, Instant } from '../../../shared/instant.ts';
import { toKeyId } from '../../../signing/jose/jwks.ts';
import { nodeDigestName } from '../../../signing/own-signature.ts';
import type { Signer } from '../../../signing/signer.ts';
import { checkSigningCertificate, toCertificatePath } from '../certificate-path.ts';
import { toCheckedSigner } from '../checked-signer.ts';
import { isEcdsaSigValue, toDerEcdsaSignature } from '../ecdsa-signature.ts';
import { keyStoreError } from '../key-store-errors.ts';
import { CscAccess, type CscLogin } from './csc-access.ts';
import { toCscAlgorithm } from './csc-algorithms.ts';
import { malformed, parseCscCredential, type CscCredential } from './csc-credential.ts';
import type { CscAnswer, CscTransport } from './csc-service.ts';
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

const POLL_EVERY_MS = 1000;
const MAX_POLLS = 600;

/**
 * Opens a key behind a remote signing service (Cloud Signature Consortium API v1.0.4 and v2). Only hashes
 * travel there, many in a call; each call is released for exactly its own hashes.
 * @throws AppError as `askCscService`; `credential-disabled`, `key-certificate-mismatch`, and what
 *   `checkSigningCertificate` throws.
 */
export async function openCscSigner(key: CscKey): Promise<Signer> {
  const access = new CscAccess(key.transport, key.login, key.clock);
  const credential = await readCredential(access, key.credentialId);
  const [leaf] = credential.certificates;
  if (leaf === undefined) throw malformed('cert.certificates');
  const algorithm = checkSigningCertificate(leaf, key.at, key.rsaScheme);
  const certificatePath = toCertificatePath(credential.certificates, ({ raw }) =>
    equalBytes(raw, leaf),
  );
  const session = new CscSession(access, key, credential, algorithm);
  return toCheckedSigner({
    keyId: toKeyId(leaf),
    certificatePath,
    algorithm,
    isElsewhere: true,
    check: async () => {
      await readCredential(access, key.credentialId);
    },
    maxBatch: Math.min(credential.maxSignatures, key.maxBatch),
    sign: async (data) => (await session.signMany([data]))[0]!,
    signMany: (data) => session.signMany(data),
  });
}

async function readCredential(access: CscAccess, credentialId: string): Promise<CscCredential> {
  const { answer } = await access.call('credentials/info', {
    credentialID: credentialId,
    certificates: 'chain',
    certInfo: true,
    authInfo: true,
  });
  return parseCscCredential(answer);
}

class CscSession {
  readonly #access: CscAccess;
  readonly #key: CscKey;
  readonly #credential: CscCredential;
  readonly #algorithm: SignatureAlgorithm;
  readonly #call: Pick<SigningCall, 'credentialId' | 'algorithm'>;
  /** A wrong PIN ends the session: services lock keys, and nobody is here to correct it. */
  #end: AppError | undefined;

  constructor(
    access: CscAccess,
    key: CscKey,
    credential: CscCredential,
    algorithm: SignatureAlgorithm,
  ) {
    this.#access = access;
    this.#key = key;
    this.#credential = credential;
    this.#algorithm = algorithm;
    this.#call = {
      credentialId: key.credentialId,
      algorithm: toCscAlgorithm(algorithm, credential.algorithms),
    };
  }

  async signMany(data: readonly Uint8Array[]): Promise<readonly Uint8Array[]> {
    if (this.#end !== undefined) throw this.#end;
    const digestName = nodeDigestName(this.#algorithm);
    const hashes = data.map((each) => createHash(digestName).update(each).digest('base64'));
    const call = { ...this.#call, hashes };
    const permission = await this.#authorize(call);
    const { toSigning, hasAsynchronousSigning } = cscVersions[this.#key.version];
    const isAsynchronous = hasAsynchronousSigning && this.#key.isAsynchronous;
    const { answer } = await this.#access.call(
      'signatures/signHash',
      toSigning(call, permission, isAsynchronous),
    );
    const signatures = readSignatures(
      isAsynchronous ? await this.#poll('signatures/signPolling', answer) : answer,
    );
    if (signatures.length !== hashes.length) {
      throw malformed(`signatures: ${signatures.length} of ${hashes.length}`);
    }
    return signatures.map((each) => this.#toSignature(each));
  }

  /** Has the key released for these hashes and no others. @returns the SAD. */
  async #authorize(call: SigningCall): Promise<string> {
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
      if (isAppError(error) && ['pin-wrong', 'pin-locked'].includes(error.code)) this.#end = error;
      throw error;
    }
  }

  #readSecrets(): Readonly<Record<string, string>> {
    const { mode, secrets } = this.#credential.authorization;
    if (mode === 'implicit') return {};
    return Object.fromEntries(secrets.map((name) => [name, this.#key.readSecret(name)]));
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
    const { ecCoordinateBytes } = this.#algorithm;
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
