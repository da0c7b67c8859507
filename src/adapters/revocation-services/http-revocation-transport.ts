import type { RevocationTransport } from '../../signing/revocation/revocation-transport.ts';
import { evidenceFault, type EvidenceFaultCode } from '../../signing/services/evidence-fault.ts';
import {
  exchangeHttp,
  isOutboundFault,
  type HttpQuestion,
  type HttpReply,
  type OutboundFault,
} from '../outbound-http/http-exchange.ts';
import {
  isPublicAddress,
  literalAddressOf,
  publicLookup,
} from '../outbound-http/public-addresses.ts';
import type { HostList } from './host-list.ts';

/** Whom a transport may ask, and how long it waits. */
export interface RevocationEndpoints {
  readonly hosts: HostList;
  /** Whether hosts on the list may have addresses of one's own network. */
  readonly allowsPrivateAddresses: boolean;
  /** Hosts that answer somewhere else than their name says: the development responders on this machine. */
  readonly pinned: ReadonlyMap<string, { readonly address: string; readonly port: number }>;
  readonly timeoutMs: number;
}

const MOST_REDIRECTS = 3;

const faultOf: Readonly<Record<OutboundFault['kind'], EvidenceFaultCode>> = {
  unreachable: 'revocation-unreachable',
  'refused-address': 'revocation-host-refused',
  'refused-us': 'revocation-unreachable',
  timeout: 'revocation-timeout',
  'too-large': 'revocation-too-large',
};

/**
 * Fetches from addresses that certificates name. Certificates come from strangers, so every address, also
 * one that a redirect leads to, is held against the list of hosts and then against the kinds of address
 * that may be connected to.
 */
export class HttpRevocationTransport implements RevocationTransport {
  readonly #endpoints: RevocationEndpoints;

  constructor(endpoints: RevocationEndpoints) {
    this.#endpoints = endpoints;
  }

  get(url: string, maxBytes: number): Promise<Uint8Array> {
    return this.#fetch(new URL(url), { method: 'GET', headers: {}, maxBytes });
  }

  post(url: string, contentType: string, body: Uint8Array, maxBytes: number): Promise<Uint8Array> {
    const headers = { 'Content-Type': contentType };
    return this.#fetch(new URL(url), { method: 'POST', headers, body, maxBytes });
  }

  async #fetch(
    first: URL,
    question: Pick<HttpQuestion, 'method' | 'headers' | 'body' | 'maxBytes'>,
  ): Promise<Uint8Array> {
    let url = first;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      const { status, location, body } = await this.#ask(url, question);
      if (status === 200) return body;
      const isRedirect = status >= 301 && status <= 308 && location !== undefined;
      // A question is not sent on to wherever an answer says.
      if (!isRedirect || question.method === 'POST') {
        const code =
          status >= 500 || status === 429 ? 'revocation-unreachable' : 'revocation-malformed';
        throw evidenceFault(code, `${url.host} (HTTP ${status})`);
      }
      if (!URL.canParse(location, url)) throw evidenceFault('revocation-malformed', url.host);
      url = new URL(location, url);
    }
    throw evidenceFault('revocation-malformed', first.host);
  }

  async #ask(
    url: URL,
    question: Pick<HttpQuestion, 'method' | 'headers' | 'body' | 'maxBytes'>,
  ): Promise<HttpReply> {
    const { timeoutMs, allowsPrivateAddresses, pinned, hosts } = this.#endpoints;
    const endpoint = pinned.get(url.host);
    if (!endpoint) this.#checkAddress(url, hosts);
    try {
      return await exchangeHttp({
        ...question,
        url,
        timeoutMs,
        ...(endpoint ? { endpoint } : allowsPrivateAddresses ? {} : { lookup: publicLookup }),
      });
    } catch (error) {
      if (!isOutboundFault(error)) throw error;
      throw evidenceFault(faultOf[error.kind], url.host, error.cause);
    }
  }

  #checkAddress(url: URL, hosts: HostList): void {
    const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
    const literal = literalAddressOf(url);
    const isReachable =
      literal === undefined || this.#endpoints.allowsPrivateAddresses || isPublicAddress(literal);
    if (!isWeb || !hosts.includes(url) || !isReachable) {
      throw evidenceFault('revocation-host-refused', url.host);
    }
  }
}
