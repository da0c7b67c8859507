import { z } from 'zod';
import { parseInstant } from '../../shared/instant.ts';

/** Settings that the environment gives are JSON in one variable; what is no JSON is judged as it is. */
const fromText = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
};

/** When documents are renewed, before what proves them ends (docs/signatures.md). */
export const renewalSchema = z.preprocess(
  fromText,
  z
    .strictObject({
      /** Whether `serve` does it by itself; `parinya renew` does it in any case. */
      scheduled: z.boolean().default(true),
      intervalHours: z.number().min(0.1).max(720).default(24),
      /** So many days before a certificate or an algorithm ends. */
      aheadDays: z.number().int().min(1).max(3650).default(90),
      /** Documents in work at the same time. */
      concurrency: z.number().int().min(1).max(64).default(4),
      /** Documents a second at most, evenly spaced. */
      documentsPerSecond: z.number().positive().max(1000).default(10),
      /** From when on an algorithm is not to be relied on, where that is another day than the published one. */
      algorithmEnds: z.record(z.string().min(1), z.iso.date()).default({}),
    })
    .prefault({}),
);

export type RenewalConfiguration = z.infer<typeof renewalSchema>;

/** The settings in the application's terms. */
export function toRenewalSettings({
  aheadDays,
  concurrency,
  documentsPerSecond,
  algorithmEnds,
}: RenewalConfiguration) {
  const ends = Object.entries(algorithmEnds).map(
    ([name, date]) => [name, parseInstant(`${date}T00:00:00Z`)] as const,
  );
  return { aheadDays, concurrency, documentsPerSecond, algorithmEnds: Object.fromEntries(ends) };
}
