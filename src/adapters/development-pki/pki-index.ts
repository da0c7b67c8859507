import { z } from 'zod';

/**
 * `pki.json`: what a folder of the development PKI holds, so that it can be opened, and its revocation
 * lists renewed, without the declaration it was made from.
 */
const pkiIndex = z.strictObject({
  format: z.literal('parinya-development-pki/1'),
  crlDays: z.int(),
  institutions: z.array(
    z.strictObject({ code: z.string(), nameTh: z.string(), nameEn: z.string() }),
  ),
  authorities: z.array(
    z.strictObject({
      name: z.string(),
      /** Left out for a root. */
      issuer: z.string().optional(),
      services: z.array(z.enum(['institution-signer', 'time-stamping'])),
      crlNumber: z.int(),
      /** RFC 3339 */
      crlNextUpdate: z.string(),
      revoked: z.array(
        z.strictObject({
          serialHex: z.string(),
          revokedAt: z.string(),
          reason: z.enum(['unspecified', 'keyCompromise', 'affiliationChanged', 'superseded']),
        }),
      ),
    }),
  ),
  certificates: z.array(
    z.strictObject({
      name: z.string(),
      role: z.enum(['institution-signer', 'time-stamping', 'ocsp-responder']),
      issuer: z.string(),
      institutionCode: z.string().optional(),
      keyFormat: z.enum(['pkcs12', 'pem']),
      standing: z.enum(['good', 'revoked', 'expired']),
      validFrom: z.string(),
      validUntil: z.string(),
    }),
  ),
});

export type PkiIndex = Readonly<z.infer<typeof pkiIndex>>;
export type IndexedAuthority = PkiIndex['authorities'][number];
export type IndexedCertificate = PkiIndex['certificates'][number];

/** @throws ZodError or SyntaxError for a file that we did not write. */
export function parsePkiIndex(text: string): PkiIndex {
  return pkiIndex.parse(JSON.parse(text));
}

/** Names of the files in a development PKI's folder, relative to it. */
export const pkiFiles = {
  index: 'pki.json',
  trustList: 'trust-list.json',
  /** Every anchor, for programs that take `--trust PEM`. */
  anchors: 'anchors.pem',
  passphrase: 'passphrase',
  certificate: (name: string) => `${name}.pem`,
  privateKey: (name: string) => `${name}.key.pem`,
  pkcs12: (name: string) => `${name}.p12`,
  crl: (name: string) => `${name}.crl`,
} as const;

/** Names of the authorities above a certificate, nearest first, without the root: what completes its path. */
export function intermediateNames(index: PkiIndex, issuer: string): readonly string[] {
  const authority = index.authorities.find(({ name }) => name === issuer);
  if (authority?.issuer === undefined) return [];
  return [authority.name, ...intermediateNames(index, authority.issuer)];
}
