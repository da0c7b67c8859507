import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';

/** Names under which a secret or a person could reach a log line by mistake. */
const neverLogged = [
  'authorization',
  'cookie',
  'key',
  'token',
  'secret',
  'password',
  'passphrase',
  'claimCode',
  'birthDate',
  'studentId',
  'citizenId',
  'name',
  'note',
  'body',
  'headers',
];

/**
 * The log of a process: one JSON line an event, to stderr unless told otherwise. What must never stand
 * in a log is masked even if somebody passes it.
 */
export function createLogger(
  level: string,
  destination: DestinationStream = pino.destination(2),
): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: neverLogged.flatMap((name) => [name, `*.${name}`]),
        censor: '[not logged]',
      },
    },
    destination,
  );
}
