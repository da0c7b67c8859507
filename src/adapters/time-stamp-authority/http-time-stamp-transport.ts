import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { SecureContextOptions } from 'node:tls';

import { evidenceFault, type EvidenceFaultCode } from '../../signing/services/evidence-fault.ts';
import type { TimeStampTransport } from '../../signing/time-stamps/timestamp-authority.ts';
import {
  exchangeHttp,
  isOutboundFault,
  type OutboundFault,
} from '../outbound-http/http-exchange.ts';

/** How an authority is reached. */
export interface TimeStampEndpoint {
  /** How messages name it. */
  readonly name: string;
  readonly url: URL;
  readonly timeoutMs: number;
  /** Connections kept open between requests. */
  readonly connections: number;
  /** HTTP basic authentication (RFC 7617). */
  readonly credentials?: { readonly username: string; readonly password: string };
  /** A client certificate, and authorities that are believed for this connection. */
  readonly tls?: SecureContextOptions;
}

const MAX_ANSWER_BYTES = 256 * 1024;
const QUERY = 'application/timestamp-query';
const REPLY = 'application/timestamp-reply';

const faultOf: Readonly<Record<OutboundFault['kind'], EvidenceFaultCode>> = {
  unreachable: 'time-stamp-unreachable',
  'refused-address': 'time-stamp-unreachable',
  'refused-us': 'time-stamp-unauthorized',
  timeout: 'time-stamp-timeout',
  'too-large': 'time-stamp-malformed',
};

/** Speaks the time-stamp protocol over HTTP (RFC 3161 §3.4) with one authority, over connections that stay. */
export class HttpTimeStampTransport implements TimeStampTransport {
  readonly #endpoint: TimeStampEndpoint;
  readonly #agent: HttpAgent;

  constructor(endpoint: TimeStampEndpoint) {
    this.#endpoint = endpoint;
    const options = { keepAlive: true, maxSockets: endpoint.connections };
    this.#agent =
      endpoint.url.protocol === 'https:' ? new HttpsAgent(options) : new HttpAgent(options);
  }

  async exchange(request: Uint8Array): Promise<Uint8Array> {
    const { name, url, timeoutMs, credentials, tls } = this.#endpoint;
    const { status, contentType, body } = await this.#send({
      method: 'POST',
      url,
      headers: {
        'Content-Type': QUERY,
        Accept: REPLY,
        ...(credentials && { Authorization: toBasic(credentials) }),
      },
      body: request,
      timeoutMs,
      maxBytes: MAX_ANSWER_BYTES,
      agent: this.#agent,
      ...(tls && { tls }),
    });
    if (status === 401 || status === 403) throw evidenceFault('time-stamp-unauthorized', name);
    if (status !== 200) throw evidenceFault('time-stamp-unreachable', `${name} (HTTP ${status})`);
    if (contentType !== REPLY) throw evidenceFault('time-stamp-malformed', name);
    return body;
  }

  /** Ends the connections that are kept open. */
  close(): void {
    this.#agent.destroy();
  }

  async #send(question: Parameters<typeof exchangeHttp>[0]) {
    try {
      return await exchangeHttp(question);
    } catch (error) {
      if (!isOutboundFault(error)) throw error;
      throw evidenceFault(faultOf[error.kind], this.#endpoint.name, error.cause);
    }
  }
}

function toBasic({ username, password }: { username: string; password: string }): string {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}
