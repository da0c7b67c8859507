import { z } from 'zod';

const MEBIBYTE = 1024 * 1024;
const oid = z.string().regex(/^[0-2](\.\d+)+$/, 'an object identifier');
const seconds = (standard: number) => z.number().int().min(1).max(86_400).default(standard);
const milliseconds = (standard: number) => z.number().int().min(1).max(600_000).default(standard);

/** Settings that the environment gives are JSON in one variable; what is no JSON is judged as it is. */
const fromText = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
};

const authority = z
  .strictObject({
    url: z
      .url({ protocol: /^https?$/, error: 'an http or https URL' })
      .refine((url) => !URL.canParse(url) || new URL(url).username === '', {
        error: 'give username and password as settings of their own, not in the URL',
      }),
    /** How messages name it; the host when left out. */
    name: z.string().min(1).optional(),
    /** The policy to ask for; any of the authority's when left out. */
    policy: oid.optional(),
    username: z.string().min(1).optional(),
    password: z.string().optional(),
    passwordFile: z.string().min(1).optional(),
    /** PKCS#12 with a client certificate. */
    clientCertificate: z
      .strictObject({
        pkcs12: z.string().min(1),
        passphrase: z.string().optional(),
        passphraseFile: z.string().min(1).optional(),
      })
      .optional(),
    /** PEM file of the authorities that are believed for its HTTPS; the system's when left out. */
    certificateAuthorities: z.string().min(1).optional(),
    /** Room for one of its time-stamps; measured with a trial time-stamp when left out. */
    tokenBytes: z.number().int().min(256).max(65_536).optional(),
    timeoutMs: milliseconds(10_000),
  })
  .refine(({ username, password, passwordFile }) => {
    const given = [password, passwordFile].filter((each) => each !== undefined).length;
    return given === (username === undefined ? 0 : 1);
  }, 'give username together with either password or passwordFile');

/** Who stamps signatures and documents, in the order of preference, and how they are asked. */
export const timeStampingSchema = z.preprocess(
  fromText,
  z
    .strictObject({
      authorities: z.array(authority).max(10).default([]),
      /** Requests under way at the same time, for each authority. */
      concurrency: z.number().int().min(1).max(256).default(8),
      /** As the contract with the authority says; no limit when left out. */
      requestsPerSecond: z.number().positive().max(10_000).optional(),
      attempts: z.number().int().min(1).max(10).default(3),
      firstPauseMs: milliseconds(500),
      /** So many failures in a row, and the next authority is asked for a while. */
      failuresBeforePause: z.number().int().min(1).max(1000).default(5),
      pauseSeconds: seconds(30),
      /** By how much an authority's time may differ from ours. */
      maxClockDifferenceSeconds: seconds(120),
    })
    .prefault({}),
);

/** Where the revocation of certificates is asked for, and how. */
export const revocationSchema = z.preprocess(
  fromText,
  z
    .strictObject({
      /** The only hosts that are ever asked: `ocsp.example.th`, `crl.example.th:8080`, `*.example.th`. */
      hosts: z
        .array(z.string().regex(/^(\*\.)?[a-z0-9.-]+(:\d{1,5})?$/i, 'a host name'))
        .default([]),
      /** Whether they may have addresses of one's own network. */
      allowPrivateAddresses: z.boolean().default(false),
      prefer: z.enum(['ocsp', 'crl']).default('ocsp'),
      timeoutMs: milliseconds(10_000),
      maxOcspBytes: z.number().int().min(1024).max(MEBIBYTE).default(65_536),
      maxCrlBytes: z
        .number()
        .int()
        .min(1024)
        .max(32 * MEBIBYTE)
        .default(10 * MEBIBYTE),
      concurrency: z.number().int().min(1).max(64).default(4),
      attempts: z.number().int().min(1).max(10).default(3),
      firstPauseMs: milliseconds(500),
    })
    .prefault({}),
);

export type TimeStampingSettings = z.infer<typeof timeStampingSchema>;
export type ConfiguredAuthority = TimeStampingSettings['authorities'][number];
export type RevocationServiceSettings = z.infer<typeof revocationSchema>;
