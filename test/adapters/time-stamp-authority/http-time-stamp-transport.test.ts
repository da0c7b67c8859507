import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';

import { HttpTimeStampTransport } from '../../../src/adapters/time-stamp-authority/http-time-stamp-transport.ts';

const open: { server: Server; transport: HttpTimeStampTransport }[] = [];
afterEach(() => {
  for (const { server, transport } of open.splice(0)) {
    transport.close();
    server.closeAllConnections();
    server.close();
  }
});

interface Reply {
  readonly status?: number;
  readonly type?: string;
  readonly body?: string;
}

async function start(
  reply: Reply | undefined,
  credentials?: { username: string; password: string },
) {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    request.resume();
    if (reply === undefined) return;
    const { status = 200, type = 'application/timestamp-reply; charset=x', body = 'token' } = reply;
    response.writeHead(status, { 'Content-Type': type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const transport = new HttpTimeStampTransport({
    name: 'tsa.example',
    url: new URL(`http://127.0.0.1:${port}/tsr`),
    timeoutMs: 200,
    connections: 2,
    ...(credentials && { credentials }),
  });
  open.push({ server, transport });
  return { transport, seen };
}

const request = Uint8Array.of(1, 2, 3);

describe('The way to a time-stamp authority', () => {
  it('sends the query as RFC 3161 says, with name and password where there are any', async () => {
    const { transport, seen } = await start({}, { username: 'uni', password: 'p:ว' });
    expect(Buffer.from(await transport.exchange(request)).toString()).toBe('token');
    expect(seen[0]!.headers).toMatchObject({
      'content-type': 'application/timestamp-query',
      'content-length': '3',
      authorization: `Basic ${Buffer.from('uni:p:ว').toString('base64')}`,
    });
  });

  it('keeps its connections', async () => {
    const { transport, seen } = await start({});
    for (let call = 0; call < 3; call++) await transport.exchange(request);
    expect(new Set(seen.map(({ socket }) => socket.remotePort)).size).toBe(1);
  });

  it.each<[string, string, Reply | undefined]>([
    ['that wants another password', 'time-stamp-unauthorized', { status: 401 }],
    ['that is overloaded', 'time-stamp-unreachable', { status: 503 }],
    ['that answers with a web page', 'time-stamp-malformed', { type: 'text/html' }],
    ['that sends too much', 'time-stamp-malformed', { body: 'x'.repeat(300_000) }],
    ['that never answers', 'time-stamp-timeout', undefined],
  ])('to one %s says so', async (_, code, reply) => {
    const { transport } = await start(reply);
    await expect(transport.exchange(request)).rejects.toMatchObject({ code });
  });

  it('to one that is not there says so, without any secret', async () => {
    const transport = new HttpTimeStampTransport({
      name: 'tsa.example',
      url: new URL('http://127.0.0.1:9/'),
      timeoutMs: 1_000,
      connections: 1,
      credentials: { username: 'uni', password: 'hush' },
    });
    const failure = (await transport.exchange(request).catch((error: unknown) => error)) as Error;
    expect(failure).toMatchObject({ code: 'time-stamp-unreachable' });
    expect(JSON.stringify([failure, String(failure.cause)])).not.toContain('hush');
    transport.close();
  });
});
