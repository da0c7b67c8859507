import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';

import { AppError } from '../../shared/app-error.ts';
import type { Configuration } from '../configuration/configuration-schema.ts';
import type { Metrics } from './metrics.ts';

/** Where metrics are served, and to whom. */
export interface MetricsEndpoint {
  /** 0 lets the system choose. */
  readonly port: number;
  readonly host: string;
  /** What a caller must present (`Authorization: Bearer`); left out, whoever reaches the port may read. */
  readonly token?: string;
}

/** A port of its own on which `GET /metrics` answers. */
export interface RunningMetrics {
  readonly url: string;
  close(): Promise<void>;
}

/** The addresses that no other machine reaches. */
const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/**
 * Serves metrics where the settings say so.
 * @returns `undefined` where they name no port.
 * @throws AppError `configuration-invalid` for a port that others reach and no token; as `serveMetrics`.
 */
export async function openMetrics(
  metrics: Metrics,
  settings: Pick<Configuration, 'metricsPort' | 'metricsHost' | 'metricsToken'>,
  logger: Logger,
): Promise<RunningMetrics | undefined> {
  const { metricsPort: port, metricsHost: host, metricsToken: token } = settings;
  if (port === undefined) return undefined;
  if (token === undefined && !LOOPBACK.has(host)) throw tokenMissing(host);
  metrics.watchProcess();
  const endpoint = { port, host, ...(token === undefined ? {} : { token }) };
  const running = await serveMetrics(metrics, endpoint, logger);
  logger.info({ url: running.url }, 'serving metrics');
  return running;
}

/**
 * Serves metrics on a port of their own, so that no proxy in front of the service hands them on by mistake.
 * @throws AppError `port-in-use`
 */
export async function serveMetrics(
  metrics: Metrics,
  endpoint: MetricsEndpoint,
  logger: Logger,
): Promise<RunningMetrics> {
  const server = createServer((request, response) => {
    answer(metrics, endpoint.token, request, response).catch((error: unknown) => {
      logger.error({ err: error }, 'metrics not written');
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await listen(server, endpoint);
  const { port } = server.address() as AddressInfo;
  const host = endpoint.host.includes(':') ? `[${endpoint.host}]` : endpoint.host;
  return {
    url: `http://${host}:${port}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  metrics: Metrics,
  token: string | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const refusal = findRefusal(token, request);
  if (refusal !== undefined) {
    response.writeHead(refusal.status, refusal.headers).end();
    return;
  }
  const { mediaType, text } = await metrics.write();
  response.writeHead(200, { 'Content-Type': mediaType, 'Cache-Control': 'no-store' });
  response.end(request.method === 'HEAD' ? undefined : text);
}

function findRefusal(
  token: string | undefined,
  { url = '', method, headers }: IncomingMessage,
): { readonly status: number; readonly headers: Record<string, string> } | undefined {
  if (url.split('?')[0] !== '/metrics') return { status: 404, headers: {} };
  if (method !== 'GET' && method !== 'HEAD')
    return { status: 405, headers: { Allow: 'GET, HEAD' } };
  if (token === undefined || isSame(headers.authorization ?? '', `Bearer ${token}`))
    return undefined;
  return { status: 401, headers: { 'WWW-Authenticate': 'Bearer realm="metrics"' } };
}

/** Digests have one length, and comparing them takes one time, whatever was presented. */
function isSame(presented: string, expected: string): boolean {
  const digestOf = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digestOf(presented), digestOf(expected));
}

function listen(server: Server, { port, host }: MetricsEndpoint): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? portInUse(port, error) : error),
    );
    server.listen(port, host, resolve);
  });
}

function tokenMissing(host: string): AppError {
  return new AppError('configuration-invalid', {
    th: `การตั้งค่าไม่ถูกต้อง: metricsHost ${host} ให้เครื่องอื่นอ่าน metrics ได้ จึงต้องตั้ง metricsToken ด้วย`,
    en: `The configuration is not valid: with metricsHost ${host} other machines reach the metrics, so metricsToken is needed.`,
  });
}

function portInUse(port: number, cause: Error): AppError {
  return new AppError(
    'port-in-use',
    {
      th: `พอร์ต ${port} สำหรับ metrics มีโปรแกรมอื่นใช้อยู่ โปรดเลือกพอร์ตอื่นด้วย PARINYA_METRICS_PORT`,
      en: `Port ${port} for metrics is taken by another program. Choose another one with PARINYA_METRICS_PORT.`,
    },
    { cause },
  );
}
