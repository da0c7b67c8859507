import { z } from 'zod';
import type { PageRequest } from '../../app/services.ts';

/** How many items a page has when the caller does not say, and at most. */
const DEFAULT_PAGE_SIZE = 50;
const LARGEST_PAGE_SIZE = 200;

/** The two query parameters of every list. */
export const pageParameters = {
  cursor: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('Where to go on: the `nextCursor` of the page before.'),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(LARGEST_PAGE_SIZE)
    .default(DEFAULT_PAGE_SIZE)
    .describe('Items a page.'),
};

/** The page that a query asks for. */
export function toPageRequest(query: {
  readonly cursor?: string | undefined;
  readonly limit: number;
}): PageRequest {
  return query.cursor === undefined
    ? { limit: query.limit }
    : { limit: query.limit, cursor: query.cursor };
}
