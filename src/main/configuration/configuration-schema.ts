import { z } from 'zod';
import { revocationSchema, timeStampingSchema } from './archival-schema.ts';
import { renewalSchema } from './renewal-schema.ts';
import { padesLevels } from '../../formats/pdf/signatures/pades-level.ts';
import { REPEATED_COURSES_RULES } from '../../transcript/repeated-courses.ts';

const repeatedCoursesRule = z.enum(REPEATED_COURSES_RULES);

/** The rule alone, or with the courses that it leaves out. */
const repeatedCourses = z.union([
  repeatedCoursesRule.transform((rule) => ({ rule, mayRepeat: [] })),
  z.strictObject({
    rule: repeatedCoursesRule,
    mayRepeat: z
      .array(z.string().regex(/^[^*]+\*?$/, 'a course code, or the beginning of one and *'))
      .default([]),
  }),
]);

/** An institution as the configuration names it. */
export const institutionSchema = z.strictObject({
  code: z.string().regex(/^\d{5}$/, 'five digits'),
  nameTh: z.string().min(1),
  nameEn: z.string().min(1),
  addressTh: z.string().optional(),
  addressEn: z.string().optional(),
  registrar: z.strictObject({
    nameTh: z.string().min(1),
    nameEn: z.string().min(1),
    titleTh: z.string().min(1),
    titleEn: z.string().min(1),
  }),
  template: z.string().default('classic'),
  gradingScheme: z.string().default('th-default'),
  gpaRounding: z.enum(['half-up', 'truncate']).default('half-up'),
  /** What a GPA that differs from the recomputed one is. */
  gpaDifference: z.enum(['error', 'warning']).default('error'),
  /** How courses taken more than once count in what is cumulative. */
  repeatedCourses: repeatedCourses.default({ rule: 'count-all', mayRepeat: [] }),
  /** Whether a second person must approve a batch. */
  requiresApproval: z.boolean().default(true),
  /** Up to how many documents whoever submitted a batch may approve it too; every such approval is marked. */
  onePersonUpTo: z.number().int().min(0).max(1000).default(0),
  /** Whether a second person has to name the digest of the summary that they looked at (ADR 0025). */
  approvalNamesDigest: z.boolean().default(false),
  /** The level of its signatures where a batch says no other (docs/signatures.md). */
  signatureLevel: z.enum(padesLevels).default('B-B'),
  /** How long personal data are kept; `parinya retention run` erases what is older. */
  retention: z
    .strictObject({
      /** Full years from a document's issue, or its last change of state; left out: for good. */
      documentYears: z.number().int().min(1).max(100).optional(),
      /** Days from the end of a batch, for findings, notes and records that no document came of. */
      unissuedDays: z.number().int().min(1).max(36_500).default(90),
    })
    .prefault({}),
  /** Folder with `design.json`: the institution's own crest, colours, words and fonts. */
  design: z.string().min(1).optional(),
  crest: z.strictObject({ viewBox: z.string(), paths: z.array(z.string()) }).optional(),
  /** The key that signs for it: PKCS#12 with its certificate path. Only an issuer needs it. */
  signer: z
    .strictObject({
      pkcs12: z.string().min(1),
      passphrase: z.string().optional(),
      passphraseFile: z.string().optional(),
    })
    .refine(
      (signer) => (signer.passphrase === undefined) !== (signer.passphraseFile === undefined),
      {
        message: 'give either passphrase or passphraseFile',
      },
    )
    .optional(),
});

const registrarKey = z.strictObject({
  /** The key, or `sha256:` and the hex of its SHA-256. */
  key: z.string().min(1),
  actor: z.string().min(1),
  institutionCode: z.string().regex(/^\d{5}$/, 'five digits'),
});

const organisationKey = z.strictObject({
  /** The key, or `sha256:` and the hex of its SHA-256. */
  key: z.string().min(1),
  organisation: z.string().min(1),
});

/**
 * Every setting of an installation, with its default. Relative paths are meant from the data folder. The
 * same schema judges `parinya.config.json`, the environment and the flags.
 */
