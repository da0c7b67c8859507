import {
  extendedKeyUsage,
  keyUsage,
  type Extension,
} from '../../../src/adapters/development-pki/x509/certificate-extensions.ts';
import { parseCertificate } from '../../../src/formats/x509/certificate.ts';
import { parseInstant } from '../../../src/shared/instant.ts';
import type { Evidence } from '../../../src/verification/evidence.ts';
import { authority, certify, makeParty, revoke, type Party } from '../certificate-builder.ts';

/** Somebody who signs, with the certificate (DER) that says who it is. */
export interface ForeignSigner extends Party {
  readonly certificate: Uint8Array;
}

/** When the documents of other institutions in these tests were signed, and when they are verified. */
export const foreignSigningTime = parseInstant('2026-11-20T10:00:00Z');
const foreignValidationTime = parseInstant('2026-11-24T03:00:00Z');

export const forSigning: readonly Extension[] = [keyUsage('digitalSignature', 'nonRepudiation')];
const forTimeStamping: readonly Extension[] = [
  keyUsage('digitalSignature'),
  extendedKeyUsage('timeStamping', true),
];

/** An authority of others, two people whom it certified, and its time-stamping service: fresh keys each time. */
export function makeForeignPki() {
  const root = makeParty('Foreign Root');
  const rootCertificate = certify(root, root, { extensions: authority() });
  const issue = (name: string, extensions: readonly Extension[]): ForeignSigner => {
    const party = makeParty(name);
    return { ...party, certificate: certify(party, root, { extensions }) };
  };
  return {
    root: { ...root, certificate: rootCertificate },
    signer: issue('Foreign Signer', forSigning),
    other: issue('Another Signer', forSigning),
    stamper: issue('Foreign Time-Stamping', forTimeStamping),
    crl: revoke(root),
  };
}

export type ForeignPki = ReturnType<typeof makeForeignPki>;

/** What somebody who believes that authority verifies with, offline. */
export function foreignEvidence({ root, crl }: ForeignPki): Omit<Evidence, 'pdf'> {
  return {
    trust: { kind: 'anchors', anchors: [parseCertificate(root.certificate)] },
    crls: [crl],
    validationTime: foreignValidationTime,
  };
}
