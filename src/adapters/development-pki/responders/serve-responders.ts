import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { AppError } from '../../../shared/app-error.ts';
import { isFormatError } from '../../../shared/format-error.ts';
import { parseBase64 } from '../../../shared/bytes.ts';
import { parseInstant, type Instant } from '../../../shared/instant.ts';
import type { DevelopmentResponders } from './development-responders.ts';

/** Responders that answer on a port of this machine, and on no other address. */
export interface RunningResponders {
  readonly port: number;
  readonly timeStampUrl: string;
  close(): Promise<void>;
}

export interface ServeOptions {
  /** 0 lets the system choose. */
  readonly port: number;
  /** Called by `PUT /clock`; left out, the clock cannot be set. */
  readonly setTime?: (now: Instant) => void;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Uint8Array | string;
}

const LOOPBACK = '127.0.0.1';
const MOST_REQUEST_BYTES = 64 * 1024;
const NOT_FOUND: Answer = { status: 404, type: 'text/plain', body: 'not found\n' };

/**
 * Serves `POST /tsa`, `POST /ocsp/<authority>`, `GET /ocsp/<authority>/<base64>`, `GET /<authority>.crl`,
 * `GET /<authority>.cer` and `PUT /clock` (RFC 3339 in the body).
 * @throws AppError `port-in-use`
 */
export async function serveResponders(
  responders: DevelopmentResponders,
  { port, setTime }: ServeOptions,
): Promise<RunningResponders> {
  const server = createServer((request, response) => {
    answer(responders, setTime, request).then(
      (found) => send(response, found),
      () => send(response, { status: 500, type: 'text/plain', body: 'internal error\n' }),
    );
  });
  // A batch asks a thousand times over a few connections.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? portInUse(port, error) : error),
    );
    server.listen(port, LOOPBACK, resolve);
  });
  const taken = (server.address() as AddressInfo).port;
  return {
    port: taken,
    timeStampUrl: `http://${LOOPBACK}:${taken}/tsa`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  responders: DevelopmentResponders,
  setTime: ServeOptions['setTime'],
  request: IncomingMessage,
): Promise<Answer> {
  const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
  const route = `${request.method ?? ''} ${path}`;
  if (route === 'POST /tsa') {
    const body = responders.answerTimeStamp(await readBody(request));
    return { status: 200, type: 'application/timestamp-reply', body };
  }
  const asked = /^(?:POST \/ocsp\/([a-z0-9-]+)|GET \/ocsp\/([a-z0-9-]+)\/(.+))$/.exec(route);
  if (asked) {
    const question = asked[3] === undefined ? await readBody(request) : parseBase64(asked[3]);
    const body = responders.findOcspAnswer(asked[1] ?? asked[2]!, question);
    return body ? { status: 200, type: 'application/ocsp-response', body } : NOT_FOUND;
  }
  const file = /^GET \/([a-z0-9-]+)\.(crl|cer)$/.exec(route);
  if (file) {
    const [name, ending] = file.slice(1) as [string, 'crl' | 'cer'];
    const body = ending === 'crl' ? responders.findCrl(name) : responders.findCertificate(name);
    const type = ending === 'crl' ? 'application/pkix-crl' : 'application/pkix-cert';
    return body ? { status: 200, type, body } : NOT_FOUND;
  }
  if (route === 'PUT /clock' && setTime) return changeClock(request, setTime);
  return NOT_FOUND;
}

async function changeClock(
  request: IncomingMessage,
  setTime: (now: Instant) => void,
): Promise<Answer> {
  try {
    setTime(
      parseInstant(
        Buffer.from(await readBody(request))
          .toString('utf8')
          .trim(),
      ),
    );
    return { status: 204, type: 'text/plain', body: '' };
  } catch (error) {
    if (!isFormatError(error)) throw error;
    return { status: 400, type: 'text/plain', body: 'not an RFC 3339 time\n' };
  }
}

async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > MOST_REQUEST_BYTES) throw new RangeError('the request is too long');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function send(response: ServerResponse, { status, type, body }: Answer): void {
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}

function portInUse(port: number, cause: Error): AppError {
  return new AppError(
    'port-in-use',
    {
      th: `พอร์ต ${port} มีโปรแกรมอื่นใช้อยู่ โปรดเลือกพอร์ตอื่นด้วย --port`,
      en: `Port ${port} is taken by another program. Choose another one with --port.`,
    },
    { cause },
  );
}
