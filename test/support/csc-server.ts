import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { toBase64 } from '../../src/shared/bytes.ts';
import { toRawEcdsaSignature } from '../../src/signing/jose/raw-ecdsa-signature.ts';
import { signDigestByOpenssl } from './openssl.ts';
import type { TestKeys } from './test-keys.ts';

/**
 * A remote signing service as the Cloud Signature Consortium's API describes one (v1.0.4 and v2), with one
 * credential that signs and others that do not, strict about what it is sent. Tests turn its faults on.
 */
export interface CscServer {
  readonly baseUrl: string;
  /** Bodies that it was sent, with the method. */
  readonly requests: readonly { readonly method: string; readonly body: Record<string, unknown> }[];
  /** What it does instead of its work, by method, for the next requests. */
  readonly faults: Map<string, CscFault[]>;
  readonly settings: CscServerSettings;
  readonly close: () => Promise<void>;
}

interface CscFault {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Left out: an error of the standard's form; a text is sent as it is. */
  readonly body?: object | string;
}

export interface CscServerSettings {
  readonly version: 'v1' | 'v2';
  readonly keys: TestKeys;
  readonly credentialId: string;
  readonly pin: string;
  readonly clientSecret: string;
  readonly multisign: number;
  readonly scal: string;
  /** A one-time password that is wanted beside the PIN; none when left out. */
  readonly otp?: { readonly value: string; readonly isOnline: boolean };
  /** How secrets are combined (version 2); all of them when left out. */
  readonly expression?: string;
  /** Whose credentials an application's account must say (`userID`); the account is a user's when left out. */
  readonly userId?: string;
  /** More credentials, whose keys are disabled. */
  readonly disabledCredentials: readonly string[];
  /** So many of the next permissions have ended when they are used. */
  expiredPermissions: number;
  authMode: 'implicit' | 'explicit' | 'oauth2code';
  keyStatus: string;
  certificateStatus: string;
  /** Gives ECDSA as `r || s`. */
  rawEcdsa: boolean;
  /** Questions answered with "not yet" before an asynchronous result is there. */
  pollsBeforeResult: number;
  /** Changes the finished answer of `signatures/signHash`. */
  spoil: (signatures: string[]) => string[];
}

type Json = Record<string, unknown>;
interface Permission {
  readonly hashes: readonly string[];
}
class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, description: string) {
    super(description);
    this.status = status;
    this.code = code;
  }
}

export const CSC_CLIENT_ID = 'registrar office';
const SHA256 = '2.16.840.1.101.3.4.2.1';
const SHA384 = '2.16.840.1.101.3.4.2.2';
const digestNames: Readonly<Record<string, string>> = { [SHA256]: 'sha256', [SHA384]: 'sha384' };
const algorithmsOf: Readonly<Record<string, readonly string[]>> = {
  rsa: ['1.2.840.113549.1.1.11', '1.2.840.113549.1.1.10'],
  prime256v1: ['1.2.840.10045.4.3.2'],
  secp384r1: ['1.2.840.10045.4.3.3'],
};
const PSS = '1.2.840.113549.1.1.10';

