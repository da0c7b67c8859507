import type { RandomSource } from '../../../app/random-source.ts';
import type { Clock } from '../../../shared/instant.ts';
import type { ArchivalServices } from '../../../signing/pades/archival-services.ts';
import { IssuerClient } from '../../../signing/issuers/issuer-client.ts';
import { MaterialCollector } from '../../../signing/revocation/material-collector.ts';
import { RevocationClient } from '../../../signing/revocation/revocation-client.ts';
import type { ServiceStanding } from '../../../signing/services/service-standing.ts';
import { AuthorityList } from '../../../signing/time-stamps/authority-list.ts';
import { TrustedAuthorities } from '../../../signing/time-stamps/trusted-authorities.ts';
import {
  parseTrustList,
  type TrustList,
  type TrustService,
} from '../../../trust/parse-trust-list.ts';
import type { LoadedConfiguration } from '../../configuration/load-configuration.ts';
import type { TimeStampingSettings } from '../../configuration/archival-schema.ts';
import { createTrustListFile } from '../trust-list-file.ts';
import { trustListPath } from '../trust-list-path.ts';
import { openAuthorities } from './configured-authorities.ts';
import { toRetry, toRetrySources, toRevocationTransport } from './revocation-sources.ts';
import { startDevelopmentServices, type DevelopmentServices } from './development-services.ts';

/** What archival services take from the process. */
export interface ArchivalContext {
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly isProduction: boolean;
}

/** Services outside, opened when they are first needed. */
export interface OpenArchivalServices extends ArchivalServices {
  /** How they stand, as far as they were opened. */
  readonly findStandings: () => readonly ServiceStanding[];
  readonly close: () => Promise<void>;
}

interface Opened extends ArchivalServices {
  readonly findStandings: () => readonly ServiceStanding[];
  readonly close: () => Promise<void>;
}

/**
 * The time-stamp authorities and revocation services of an installation. A development installation that
 * names no authority starts its own, on this machine, when the first document asks for a level above B-B.
 * @throws AppError (from the services) `time-stamping-not-configured`, `input-unreadable`, `key-unreadable`
 */
export function createArchivalServices(
  loaded: LoadedConfiguration,
  context: ArchivalContext,
): OpenArchivalServices {
  let opening: Promise<Opened> | undefined;
  let atHand: Opened | undefined;
  const opened = (): Promise<Opened> => {
    opening ??= open(loaded, context).then((services) => (atHand = services));
    // What could not be opened is tried again when somebody asks again.
    opening.catch(() => (opening = undefined));
    return opening;
  };
  return {
    timestamps: {
      stamp: async (digest) => (await opened()).timestamps.stamp(digest),
      tokenBytes: async () => (await opened()).timestamps.tokenBytes(),
    },
    material: {
      collect: async (path, tokens) => (await opened()).material.collect(path, tokens),
    },
    findStandings: () => atHand?.findStandings() ?? [],
    close: async () => (await opening?.catch(() => undefined))?.close(),
  };
}

async function open(loaded: LoadedConfiguration, context: ArchivalContext): Promise<Opened> {
  const { timeStamping, revocation } = loaded.settings;
  const { clock, random, isProduction } = context;
  const list = createTrustListFile(trustListPath(loaded), isProduction);
  const trust = parseTrustList(await list.read());
  const development = await findDevelopmentServices(loaded, context);
  const sources = toRetrySources(clock, random);
  const transport = toRevocationTransport(revocation, development?.pinned);
  const issuers = new IssuerClient(toRetry(revocation), { ...sources, transport });
  const { authorities, close } = openAuthorities(
    development?.authorities ?? timeStamping.authorities,
    {
      ...timeStamping,
      dataFolder: loaded.dataFolder,
      clock,
      randomBytes: random.bytes,
      trusted: new TrustedAuthorities({
        anchors: anchorsFor(trust, 'time-stamping'),
        intermediates: trust.intermediates,
        crls: trust.crls,
        issuers,
      }),
    },
  );
  const timestamps = new AuthorityList(authorities, toAskingSettings(timeStamping), sources);
  const client = new RevocationClient(
    { ...revocation, retry: toRetry(revocation) },
    { ...sources, randomBytes: random.bytes, transport },
  );
  return {
    timestamps,
    material: new MaterialCollector(
      {
        signerAnchors: anchorsFor(trust, 'institution-signer'),
        timeStampAnchors: anchorsFor(trust, 'time-stamping'),
        intermediates: trust.intermediates,
        issuers,
      },
      client,
      clock,
    ),
    findStandings: () => [timestamps, client, issuers].flatMap((each) => each.findStandings()),
    close: async () => {
      close();
      await development?.close();
    },
  };
}

/** Only where nobody was named to ask: who names an authority in a development installation means it. */
async function findDevelopmentServices(
  { settings, dataFolder }: LoadedConfiguration,
  { clock, random }: ArchivalContext,
): Promise<DevelopmentServices | undefined> {
  const { developmentPki, timeStamping } = settings;
  if (developmentPki === undefined || timeStamping.authorities.length > 0) return undefined;
  return startDevelopmentServices(dataFolder, developmentPki, { clock, randomBytes: random.bytes });
}

function toAskingSettings(settings: TimeStampingSettings) {
  const { concurrency, requestsPerSecond, failuresBeforePause, pauseSeconds } = settings;
  return {
    retry: toRetry(settings),
    breaker: { failures: failuresBeforePause, pauseMs: pauseSeconds * 1000 },
    concurrency,
    ...(requestsPerSecond === undefined ? {} : { requestsPerSecond }),
  };
}

function anchorsFor({ anchors }: TrustList, service: TrustService) {
  return anchors
    .filter(({ services }) => services.includes(service))
    .map(({ certificate }) => certificate);
}
