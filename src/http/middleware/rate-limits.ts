import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { AppError } from '../../shared/app-error.ts';

/** How many requests one address may make in a window. */
export interface RateLimit {
  readonly requests: number;
  readonly windowSeconds: number;
}

/**
 * Limits how often one network address may ask. An answer beyond it is the problem `rate-limited` with
 * `Retry-After`; every answer says what is left (`RateLimit`, draft-ietf-httpapi-ratelimit-headers-08).
 */
export function limitRate(limit: RateLimit): RequestHandler {
  return rateLimit({
    windowMs: limit.windowSeconds * 1000,
    limit: limit.requests,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // Whether a proxy may name the caller's address is the operator's setting, not a guess per request.
    validate: { xForwardedForHeader: false, forwardedHeader: false },
    handler: (_request, _response, next) => {
      next(
        new AppError('rate-limited', {
          th: 'มีคำขอจากที่อยู่นี้มากเกินไป โปรดรอสักครู่แล้วลองใหม่',
          en: 'Too many requests came from this address. Wait a moment and try again.',
        }),
      );
    },
  });
}