export async function startCscServer(
  options: Pick<CscServerSettings, 'version' | 'keys'> & Partial<CscServerSettings>,
): Promise<CscServer> {
  const settings: CscServerSettings = {
    credentialId: 'GX0112348',
    pin: '728194',
    clientSecret: 'service secret',
    multisign: 8,
    scal: '2',
    disabledCredentials: [],
    expiredPermissions: 0,
    authMode: 'explicit',
    keyStatus: 'enabled',
    certificateStatus: 'valid',
    rawEcdsa: false,
    pollsBeforeResult: 2,
    spoil: (signatures) => signatures,
    ...options,
  };
  const requests: { method: string; body: Json }[] = [];
  const faults = new Map<string, CscFault[]>();
  const service = new Service(settings);
  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => {
      const { status, code, message } =
        error instanceof Refusal ? error : new Refusal(500, 'server_error', String(error));
      respond(response, status, { error: code, error_description: message });
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await readBody(request);
    const method = (request.url ?? '').replace(`/csc/${settings.version}/`, '');
    const isForm = request.headers['content-type'] === 'application/x-www-form-urlencoded';
    const body = (
      isForm ? Object.fromEntries(new URLSearchParams(text)) : JSON.parse(text)
    ) as Json;
    requests.push({ method, body });
    const fault = faults.get(method)?.shift();
    if (fault !== undefined) {
      const standard = { error: 'invalid_request', error_description: JSON.stringify(body) };
      respond(response, fault.status, fault.body ?? standard, fault.headers);
      return;
    }
    const { status = 200, ...result } = service.handle(method, body, request.headers.authorization);
    respond(response, status as number, result);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/csc/${settings.version}`,
    requests,
    faults,
    settings,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** The state of a service: tokens, permissions, work under way. */
class Service {
  readonly #settings: CscServerSettings;
  readonly #tokens = new Set<string>();
  readonly #permissions = new Map<string, Permission>();
  readonly #underWay = new Map<string, { signatures: string[]; polls: number }>();

  constructor(settings: CscServerSettings) {
    this.#settings = settings;
  }

  handle(method: string, body: Json, authorization: string | undefined): Json {
    if (method === 'auth/login' || method === 'oauth2/token') return this.#logIn(authorization);
    const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
    if (token === undefined || !this.#tokens.has(token)) {
      throw new Refusal(401, 'invalid_token', 'The access token is not valid');
    }
    if (method === 'signatures/signPolling') return this.#poll(body);
    if (method === 'credentials/list') return this.#list(body);
    const { credentialId, disabledCredentials } = this.#settings;
    const isDisabled = disabledCredentials.includes(String(body['credentialID']));
    if (body['credentialID'] !== credentialId && !isDisabled) {
      throw new Refusal(400, 'invalid_request', 'Invalid parameter credentialID');
    }
    if (method === 'credentials/info') return this.#describe(body, isDisabled);
    if (isDisabled) {
      const description = 'The credential identified by credentialID is disabled';
      throw new Refusal(400, 'invalid_request', description);
    }
    if (method === 'credentials/authorize') return this.#authorize(body);
    if (method === 'signatures/signHash') return this.#sign(body);
    throw new Refusal(404, 'invalid_request', 'no such method');
  }

  #logIn(authorization: string | undefined): Json {
    const given = Buffer.from(/^Basic (.+)$/.exec(authorization ?? '')?.[1] ?? '', 'base64');
    const [name = '', secret = ''] = given.toString().split(':');
    const isKnown =
      decodeURIComponent(name) === CSC_CLIENT_ID &&
      decodeURIComponent(secret) === this.#settings.clientSecret;
    if (!isKnown) throw new Refusal(401, 'invalid_client', 'unknown client');
    const token = randomUUID();
    this.#tokens.add(token);
    return { access_token: token, token_type: 'Bearer', expires_in: 3600 };
  }

  /** One credential a page where the API has pages (v1.0.4 §11.4); all at once in version 2. */
  #list({ userID, pageToken = '0' }: Json): Json {
    const { version, credentialId, disabledCredentials, userId } = this.#settings;
    if (userID !== userId) throw new Refusal(400, 'invalid_request', 'Invalid parameter userID');
    const ids = [...disabledCredentials, credentialId];
    if (version === 'v2') return { credentialIDs: ids };
    const at = Number(pageToken);
    if (!(at in ids)) throw new Refusal(400, 'invalid_request', 'Invalid parameter pageToken');
    const isLast = at === ids.length - 1;
    return { credentialIDs: [ids[at]], ...(isLast ? {} : { nextPageToken: String(at + 1) }) };
  }

  /** What was not asked for is left out, as the standard has it. */
  #describe({ certificates: wanted = 'single', authInfo }: Json, isDisabled: boolean): Json {
    const { keys, multisign, scal, keyStatus, certificateStatus } = this.#settings;
    const { asymmetricKeyDetails } = keys.privateKey;
    const path = [keys.leaf, ...keys.issuers].slice(0, wanted === 'chain' ? undefined : 1);
    return {
      description: 'ทะเบียนและประมวลผล',
      key: {
        status: isDisabled ? 'disabled' : keyStatus,
        algo: algorithmsOf[asymmetricKeyDetails?.namedCurve ?? 'rsa'],
        len: asymmetricKeyDetails?.modulusLength ?? 256,
      },
      cert: { status: certificateStatus, certificates: path.map(toBase64) },
      multisign,
      SCAL: scal,
      ...(authInfo === true ? this.#describeAuthorization() : {}),
    };
  }

  #describeAuthorization(): Json {
    const { version, authMode, otp, expression } = this.#settings;
    const isExplicit = authMode === 'explicit';
    if (version === 'v1') {
      return {
        authMode,
        PIN: { presence: String(isExplicit), format: 'N' },
        OTP: { presence: String(isExplicit && otp !== undefined), type: typeOf(otp) },
      };
    }
    const pinObject = { type: 'Password', id: 'PIN', format: 'N', label: 'PIN' };
    const otpObject = {
      type: otp?.isOnline === true ? 'ChallengeResponse' : 'Password',
      id: 'OTP',
      format: 'N',
      label: 'OTP',
    };
    const objects = otp === undefined ? [pinObject] : [pinObject, otpObject];
    const auth = { mode: authMode, objects: isExplicit ? objects : [] };
    return { auth: expression === undefined ? auth : { ...auth, expression } };
  }

  #authorize(body: Json): Json {
    const { version, authMode, pin, otp, expression, multisign } = this.#settings;
    const hashes = this.#readHashes(body);
    if (body['numSignatures'] !== hashes.length || hashes.length > multisign) {
      throw new Refusal(400, 'invalid_request', 'Invalid parameter numSignatures');
    }
    if (authMode === 'explicit') {
      const authData = (body['authData'] ?? []) as { id: string; value: string }[];
      const given = (name: string) =>
        version === 'v1' ? body[name] : authData.find(({ id }) => id === name)?.value;
      const mayLackPin = expression === 'PIN OR OTP' && given('OTP') !== undefined;
      if (given('PIN') !== pin && !mayLackPin) {
        throw new Refusal(400, 'invalid_pin', `The PIN ${String(given('PIN'))} is invalid`);
      }
      const mayLackOtp = otp === undefined || expression === 'PIN OR OTP';
      if (given('OTP') !== otp?.value && !(mayLackOtp && given('OTP') === undefined)) {
        throw new Refusal(400, 'invalid_otp', `The OTP ${String(given('OTP'))} is invalid`);
      }
    }
    const permission = randomUUID();
    this.#permissions.set(permission, { hashes });
    return { SAD: permission, expiresIn: 300 };
  }

  #sign(body: Json): Json {
    const permission = this.#permissions.get(String(body['SAD']));
    if (this.#settings.expiredPermissions > 0) {
      this.#settings.expiredPermissions--;
      throw new Refusal(400, 'invalid_request', 'SAD expired');
    }
    this.#permissions.delete(String(body['SAD']));
    const hashes = this.#readHashes(body);
    if (JSON.stringify(permission?.hashes) !== JSON.stringify(hashes)) {
      throw new Refusal(400, 'invalid_request', 'Invalid parameter SAD');
    }
    const signatures = this.#settings.spoil(hashes.map((hash) => this.#signHash(hash, body)));
    if (body['operationMode'] !== 'A') return { signatures };
    const responseID = randomUUID();
    this.#underWay.set(responseID, { signatures, polls: this.#settings.pollsBeforeResult });
    return { responseID };
  }

  #poll({ requestID }: Json): Json {
    const work = this.#underWay.get(String(requestID));
    if (work === undefined) throw new Refusal(400, 'invalid_request', 'Invalid requestID');
    return work.polls-- > 0 ? { status: 202 } : { signatures: work.signatures };
  }

  #readHashes(body: Json): readonly string[] {
    const hashes = body[this.#settings.version === 'v1' ? 'hash' : 'hashes'];
    const isList = Array.isArray(hashes) && hashes.every((each) => typeof each === 'string');
    if (!isList || hashes.length === 0) {
      throw new Refusal(400, 'invalid_request', 'Missing or invalid hashes');
    }
    return hashes;
  }

  /** Checks the hash's length, and the algorithm against the key's. */
  #signHash(hash: string, body: Json): string {
    const { keys, version, rawEcdsa } = this.#settings;
    const hashName =
      digestNames[String(body[version === 'v1' ? 'hashAlgo' : 'hashAlgorithmOID'])] ?? '';
    const signAlgo = String(body['signAlgo']);
    const { namedCurve = 'rsa' } = keys.privateKey.asymmetricKeyDetails ?? {};
    const bytes = Buffer.from(hash, 'base64');
    const isFitting =
      algorithmsOf[namedCurve]?.includes(signAlgo) === true &&
      bytes.length === createHash(hashName).digest().length &&
      (signAlgo === PSS) === (body['signAlgoParams'] !== undefined);
    if (!isFitting) throw new Refusal(400, 'invalid_request', 'Invalid parameter signAlgo');
    const der = signDigestByOpenssl(keys.privateKey, hashName, bytes, signAlgo === PSS);
    const signature = rawEcdsa ? toRawEcdsaSignature(der, bytes.length) : der;
    return Buffer.from(signature).toString('base64');
  }
}

function typeOf(otp: CscServerSettings['otp']): string {
  return otp?.isOnline === true ? 'online' : 'offline';
}

function respond(
  response: ServerResponse,
  status: number,
  body: object | string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json;charset=UTF-8', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
