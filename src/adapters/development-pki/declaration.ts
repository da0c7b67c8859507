import { z } from 'zod';

import { AppError } from '../../shared/app-error.ts';

const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);
const keyKind = z.enum(['RSA-2048', 'RSA-3072', 'RSA-4096', 'P-256', 'P-384', 'Ed25519']);
/** RFC 5280 appendix A.1 allows 64 characters; the mark that we append takes 19. */
const subjectText = z.string().min(1).max(45);

const authority = z.strictObject({
  name,
  /** Name of the authority that issues this one; left out for a root. */
  issuer: name.optional(),
  organization: subjectText,
  commonName: subjectText,
  key: keyKind.default('RSA-2048'),
  startsDaysAgo: z.int().min(1).max(7300).default(1),
  years: z.int().min(1).max(30),
  pathLength: z.int().min(0).max(4),
  /** For what a root is a trust anchor. */
  services: z.array(z.enum(['institution-signer', 'time-stamping'])).default([]),
});

const certificate = z.strictObject({
  name,
  role: z.enum(['institution-signer', 'time-stamping', 'ocsp-responder']),
  issuer: name,
  institutionCode: z
    .string()
    .regex(/^\d{5}$/)
    .optional(),
  organization: subjectText,
  commonName: subjectText,
  key: keyKind.default('RSA-2048'),
  /** Below zero: so many days ahead, for one that comes in the place of another. */
  startsDaysAgo: z.int().min(-7300).max(7300).default(1),
  years: z.int().min(1).max(30),
  revocation: z
    .strictObject({
      daysAgo: z.int().min(0),
      reason: z.enum(['unspecified', 'keyCompromise', 'affiliationChanged', 'superseded']),
    })
    .optional(),
});

const declaration = z.strictObject({
  format: z.literal('parinya-development-pki-declaration/1'),
  /** Base of the addresses for CA certificates and CRLs that go into the certificates. */
  publicationUrl: z.url({ protocol: /^http$/ }),
  crlDays: z.int().min(1).max(3650),
  institutions: z.array(
    z.strictObject({ code: z.string().regex(/^\d{5}$/), nameTh: z.string(), nameEn: z.string() }),
  ),
  /** Issuers stand before those that they issue. */
  authorities: z.array(authority).min(1),
  certificates: z.array(certificate),
});

/** What the development PKI consists of, as `certs/development-pki.json` declares it. */
export type DevelopmentPkiDeclaration = Readonly<z.infer<typeof declaration>>;
export type DeclaredAuthority = DevelopmentPkiDeclaration['authorities'][number];
export type DeclaredCertificate = DevelopmentPkiDeclaration['certificates'][number];
export type KeyKind = z.infer<typeof keyKind>;
export type CertificateRole = DeclaredCertificate['role'];

/**
 * Reads a declaration file.
 * @param text JSON.
 * @throws AppError `configuration-invalid` naming the first property that is wrong.
 */
export function parseDeclaration(text: string): DevelopmentPkiDeclaration {
  const result = declaration.safeParse(parseJson(text));
  if (!result.success) {
    const issue = result.error.issues[0];
    throw invalid(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`, result.error);
  }
  checkReferences(result.data);
  return result.data;
}

function checkReferences({ authorities, certificates, institutions }: DevelopmentPkiDeclaration) {
  const known = new Set<string>();
  for (const { name: own, issuer } of [...authorities, ...certificates]) {
    if (known.has(own)) throw invalid(`${own}: declared twice`);
    if (
      issuer !== undefined &&
      !authorities.some((each) => each.name === issuer && known.has(issuer))
    ) {
      throw invalid(`${own}: its issuer "${issuer}" is no authority declared before it`);
    }
    known.add(own);
  }
  for (const { name: own, role, institutionCode } of certificates) {
    const isKnown = institutions.some(({ code }) => code === institutionCode);
    if (role === 'institution-signer' ? !isKnown : institutionCode !== undefined) {
      throw invalid(`${own}: a signer, and only a signer, names a declared institution`);
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid('not JSON', error);
  }
}

function invalid(what: string, cause?: unknown): AppError {
  return new AppError(
    'configuration-invalid',
    {
      th: `ไฟล์กำหนดใบรับรองสำหรับพัฒนาไม่ถูกต้อง (${what})`,
      en: `The declaration of the development certificates is not valid (${what}).`,
    },
    { cause },
  );
}
