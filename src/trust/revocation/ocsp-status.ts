import type { Engine } from '../../formats/engine/engine.ts';
import type { OcspResponse } from '../../formats/ocsp/ocsp-response.ts';
import type { SingleResponse } from '../../formats/ocsp/single-response.ts';
import type { Certificate } from '../../formats/x509/certificate.ts';
import { digestBytes } from '../../formats/x509/keys/verify-signature.ts';
import { areNamesEqual } from '../../formats/x509/names/distinguished-name.ts';
import { equalBytes } from '../../shared/bytes.ts';
import { findSignatureWeakness } from '../path/signature-strength.ts';
import { checkPathValidity } from '../path/link-checks.ts';
import { SignatureMemo } from '../signature-memo.ts';
import type { PathParameters } from '../path/path-context.ts';
import type { RevocationStatus } from './revocation-status.ts';

const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9';

/** An answer that names no next update holds for a day: responders that give none answer afresh each time. */
const DEFAULT_VALIDITY_MS = 86_400_000;

/**
 * Asks the OCSP answers at hand about a certificate (RFC 6960 §3.2). Answers that are stale, about another
 * certificate or not signed for its issuer are none.
 * @param issuer the next certificate of the path.
 */
export async function findOcspStatus(
  certificate: Certificate,
  issuer: Certificate,
  responses: readonly OcspResponse[],
  parameters: PathParameters,
): Promise<RevocationStatus | undefined> {
  const { signatures = new SignatureMemo() } = parameters;
  let isGood = false;
  for (const response of responses) {
    for (const single of response.responses) {
      if (!(await isAbout(single, certificate, issuer, signatures.engine))) continue;
      if (!(await isSignedFor(issuer, response, parameters))) continue;
      const { status } = single;
      // What was revoked stays revoked, however old the answer.
      if (status.kind === 'revoked' && status.at <= parameters.validationTime) {
        return { kind: 'revoked', reason: status.reason, since: status.at };
      }
      if (status.kind !== 'unknown' && isFresh(single, certificate, parameters)) isGood = true;
    }
  }
  return isGood ? { kind: 'good' } : undefined;
}

async function isAbout(
  { serial, digestName, issuerNameHash, issuerKeyHash }: SingleResponse,
  certificate: Certificate,
  issuer: Certificate,
  engine: Engine,
): Promise<boolean> {
  if (serial !== certificate.serial) return false;
  const nameHash = await digestBytes(digestName, certificate.issuer.encoded, engine);
  const keyHash = await digestBytes(digestName, issuer.publicKeyBits, engine);
  return equalBytes(nameHash, issuerNameHash) && equalBytes(keyHash, issuerKeyHash);
}

function isFresh(
  { thisUpdate, nextUpdate }: SingleResponse,
  { notAfter }: Certificate,
  { validationTime, presentTime = validationTime }: PathParameters,
): boolean {
  const end = nextUpdate ?? thisUpdate + DEFAULT_VALIDITY_MS;
  return thisUpdate <= presentTime && validationTime <= end && thisUpdate <= notAfter;
}

/** By the issuer itself, or by a responder that the issuer certified for it (RFC 6960 §4.2.2.2). */
async function isSignedFor(
  issuer: Certificate,
  response: OcspResponse,
  parameters: PathParameters,
): Promise<boolean> {
  const { signatures = new SignatureMemo() } = parameters;
  const delegates = signatures.certificates(response.certificates);
  for (const signer of [issuer, ...delegates]) {
    if (!(await isResponder(signer, response, signatures.engine))) continue;
    const { publicKeyInfo } = signer;
    if (findSignatureWeakness(publicKeyInfo, response.signatureAlgorithm, parameters)) continue;
    if ((await signatures.verify(response, signer)) !== 'valid') continue;
    if (equalBytes(signer.encoded, issuer.encoded)) return true;
    if (await isDelegate(signer, issuer, parameters, signatures)) return true;
  }
  return false;
}

async function isResponder(
  signer: Certificate,
  { responder }: OcspResponse,
  engine: Engine,
): Promise<boolean> {
  if (responder.kind === 'name') return areNamesEqual(signer.subject, responder.name);
  return equalBytes(await digestBytes('SHA-1', signer.publicKeyBits, engine), responder.keyHash);
}

/**
 * Issued by the certificate's own issuer for answering, and valid. Its own revocation is not asked for:
 * issuers certify responders for a short time and say so (ocsp-nocheck); one without that mark is refused.
 */
async function isDelegate(
  signer: Certificate,
  issuer: Certificate,
  parameters: PathParameters,
  signatures: SignatureMemo,
): Promise<boolean> {
  return (
    areNamesEqual(signer.issuer, issuer.subject) &&
    signer.extendedKeyUsage?.includes(OCSP_SIGNING) === true &&
    signer.hasOcspNoCheck === true &&
    checkPathValidity([signer, issuer], parameters).indication === 'PASSED' &&
    findSignatureWeakness(issuer.publicKeyInfo, signer.signatureAlgorithm, parameters) ===
      undefined &&
    (await signatures.verify(signer, issuer)) === 'valid'
  );
}
