import {
  request as requestHttp,
  type Agent,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { SecureContextOptions } from 'node:tls';

/** One request to a service outside. */
export interface HttpQuestion {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** From the first byte sent to the last received. */
  readonly timeoutMs: number;
  /** A longer answer is cut off and refused. */
  readonly maxBytes: number;
  readonly agent?: Agent;
  /** How a host name becomes an address; left out, the system does it. */
  readonly lookup?: LookupFunction;
  /** Connects to another place than the address names; the `Host` header stays. */
  readonly endpoint?: { readonly address: string; readonly port: number };
  /** Client certificate, and authorities that are believed besides the system's. */
  readonly tls?: SecureContextOptions;
}

export interface HttpReply {
  readonly status: number;
  /** Without parameters, lower case; empty when there is none. */
  readonly contentType: string;
  readonly location: string | undefined;
  readonly body: Uint8Array;
}

/** Why there is no answer. */
export class OutboundFault extends Error {
  override readonly name = 'OutboundFault';
  readonly kind: 'unreachable' | 'timeout' | 'too-large' | 'refused-address' | 'refused-us';

  constructor(kind: OutboundFault['kind'], options?: ErrorOptions) {
    super(kind, options);
    this.kind = kind;
  }
}

/**
 * What a server says during the handshake of a client whose certificate it misses or does not believe (RFC 8446
 * §6.2: `certificate_required`, `bad_certificate`, `unknown_ca` ...), as OpenSSL names these alerts.
 */
const CLIENT_REFUSED =
  /^ERR_SSL_.*ALERT_(?:.*CERTIFICATE.*|UNKNOWN_CA|ACCESS_DENIED|HANDSHAKE_FAILURE)$/;

/** Makes one request, follows no redirect. @throws OutboundFault */
export async function exchangeHttp(question: HttpQuestion): Promise<HttpReply> {
  const deadline = AbortSignal.timeout(question.timeoutMs);
  try {
    const response = await send(question, deadline);
    const body = await readBody(response, question.maxBytes);
    const type = response.headers['content-type'] ?? '';
    return {
      status: response.statusCode ?? 0,
      contentType: type.split(';')[0]!.trim().toLowerCase(),
      location: response.headers.location,
      body,
    };
  } catch (error) {
    if (isOutboundFault(error)) throw error;
    throw new OutboundFault(deadline.aborted ? 'timeout' : toKind(error), { cause: error });
  }
}

export function isOutboundFault(error: unknown): error is OutboundFault {
  return error instanceof Error && error.name === 'OutboundFault';
}

function send(question: HttpQuestion, signal: AbortSignal): Promise<IncomingMessage> {
  const { url, method, headers, body, agent, lookup, endpoint, tls } = question;
  const options: RequestOptions & SecureContextOptions = {
    method,
    signal,
    headers: { ...headers, ...(body && { 'Content-Length': String(body.length) }) },
    // A pooled connection may have been opened without the look at its address.
    agent: agent ?? false,
    ...(lookup && { lookup }),
    ...(endpoint && {
      hostname: endpoint.address,
      port: endpoint.port,
      headers: { ...headers, Host: url.host, ...(body && { 'Content-Length': body.length }) },
    }),
    ...tls,
  };
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, options, resolve);
    request.once('error', reject);
    request.end(body);
  });
}

async function readBody(response: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const announced = Number(response.headers['content-length'] ?? 0);
  const parts: Buffer[] = [];
  let length = 0;
  const tooLarge = () => {
    response.destroy();
    return new OutboundFault('too-large');
  };
  if (announced > maxBytes) throw tooLarge();
  for await (const part of response as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > maxBytes) throw tooLarge();
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

function toKind(error: unknown): OutboundFault['kind'] {
  const { code } = error as { readonly code?: unknown };
  if (code === 'REFUSED_ADDRESS') return 'refused-address';
  return typeof code === 'string' && CLIENT_REFUSED.test(code) ? 'refused-us' : 'unreachable';
}