export const configurationSchema = z.strictObject({
  dataDir: z.string().min(1).default('./parinya-data'),
  /** `sqlite:FILE`. */
  database: z
    .string()
    .regex(/^sqlite:.+$/, 'sqlite:FILE (this release keeps its registry in SQLite)')
    .default('sqlite:registry.sqlite'),
  /** Where PDFs and sidecars are kept. */
  artifacts: z
    .literal('database', 'database (this release keeps documents in its database)')
    .default('database'),
  /** Printed in every document and its QR code: where people reach this service. */
  publicUrl: z
    .url({ protocol: /^https?$/, error: 'an http or https URL' })
    // The letters that every document's typeface has (src/rendering/text/basic-texts.ts).
    .regex(/^[\w.:/-]+$/, 'an address of letters, digits and . _ - : / alone')
    .transform((url) => url.replace(/\/+$/, ''))
    .default('http://localhost:8080'),
  host: z.string().min(1).default('127.0.0.1'),
  port: z.coerce.number().int().min(0).max(65535).default(8080),
  role: z.enum(['all', 'issuer', 'verifier']).default('all'),
  /** Where metrics are served, on a port of their own; left out, nowhere (docs/metrics.md). */
  metricsPort: z.coerce.number().int().min(0).max(65535).optional(),
  metricsHost: z.string().min(1).default('127.0.0.1'),
  /** What whoever reads them presents; needed where another machine can reach the port. */
  metricsToken: z.string().min(16, 'at least 16 characters').optional(),
  logLevel: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Threads that render and sign; 0 does it in the main thread. */
  workers: z.coerce.number().int().min(0).max(64).optional(),
  /** Who may sign for which institution, and who vouches for them. */
  trustList: z.string().min(1).default('trust-list.json'),
  /** Which keys sign for whom, and where each is kept: written by `parinya keys`, holds no secret. */
  signingKeys: z.string().min(1).default('signing-keys.json'),
  /** The folder of a development PKI, where this installation uses one. */
  developmentPki: z.string().min(1).optional(),
  /** Who stamps signatures of levels above B-B (docs/signatures.md). */
  timeStamping: timeStampingSchema,
  /** Where certificates are asked about for level B-LT and above. */
  revocation: revocationSchema,
  /** When documents are renewed before what proves them ends (docs/signatures.md). */
  renewal: renewalSchema,
  institutions: z.array(institutionSchema).default([]),
  registrarKeys: z.array(registrarKey).default([]),
  /** Verifying organisations whose receipts are kept. */
  organisationKeys: z.array(organisationKey).default([]),
  /** The verifier's own key for receipts: PKCS#8 PEM (Ed25519, P-256). Not an institution's. */
  receiptKey: z.string().min(1).optional(),
  /** The file that holds it, where the setting above does not. */
  receiptKeyFile: z.string().min(1).default('receipt-key.pem'),
  /** How long receipts are kept for organisations; left out, until the operator deletes them. */
  receiptKeptDays: z.coerce.number().int().min(1).max(36_500).optional(),
  /**
   * The data key: 32 bytes, base64url. With it records, reports, PDFs and sidecars are sealed in the database.
   * Several, each on a line of its own: the first seals, all open.
   */
  dataKey: z.string().min(1).optional(),
  /** The file that holds it, where the setting above does not. */
  dataKeyFile: z.string().min(1).optional(),
  /** How many own proxies stand before the service; 0 believes no forwarded address. */
  trustedProxies: z.coerce.number().int().min(0).max(8).default(0),
  statusLists: z
    .strictObject({
      /** Entries of a list. */
      size: z.number().int().min(1024).max(1_048_576).default(131_072),
      /** How long a copy may be kept before it is fetched again. */
      ttlSeconds: z.number().int().min(1).default(60),
      /** How long a signed list may be believed at all. */
      lifetimeSeconds: z
        .number()
        .int()
        .min(60)
        .default(7 * 24 * 3600),
    })
    .prefault({}),
});

/** What is in force, every value checked. Paths still as written. */
export type Configuration = z.infer<typeof configurationSchema>;
/** What a person may write. */
export type ConfigurationInput = z.input<typeof configurationSchema>;
export type ConfiguredInstitution = Configuration['institutions'][number];

/** Settings that the environment may give, each by its `PARINYA_*` name. */
export const environmentNames = {
  dataDir: 'PARINYA_DATA_DIR',
  database: 'PARINYA_DATABASE',
  artifacts: 'PARINYA_ARTIFACTS',
  publicUrl: 'PARINYA_PUBLIC_URL',
  host: 'PARINYA_HOST',
  port: 'PARINYA_PORT',
  role: 'PARINYA_ROLE',
  metricsPort: 'PARINYA_METRICS_PORT',
  metricsHost: 'PARINYA_METRICS_HOST',
  metricsToken: 'PARINYA_METRICS_TOKEN',
  logLevel: 'PARINYA_LOG_LEVEL',
  workers: 'PARINYA_WORKERS',
  trustedProxies: 'PARINYA_TRUSTED_PROXIES',
  receiptKey: 'PARINYA_RECEIPT_KEY',
  receiptKeptDays: 'PARINYA_RECEIPT_KEPT_DAYS',
  dataKey: 'PARINYA_DATA_KEY',
  trustList: 'PARINYA_TRUST_LIST',
  signingKeys: 'PARINYA_SIGNING_KEYS',
  developmentPki: 'PARINYA_DEVELOPMENT_PKI',
  /** JSON. */
  timeStamping: 'PARINYA_TIME_STAMPING',
  /** JSON. */
  revocation: 'PARINYA_REVOCATION',
  /** JSON. */
  renewal: 'PARINYA_RENEWAL',
} as const satisfies Partial<Record<keyof ConfigurationInput, string>>;
