import { resolve } from 'node:path';
import {
  DevelopmentResponders,
  type ResponderSources,
} from '../../../adapters/development-pki/responders/development-responders.ts';
import { readResponderMaterial } from '../../../adapters/development-pki/responders/responder-material.ts';
import { serveResponders } from '../../../adapters/development-pki/responders/serve-responders.ts';
import type { ConfiguredAuthority } from '../../configuration/archival-schema.ts';

/** The development PKI's own services, on a port of this machine. */
export interface DevelopmentServices {
  readonly authorities: readonly ConfiguredAuthority[];
  /** The hosts that its certificates name, and where they really answer. */
  readonly pinned: ReadonlyMap<string, { readonly address: string; readonly port: number }>;
  readonly close: () => Promise<void>;
}

const LOOPBACK = '127.0.0.1';
const TIMEOUT_MS = 10_000;

/** Starts the time-stamp authority, the OCSP responders and the revocation lists of a development PKI. */
export async function startDevelopmentServices(
  dataFolder: string,
  developmentPki: string,
  sources: ResponderSources,
): Promise<DevelopmentServices> {
  const material = await readResponderMaterial(resolve(dataFolder, developmentPki));
  const responders = new DevelopmentResponders(material, sources);
  const running = await serveResponders(responders, { port: 0 });
  return {
    authorities: [
      {
        url: running.timeStampUrl,
        name: 'development time-stamp authority',
        timeoutMs: TIMEOUT_MS,
      },
    ],
    pinned: new Map(
      responders.hosts.map((host) => [host, { address: LOOPBACK, port: running.port }]),
    ),
    close: () => running.close(),
  };
}
