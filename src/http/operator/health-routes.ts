import type { Logger } from 'pino';
import type { KeyWarning } from '../../app/services.ts';
import { formatInstant } from '../../shared/instant.ts';
import { jsonAnswer } from '../answer.ts';
import { HttpError } from '../problems/http-error.ts';
import { toLoggable } from '../problems/problem-handler.ts';
import type { RouteOf } from '../route.ts';

/** One thing that must work before the service may say that it is ready. */
export type ReadinessCheck = () => Promise<void>;

/** What the operator's supervisor asks: is the process alive, and can it do its work? */
export function healthRoutes(
  checks: readonly ReadinessCheck[],
  logger: Logger,
  findKeyWarnings: () => Promise<readonly KeyWarning[]> = () => Promise.resolve([]),
): readonly RouteOf<'anyone'>[] {
  return [
    {
      audience: 'anyone',
      method: 'get',
      path: '/healthz',
      operationId: 'getHealth',
      summary: 'The process is alive',
      answers: { 200: { description: 'Alive.', content: { 'application/json': 'Health' } } },
      problems: [],
      handle: () => jsonAnswer(200, { status: 'alive' }),
    },
    {
      audience: 'anyone',
      method: 'get',
      path: '/readyz',
      operationId: 'getReadiness',
      summary: 'The service can do its work: it asked its registry, and an issuer its keys',
      answers: { 200: { description: 'Ready.', content: { 'application/json': 'Health' } } },
      problems: ['not-ready'],
      handle: async () => {
        const results = await Promise.allSettled(checks.map((check) => check()));
        const failures = results.filter((result) => result.status === 'rejected');
        for (const { reason } of failures) logger.warn(toLoggable(reason), 'not ready');
        if (failures.length === 0) {
          const warnings = (await findKeyWarnings()).map(toWarning);
          return jsonAnswer(200, {
            status: 'ready',
            ...(warnings.length === 0 ? {} : { warnings }),
          });
        }
        throw new HttpError('not-ready', {
          th: 'ทะเบียนหรือกุญแจยังใช้งานไม่ได้',
          en: 'The registry or a key cannot be used.',
        });
      },
    },
  ];
}

/** A certificate that ends soon stops nothing yet, but a supervisor should tell somebody. */
function toWarning({ expiresAt, ...warning }: KeyWarning) {
  return { ...warning, expiresAt: formatInstant(expiresAt) };
}
