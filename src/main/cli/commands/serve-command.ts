import type { Command } from 'commander';
import type { Logger } from 'pino';
import { deriveInstallationKey } from '../../installation/installation-secret.ts';
import { openIssuer, openVerifier } from '../../installation/open-installation.ts';
import type { OpenIssuer, OpenVerifier } from '../../installation/open-installation.ts';
import type { LoadedConfiguration } from '../../configuration/load-configuration.ts';
import { createLogger } from '../../http-logger.ts';
import { hasTimeStamping } from '../../renewal/open-renewal.ts';
import { startRenewalSchedule, type RenewalSchedule } from '../../renewal/renewal-schedule.ts';
import { countIssuer, countVerifier } from '../../metrics/counted-services.ts';
import { Metrics } from '../../metrics/metrics.ts';
import { openMetrics, type RunningMetrics } from '../../metrics/serve-metrics.ts';
import { startServer } from '../../server.ts';
import type { CommandLine } from '../command-line.ts';
import { writeText } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import type { AddCommand } from './command.ts';
import { configurationOf, contextOf } from './installation-options.ts';
import { toWarningJson } from './keys/key-listing.ts';

/** How often outdated status lists are looked for; a change of state publishes its list by itself. */
const REFRESH_INTERVAL_MS = 60 * 60 * 1000;
const WARNING_INTERVAL_MS = 24 * 60 * 60 * 1000;

/** `parinya serve`: answers HTTP until it is asked to stop. */
export const addServeCommand: AddCommand = (program, line, finish) => {
  program
    .command('serve')
    .description('answer HTTP: issuer, verifier or both')
    .option('--role <role>', 'all, issuer or verifier')
    .option('--port <n>', '0 lets the system choose')
    .option('--host <address>', 'where to listen (default: this machine only)')
    .action(async (options: { role?: string; port?: string; host?: string }, command: Command) => {
      const loaded = configurationOf(line, command, options as Record<string, string>);
      await serve(line, loaded);
      finish(exitCodes.done);
    });
};

async function serve(line: CommandLine, loaded: LoadedConfiguration): Promise<void> {
  const { settings } = loaded;
  const context = contextOf(line);
  const logger = createLogger(settings.logLevel);
  const issuer: OpenIssuer | undefined =
    settings.role === 'verifier' ? undefined : await openIssuer(loaded, context);
  let verifier: OpenVerifier | undefined;
  let refreshing: NodeJS.Timeout | undefined;
  let warning: NodeJS.Timeout | undefined;
  let renewing: RenewalSchedule | undefined;
  let measuring: RunningMetrics | undefined;
  try {
    verifier = settings.role === 'issuer' ? undefined : await openVerifier(loaded, context);
    await issuer?.service.refreshStatusLists?.();
    const metrics = new Metrics(line.clock, issuer?.vitals);
    measuring = await openMetrics(metrics, settings, logger);
    const server = await startServer({
      role: settings.role,
      port: settings.port,
      host: settings.host,
      clock: line.clock,
      logger,
      config: {
        publicUrl: settings.publicUrl,
        registrarKeys: settings.registrarKeys,
        organisationKeys: settings.organisationKeys,
        trustedProxies: settings.trustedProxies,
        ...(issuer === undefined
          ? {}
          : { sessionSecret: deriveInstallationKey(loaded.dataFolder, 'parinya sessions 1') }),
      },
      observeRequest: (request) => metrics.observeRequest(request),
      ...(issuer === undefined
        ? {}
        : { issuer: countIssuer(issuer.service, metrics), retention: issuer.retention }),
      ...(verifier === undefined ? {} : { verifier: countVerifier(verifier.service, metrics) }),
      ...(verifier?.receipts === undefined ? {} : { receipts: verifier.receipts }),
    });
    await logKeyWarnings(logger, issuer);
    warning = setInterval(() => void logKeyWarnings(logger, issuer), WARNING_INTERVAL_MS);
    refreshing = setInterval(() => {
      issuer?.service
        .refreshStatusLists?.()
        .catch((error: unknown) => logger.error({ err: error }, 'status lists not refreshed'));
    }, REFRESH_INTERVAL_MS);
    if (issuer !== undefined && settings.renewal.scheduled && hasTimeStamping(loaded)) {
      const { intervalHours } = settings.renewal;
      renewing = startRenewalSchedule(issuer.renewal, {
        intervalHours,
        logger,
        counter: metrics,
      });
    }
    writeText(line, {
      th: `Parinya พร้อมให้บริการที่ ${server.url}`,
      en: `Parinya is ready at ${server.url}`,
    });
    await line.stopped;
    await Promise.all([server.close(), renewing?.close()]);
  } finally {
    await renewing?.close();
    await measuring?.close();
    clearInterval(refreshing);
    clearInterval(warning);
    await verifier?.close();
    await issuer?.close();
  }
}

/** Certificates that end soon are logged at the start and every day. */
async function logKeyWarnings(logger: Logger, issuer: OpenIssuer | undefined): Promise<void> {
  try {
    for (const warning of (await issuer?.service.findKeyWarnings?.()) ?? []) {
      logger.warn(toWarningJson(warning), warning.code);
    }
  } catch (error) {
    logger.error({ err: error }, 'signing keys not looked at');
  }
}
