import { randomBytes } from 'node:crypto';

import { toHex } from '../../shared/bytes.ts';
import { formatInstant, instantOf, type Instant } from '../../shared/instant.ts';
import { authorityExtensions, issuerExtensions, roleExtensions } from './certificate-profiles.ts';
import type {
  DeclaredAuthority,
  DeclaredCertificate,
  DevelopmentPkiDeclaration,
} from './declaration.ts';
import { generateKeys, type KeyPair } from './key-material.ts';
import type { IndexedCertificate, PkiIndex } from './pki-index.ts';
import { signCertificate } from './x509/certificate-writer.ts';
import { toDevelopmentName } from './x509/distinguished-name.ts';

/** A whole development PKI in memory: nothing of it has touched a disk yet. */
export interface IssuedPki {
  readonly index: PkiIndex;
  /** By name, authorities and certificates. */
  readonly keys: ReadonlyMap<string, KeyPair>;
  /** DER, by name. */
  readonly certificates: ReadonlyMap<string, Uint8Array>;
}

const MS_PER_DAY = 86_400_000;

/**
 * Makes all keys and certificates of a declaration. Certificate revocation lists come later, from the index:
 * it says who is revoked.
 */
export async function issueDevelopmentPki(
  declaration: DevelopmentPkiDeclaration,
  now: Instant,
): Promise<IssuedPki> {
  const declared = [...declaration.authorities, ...declaration.certificates];
  const keys = new Map(
    await Promise.all(
      declared.map(async ({ name, key }) => [name, await generateKeys(key)] as const),
    ),
  );
  const names = new Map(
    declared.map(({ name, organization, commonName }) => [
      name,
      toDevelopmentName(organization, commonName),
    ]),
  );
  const certificates = new Map<string, Uint8Array>();
  const serials = new Map<string, Uint8Array>();
  for (const each of declared) {
    const issuer = each.issuer ?? each.name;
    const serialNumber = newSerialNumber();
    const { notBefore, notAfter } = validityOf(each, now);
    const certificate = signCertificate(
      {
        serialNumber,
        subject: names.get(each.name)!,
        publicKey: keys.get(each.name)!.publicKey,
        notBefore,
        notAfter,
        extensions: [
          ...('role' in each ? roleExtensions[each.role]() : authorityExtensions(each.pathLength)),
          ...(each.issuer === undefined
            ? []
            : issuerExtensions(
                declaration.publicationUrl,
                each.issuer,
                hasResponder(declaration, each.issuer),
              )),
        ],
      },
      { name: names.get(issuer)!, privateKey: keys.get(issuer)!.privateKey },
    );
    certificates.set(each.name, certificate);
    serials.set(each.name, serialNumber);
  }
  return { index: toIndex(declaration, serials, now), keys, certificates };
}

function hasResponder({ certificates }: DevelopmentPkiDeclaration, authority: string): boolean {
  return certificates.some(({ role, issuer }) => role === 'ocsp-responder' && issuer === authority);
}

function toIndex(
  { crlDays, institutions, authorities, certificates }: DevelopmentPkiDeclaration,
  serials: ReadonlyMap<string, Uint8Array>,
  now: Instant,
): PkiIndex {
  return {
    format: 'parinya-development-pki/1',
    crlDays,
    institutions,
    authorities: authorities.map(({ name, issuer, services }) => ({
      name,
      ...(issuer === undefined ? {} : { issuer }),
      services,
      crlNumber: 0,
      crlNextUpdate: formatInstant(now),
      revoked: certificates
        .filter((each) => each.issuer === name && each.revocation !== undefined)
        .map((each) => ({
          serialHex: toHex(serials.get(each.name)!),
          revokedAt: formatInstant(daysBefore(now, each.revocation!.daysAgo)),
          reason: each.revocation!.reason,
        })),
    })),
    certificates: certificates.map((each) => toIndexedCertificate(each, now)),
  };
}

function toIndexedCertificate(each: DeclaredCertificate, now: Instant): IndexedCertificate {
  const { notBefore, notAfter } = validityOf(each, now);
  return {
    name: each.name,
    role: each.role,
    issuer: each.issuer,
    ...(each.institutionCode === undefined ? {} : { institutionCode: each.institutionCode }),
    // Signers come as certification authorities hand them out; node-forge writes PKCS#12 for RSA keys only.
    keyFormat: each.role === 'institution-signer' && each.key.startsWith('RSA') ? 'pkcs12' : 'pem',
    standing: each.revocation ? 'revoked' : notAfter <= now ? 'expired' : 'good',
    validFrom: formatInstant(notBefore),
    validUntil: formatInstant(notAfter),
  };
}

/** Whole seconds, from so many days ago on: no certificate starts in the future of a slow clock. */
function validityOf(
  { startsDaysAgo, years }: DeclaredAuthority | DeclaredCertificate,
  now: Instant,
): { readonly notBefore: Instant; readonly notAfter: Instant } {
  const notBefore = daysBefore(now, startsDaysAgo);
  const end = new Date(notBefore);
  end.setUTCFullYear(end.getUTCFullYear() + years);
  return { notBefore, notAfter: instantOf(end.getTime() - 1000) };
}

function daysBefore(now: Instant, days: number): Instant {
  return instantOf(Math.floor(now / 1000) * 1000 - days * MS_PER_DAY);
}

/** 128 bits from a cryptographic source, positive (RFC 5280 §4.1.2.2; CA/Browser Forum wants 64 or more). */
function newSerialNumber(): Uint8Array {
  const serialNumber = randomBytes(16);
  serialNumber[0] = (serialNumber[0]! & 0x3f) | 0x40;
  return serialNumber;
}
