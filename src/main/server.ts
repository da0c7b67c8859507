import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import type { RetentionService } from '../app/retention/retention-service.ts';
import type { IssuerService, ReceiptService, VerifierService } from '../app/services.ts';
import { GraduateSessions } from '../http/access/graduate-sessions.ts';
import { OrganisationKeys } from '../http/access/organisation-keys.ts';
import type { OrganisationKey } from '../http/access/organisation-keys.ts';
import { RegistrarKeys } from '../http/access/registrar-keys.ts';
import type { RegistrarKey } from '../http/access/registrar-keys.ts';
import { createUnlinkedFiles } from '../adapters/scratch-files/unlinked-files.ts';
import { defaultLimits } from '../http/api-router.ts';
import type { ApiLimits, IssuingSide } from '../http/api-router.ts';
import type { ObservedRequest } from '../http/middleware/access-log.ts';
import { IssuingRuns } from '../http/registrar/issuing-runs.ts';
import { AppError } from '../shared/app-error.ts';
import { instantOf } from '../shared/instant.ts';
import type { Clock } from '../shared/instant.ts';
import { loadPageAssets } from '../web/assets/page-assets.ts';
import { createHttpApp } from './http-app.ts';

/** Which half of the service a process is: both by default. */
export type ServerRole = 'all' | 'issuer' | 'verifier';

/** The settings of the HTTP side. */
export interface ServerConfig {
  /** How people reach the service (`https://...`); decides about HSTS and secure cookies. */
  readonly publicUrl?: string;
  readonly registrarKeys: readonly RegistrarKey[];
  /** Verifying organisations whose receipts are kept; none when left out. */
  readonly organisationKeys?: readonly OrganisationKey[];
  /** At least 32 bytes, shared by all issuer processes; left out, sessions end with the process. */
  readonly sessionSecret?: Uint8Array;
  /** How many own proxies stand before the service; 0 when left out. */
  readonly trustedProxies?: number;
  readonly limits?: Partial<ApiLimits>;
}

export interface ServerOptions {
  readonly role: ServerRole;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Left out: only this machine can reach the service. */
  readonly host?: string;
  /** Needed for the roles `all` and `issuer`. */
  readonly issuer?: IssuerService;
  /** Erases personal data, for the roles that issue. */
  readonly retention?: RetentionService;
  /** Needed for the roles `all` and `verifier`. */
  readonly verifier?: VerifierService;
  /** Where the verifier has a key for receipts. */
  readonly receipts?: ReceiptService;
  readonly config: ServerConfig;
  readonly logger: Logger;
  /** Told of every request when it is answered, for measurements. */
  readonly observeRequest?: (request: ObservedRequest) => void;
  readonly clock?: Clock;
  /** Where the built script and style sheet of the pages are; beside the compiled code when left out. */
  readonly assetsDirectory?: string;
}

export interface RunningServer {
  /** `http://host:port`, with the port that was really taken. */
  readonly url: string;
  /** Takes no new request, finishes those under way and the document in work, then returns. */
  close(): Promise<void>;
}

/** Requests that are still open after this are cut off when the server closes. */
const CLOSING_GRACE_MS = 10_000;
const LOCAL_HOST = '127.0.0.1';

/**
 * Starts the HTTP side of a process and takes up what an earlier process left half issued.
 * @throws AppError `port-in-use`, or `configuration-invalid` for keys that cannot be used.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { role, config, logger } = options;
  const clock = options.clock ?? { now: () => instantOf(Date.now()) };
  const issuing = role === 'verifier' ? undefined : toIssuingSide(options, clock);
  const verifier = role === 'issuer' ? undefined : required(options.verifier, 'verifier', role);
  const app = createHttpApp({
    ...(issuing === undefined ? {} : { issuing }),
    ...(verifier === undefined ? {} : { verifier }),
    ...(verifier === undefined || options.receipts === undefined
      ? {}
      : {
          receiptSide: {
            receipts: options.receipts,
            organisationKeys: new OrganisationKeys(config.organisationKeys ?? []),
            scratch: createUnlinkedFiles(),
          },
        }),
    limits: { ...defaultLimits, ...config.limits },
    isHttps: config.publicUrl?.startsWith('https:') ?? false,
    trustedProxies: config.trustedProxies ?? 0,
    assets: await loadPageAssets(options.assetsDirectory),
    clock,
    logger,
    ...(options.observeRequest === undefined ? {} : { observeRequest: options.observeRequest }),
  });
  const unfinished = (await issuing?.runs.findUnfinished()) ?? [];
  const server = createServer(app);
  await listen(server, options.port, options.host ?? LOCAL_HOST);
  for (const batchId of unfinished) issuing?.runs.start(batchId);
  issuing?.runs.watch();
  const url = urlOf(server);
  logger.info({ role, url }, 'serving');
  return {
    url,
    close: async () => {
      await Promise.all([closeServer(server), issuing?.runs.close()]);
      logger.info('stopped serving');
    },
  };
}

function toIssuingSide(options: ServerOptions, clock: Clock): IssuingSide {
  const { role, config, logger } = options;
  const issuer = required(options.issuer, 'issuer', role);
  return {
    issuer,
    ...(options.retention === undefined ? {} : { retention: options.retention }),
    runs: new IssuingRuns(issuer, logger),
    registrarKeys: new RegistrarKeys(config.registrarKeys),
    sessions: new GraduateSessions(config.sessionSecret ?? randomBytes(32), clock),
  };
}

function required<Service>(service: Service | undefined, name: string, role: ServerRole): Service {
  if (service !== undefined) return service;
  throw new TypeError(`the role ${role} needs the ${name} service`);
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException): void =>
      reject(error.code === 'EADDRINUSE' ? portInUse(port, error) : error);
    server.once('error', refuse);
    server.listen(port, host, () => {
      server.off('error', refuse);
      resolve();
    });
  });
}

function portInUse(port: number, cause: Error): AppError {
  return new AppError(
    'port-in-use',
    {
      th: `พอร์ต ${port} มีโปรแกรมอื่นใช้อยู่ โปรดเลือกพอร์ตอื่นด้วย --port หรือ PARINYA_PORT`,
      en: `Port ${port} is taken by another program. Choose another one with --port or PARINYA_PORT.`,
    },
    { cause },
  );
}

function urlOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const deadline = setTimeout(() => server.closeAllConnections(), CLOSING_GRACE_MS);
  await closed;
  clearTimeout(deadline);
}
