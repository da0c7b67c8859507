import {
  keyUsage,
  type Extension,
} from '../../../src/adapters/development-pki/x509/certificate-extensions.ts';
import type { ResponderIdentity } from '../../../src/adapters/development-pki/responders/write-time-stamp.ts';
import { parseCertificate } from '../../../src/formats/x509/certificate.ts';
import { instantOf } from '../../../src/shared/instant.ts';
import { certify, makeParty, type Party } from '../certificate-builder.ts';
import type { FaultBench } from './fault-bench.ts';

const DAY_MS = 86_400_000;

/** One of the bench's PKI that issues, stamps or answers. */
export function identityOf({ material }: FaultBench, name: string): ResponderIdentity {
  return {
    privateKey: material.keys.get(name)!,
    certificate: material.certificates.get(name)!,
  };
}

/** An authority of the bench's PKI as whoever certifies wants it. */
export function toIssuingParty({ certificate, privateKey }: ResponderIdentity): Party {
  const name = parseCertificate(certificate).subject.encoded;
  return { ...makeParty('issuer'), name, privateKey };
}

/** The usage that signers of documents have. */
export const signsDocuments = keyUsage('digitalSignature', 'nonRepudiation');

/** A new key with a certificate by the issuing authority of the bench's PKI, valid for most of a year. */
export function certifyForBench(
  bench: FaultBench,
  extensions: readonly Extension[] = [signsDocuments],
  validity: { readonly fromMs?: number; readonly toMs?: number } = {},
): { readonly party: Party; readonly certificate: Uint8Array; readonly issuer: ResponderIdentity } {
  const issuer = identityOf(bench, 'public-universities');
  const party = makeParty('registrar');
  const certificate = certify(party, toIssuingParty(issuer), {
    notBefore: instantOf(bench.now() + (validity.fromMs ?? -DAY_MS)),
    notAfter: instantOf(bench.now() + (validity.toMs ?? 300 * DAY_MS)),
    extensions,
  });
  return { party, certificate, issuer };
}
