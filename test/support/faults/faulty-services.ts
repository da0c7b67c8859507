import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { DevelopmentResponders } from '../../../src/adapters/development-pki/responders/development-responders.ts';
import { parseBase64 } from '../../../src/shared/bytes.ts';

/** What a service does instead of its work: bytes, an HTTP status, no answer at all, or an answer without end. */
export type Misbehaviour = Uint8Array | number | 'silence' | 'endless';

/** Which services misbehave; the others are honest. */
export interface ServiceFaults {
  readonly timeStamp?: (request: Uint8Array) => Misbehaviour;
  readonly ocsp?: (request: Uint8Array) => Misbehaviour;
  readonly crl?: () => Misbehaviour;
  readonly issuer?: () => Misbehaviour;
}

/** The services of a development PKI on a port of this machine, which a test makes misbehave. */
export class FaultyServices {
  readonly #responders: DevelopmentResponders;
  readonly #server: Server;
  faults: ServiceFaults = {};
  /** `POST /tsa`, `GET /root.crl` ... */
  readonly requests: string[] = [];

  private constructor(responders: DevelopmentResponders) {
    this.#responders = responders;
    this.#server = createServer((request, response) => {
      void this.#answer(request, response);
    });
  }

  static async start(responders: DevelopmentResponders): Promise<FaultyServices> {
    const services = new FaultyServices(responders);
    await new Promise<void>((resolve) => services.#server.listen(0, '127.0.0.1', resolve));
    return services;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get timeStampUrl(): URL {
    return new URL(`http://127.0.0.1:${this.port}/tsa`);
  }

  /** The hosts that the PKI's certificates name, answered here. */
  get pinned(): ReadonlyMap<string, { readonly address: string; readonly port: number }> {
    const endpoint = { address: '127.0.0.1', port: this.port };
    return new Map(this.#responders.hosts.map((host) => [host, endpoint]));
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request;
    this.requests.push(`${method} ${url}`);
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const [type, answer] = this.#find(decodeURIComponent(url), Buffer.concat(parts));
    if (answer === 'silence') return;
    if (typeof answer === 'number') {
      response.writeHead(answer).end();
      return;
    }
    response.writeHead(200, { 'Content-Type': type });
    if (answer === 'endless') sendWithoutEnd(response);
    else response.end(answer);
  }

  #find(path: string, body: Uint8Array): readonly [type: string, answer: Misbehaviour] {
    const { timeStamp, ocsp, crl, issuer } = this.faults;
    if (path === '/tsa') {
      const answer = timeStamp?.(body) ?? this.#responders.answerTimeStamp(body);
      return ['application/timestamp-reply', answer];
    }
    const [, authority, question] = /^\/ocsp\/([^/]+)(?:\/(.+))?$/.exec(path) ?? [];
    if (authority !== undefined) {
      const asked = question === undefined ? body : parseBase64(question);
      const answer = ocsp?.(asked) ?? this.#responders.findOcspAnswer(authority, asked);
      return ['application/ocsp-response', answer ?? 404];
    }
    const [, name = '', ending] = /^\/([^/]+)\.(crl|cer)$/.exec(path) ?? [];
    return ending === 'crl'
      ? ['application/pkix-crl', crl?.() ?? this.#responders.findCrl(name) ?? 404]
      : ['application/pkix-cert', issuer?.() ?? this.#responders.findCertificate(name) ?? 404];
  }
}

/** Until whoever asked has had enough. */
function sendWithoutEnd(response: ServerResponse): void {
  const block = Buffer.alloc(64 * 1024, 0x30);
  const send = (): void => {
    while (!response.destroyed && response.write(block));
  };
  response.on('drain', send);
  send();
}
