import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';

import { HostList } from '../../../src/adapters/revocation-services/host-list.ts';
import {
  HttpRevocationTransport,
  type RevocationEndpoints,
} from '../../../src/adapters/revocation-services/http-revocation-transport.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function open(hosts: readonly string[], more: Partial<RevocationEndpoints> = {}) {
  return new HttpRevocationTransport({
    hosts: new HostList(hosts),
    allowsPrivateAddresses: true,
    pinned: new Map(),
    timeoutMs: 2_000,
    ...more,
  });
}

const answerWith =
  (status: number, body: string, headers: Record<string, string> = {}): RequestListener =>
  (_, response) => {
    response.writeHead(status, headers).end(body);
  };

describe('Fetching revocation data', () => {
  it('gets the bytes from a host on the list', async () => {
    const port = await listen(answerWith(200, 'a list'));
    const bytes = await open([`127.0.0.1:${port}`]).get(`http://127.0.0.1:${port}/ca.crl`, 100);
    expect(Buffer.from(bytes).toString()).toBe('a list');
  });

  it('asks nobody who is not on the list, whatever a certificate names', async () => {
    let requests = 0;
    const port = await listen((_, response) => {
      requests++;
      response.end();
    });
    for (const url of [
      `http://127.0.0.1:${port}/`,
      `http://localhost:${port}/`,
      `http://user@127.0.0.1:${port}/`,
      'file:///etc/passwd',
      'ftp://ocsp.example/x',
    ]) {
      await expect(open(['ocsp.example', '127.0.0.1']).get(url, 100)).rejects.toMatchObject({
        code: 'revocation-host-refused',
      });
    }
    expect(requests).toBe(0);
  });

  it('refuses a listed host whose address is private, named or resolved', async () => {
    let requests = 0;
    const port = await listen((_, response) => {
      requests++;
      response.end();
    });
    const transport = open([`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`], {
      allowsPrivateAddresses: false,
    });
    for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
      await expect(transport.get(`http://${host}:${port}/`, 100)).rejects.toMatchObject({
        code: 'revocation-host-refused',
      });
    }
    expect(requests).toBe(0);
  });

  it('follows a redirect only to a host on the list', async () => {
    const target = await listen(answerWith(200, 'found'));
    const good = await listen(
      answerWith(302, '', { Location: `http://127.0.0.1:${target}/moved` }),
    );
    const both = open([`127.0.0.1:${good}`, `127.0.0.1:${target}`]);
    const bytes = await both.get(`http://127.0.0.1:${good}/`, 100);
    expect(Buffer.from(bytes).toString()).toBe('found');
    await expect(
      open([`127.0.0.1:${good}`]).get(`http://127.0.0.1:${good}/`, 100),
    ).rejects.toMatchObject({ code: 'revocation-host-refused' });
  });

  it('ends redirects that lead in a circle', async () => {
    const port: number = await listen((_, response) => {
      response.writeHead(302, { Location: `http://127.0.0.1:${port}/` }).end();
    });
    await expect(
      open([`127.0.0.1:${port}`]).get(`http://127.0.0.1:${port}/`, 100),
    ).rejects.toMatchObject({ code: 'revocation-malformed' });
  });

  it('stops a list of 100 MB at its limit, announced or not', async () => {
    let sent = 0;
    const chunk = Buffer.alloc(65_536);
    const pump: RequestListener = (_, response) => {
      const more = () => {
        while (sent < 100 * 1024 * 1024) {
          sent += chunk.length;
          if (!response.write(chunk)) {
            response.once('drain', more);
            return;
          }
        }
        response.end();
      };
      response.on('error', () => undefined);
      more();
    };
    const silent = await listen(pump);
    const announcing = await listen((_, response) => {
      response.setHeader('Content-Length', String(100 * 1024 * 1024));
      response.on('error', () => undefined);
      response.write(chunk);
    });
    for (const port of [silent, announcing]) {
      await expect(
        open([`127.0.0.1:${port}`]).get(`http://127.0.0.1:${port}/`, 1024 * 1024),
      ).rejects.toMatchObject({ code: 'revocation-too-large' });
    }
    expect(sent).toBeLessThan(20 * 1024 * 1024);
  });

  it('tells a service that is slow from one that is down', async () => {
    const slow = await listen(() => undefined);
    const transport = open([`127.0.0.1:${slow}`, '127.0.0.1:9'], { timeoutMs: 100 });
    await expect(transport.get(`http://127.0.0.1:${slow}/`, 100)).rejects.toMatchObject({
      code: 'revocation-timeout',
    });
    await expect(transport.get('http://127.0.0.1:9/', 100)).rejects.toMatchObject({
      code: 'revocation-unreachable',
    });
  });

  it('reaches a pinned host where it really answers, under its own name', async () => {
    const port = await listen((request, response) => response.end(request.headers.host));
    const transport = open([], {
      allowsPrivateAddresses: false,
      pinned: new Map([['pki.parinya.example', { address: '127.0.0.1', port }]]),
    });
    const bytes = await transport.get('http://pki.parinya.example/root.crl', 100);
    expect(Buffer.from(bytes).toString()).toBe('pki.parinya.example');
  });
});

describe('The list of hosts', () => {
  const includes = (url: string) =>
    new HostList(['ocsp.example.th', 'crl.example.th:8080', '*.ca.example']).includes(new URL(url));

  it.each([
    ['http://ocsp.example.th/x', true],
    ['http://OCSP.example.th/', true],
    ['http://ocsp.example.th:8080/', false],
    ['http://crl.example.th:8080/', true],
    ['http://crl.example.th/', false],
    ['http://a.ca.example/', true],
    ['http://ca.example/', false],
    ['http://evilca.example/', false],
    ['http://ocsp.example.th.evil.example/', false],
  ])('%s: %s', (url, expected) => {
    expect(includes(url)).toBe(expected);
  });
});
