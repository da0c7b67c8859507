import { z } from 'zod';

/** RFC 3339, UTC. */
export const time = z.iso.datetime().describe('RFC 3339, UTC.');

/** A document id as it is printed. */
export const documentId = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/)
  .describe('16 characters of Crockford base32 in groups of four; the last one is a check character.');

/** One page of a list. */
export function pageOf<Item extends z.ZodType>(
  item: Item,
): z.ZodObject<{ items: z.ZodArray<Item>; nextCursor: z.ZodNullable<z.ZodString> }> {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().describe('For the next page; null on the last one.'),
  });
}
