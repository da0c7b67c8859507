import { parseOcspResponse } from '../../../formats/ocsp/ocsp-response.ts';
import { parsePdf } from '../../../formats/pdf/pdf-file.ts';
import { parseTimeStampToken } from '../../../formats/tsp/time-stamp-token.ts';
import { parseCertificate, type Certificate } from '../../../formats/x509/certificate.ts';
import { nameAlgorithms } from '../../../formats/x509/keys/algorithm-lifetimes.ts';
import { parseDigestAlgorithm } from '../../../formats/x509/keys/digest-algorithm.ts';
import { instantOf, type Instant } from '../../../shared/instant.ts';
import { findBestPath } from '../../../trust/find-best-path.ts';
import { parseAll } from '../../../trust/parse-all.ts';
import type { MaterialTrust } from '../../revocation/material-collector.ts';
import { signerOf } from '../../time-stamps/check-token.ts';
import {
  hasStoredRevocation,
  readPresentEvidence,
  type PresentEvidence,
} from './present-evidence.ts';
import { newestTimeStamps } from './raise-pdf.ts';

/** Until when a signed file proves itself, and by which algorithms. */
export interface SignatureProof {
  /** The first of the certificates that it rests on ends then. */
  readonly endsAt: Instant;
  /** As `nameAlgorithms` calls them; sorted, each once. */
  readonly algorithms: readonly string[];
}

/**
 * Works out what a file rests on: the newest time-stamp on the document or, before there is one, the signature,
 * its time-stamp and those who signed the evidence in the file.
 * @throws FormatError for a file that cannot be read.
 */
export async function findSignatureProof(
  pdf: Uint8Array,
  trust: MaterialTrust,
): Promise<SignatureProof> {
  const present = readPresentEvidence(parsePdf(pdf));
  const stored = parseAll(present.store?.certificates ?? [], parseCertificate);
  const parts: SignatureProof[] = [];
  const tokens = newestTimeStamps(present);
  for (const token of tokens) parts.push(await findTimeStampProof(token, trust, stored));
  if (present.documentTimeStamps.length === 0) {
    if (hasStoredRevocation(present)) parts.push(...responderProofs(present));
    if (tokens.length === 0 || !hasStoredRevocation(present)) {
      parts.push(await findSignerProof(present, trust, stored));
    }
  }
  return together(parts);
}

/** Until when a time-stamp proves what it is about. @param token DER. */
export async function findTimeStampProof(
  token: Uint8Array,
  trust: MaterialTrust,
  stored: readonly Certificate[] = [],
): Promise<SignatureProof> {
  const parsed = parseTimeStampToken(token);
  const signer = signerOf(parsed);
  const { digestName, time, signedData } = parsed;
  if (signer === undefined) return { endsAt: time, algorithms: [digestName] };
  const path = await findPath(signer, trust.timeStampAnchors, time, [
    ...trust.intermediates,
    ...stored,
    ...parseAll(signedData.certificates, parseCertificate),
  ]);
  return together([
    toProof(path, parsed.signerInfo),
    { endsAt: path.endsAt, algorithms: [digestName] },
  ]);
}

async function findSignerProof(
  { signer, signedData, signerInfo }: PresentEvidence,
  trust: MaterialTrust,
  stored: readonly Certificate[],
): Promise<SignatureProof> {
  const path = await findPath(signer, trust.signerAnchors, signer.notBefore, [
    ...trust.intermediates,
    ...stored,
    ...parseAll(signedData.certificates, parseCertificate),
  ]);
  return toProof(path, signerInfo);
}

/** Who answered for the certificates; what they said must be judged too. */
function responderProofs({ store }: PresentEvidence): readonly SignatureProof[] {
  return parseAll(store?.ocspResponses ?? [], parseOcspResponse)
    .flatMap(({ certificates }) => parseAll(certificates, parseCertificate))
    .map(({ notAfter }) => ({ endsAt: notAfter, algorithms: [] }));
}

interface FoundPath {
  readonly leaf: Certificate;
  /** Of the certificates below the anchor. */
  readonly endsAt: Instant;
  /** Of the signatures on them. */
  readonly algorithms: readonly string[];
}

/** What a certificate needs beside itself; of one that leads to no anchor, itself alone is known. */
async function findPath(
  leaf: Certificate,
  anchors: readonly Certificate[],
  at: Instant,
  untrusted: readonly Certificate[],
): Promise<FoundPath> {
  const { path } = await findBestPath({
    leaf,
    anchors,
    untrusted,
    crls: [],
    ocspResponses: [],
    requireRevocation: false,
    parameters: { validationTime: at },
  });
  const below = path.length > 1 ? path.slice(0, -1) : [leaf];
  return {
    leaf,
    endsAt: earliest(below.map(({ notAfter }) => notAfter)),
    algorithms: below.flatMap(({ signatureAlgorithm }, index) => {
      const issuer = path[index + 1];
      return issuer ? nameAlgorithms(issuer.publicKeyInfo, signatureAlgorithm) : [];
    }),
  };
}

function toProof(
  { leaf, endsAt, algorithms }: FoundPath,
  { signatureAlgorithm, digestAlgorithm }: PresentEvidence['signerInfo'],
): SignatureProof {
  const digestName = parseDigestAlgorithm(digestAlgorithm);
  const own = nameAlgorithms(leaf.publicKeyInfo, signatureAlgorithm, digestName);
  return { endsAt, algorithms: [...own, ...algorithms] };
}

function together(parts: readonly SignatureProof[]): SignatureProof {
  return {
    endsAt: earliest(parts.map(({ endsAt }) => endsAt)),
    algorithms: [...new Set(parts.flatMap(({ algorithms }) => algorithms))].sort(),
  };
}

function earliest(times: readonly Instant[]): Instant {
  return instantOf(Math.min(...times));
}
