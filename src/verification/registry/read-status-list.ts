import { verifyJws, findJwsWeakness } from '../../formats/jws/verify-jws.ts';
import { findStatus } from '../../formats/status-list/status-list.ts';
import {
  parseStatusListToken,
  type StatusListToken,
} from '../../formats/status-list/status-list-token.ts';
import { unlessMalformed } from '../../shared/format-error.ts';
import { findInstitutionOf } from '../../trust/parse-trust-list.ts';
import { SignatureMemo } from '../../trust/signature-memo.ts';
import type { Evidence } from '../evidence.ts';
import { toVerdict } from '../judgement/overall-indication.ts';
import { judgePath } from '../signature/path-judgement.ts';

/** What a status list says of one document, or why it may not be believed. */
export type StatusListAnswer =
  | { readonly kind: 'state'; readonly state: 'issued' | 'revoked' | 'suspended' }
  | { readonly kind: 'no-answer'; readonly because: string };

/** Token Status List §7.1. A list cannot tell revoked from superseded: neither is in force. */
const states: Readonly<Record<number, 'issued' | 'revoked' | 'suspended'>> = {
  0: 'issued',
  1: 'revoked',
  2: 'suspended',
};

/**
 * Looks a document up in a published list (Token Status List §8.3), after making sure that the list is the
 * one meant, fresh, and signed by somebody whom a trust anchor supports.
 */
export async function readStatusList(
  token: string,
  place: { readonly uri: string; readonly index: number },
  evidence: Evidence,
): Promise<StatusListAnswer> {
  const list = readToken(token);
  if (!list) return noAnswer('the status list cannot be read');
  if (list.uri !== place.uri) return noAnswer('it is another status list');
  if (!isFresh(list, evidence)) return noAnswer('the status list is not of the validation time');
  const distrust = await findDistrust(list, evidence);
  if (distrust !== undefined) return noAnswer(distrust);
  const status = findStatus(list.list, place.index);
  const state = status === undefined ? undefined : states[status];
  return state ? { kind: 'state', state } : noAnswer('the status list has no entry for it');
}

function noAnswer(because: string): StatusListAnswer {
  return { kind: 'no-answer', because };
}

function readToken(token: string): StatusListToken | undefined {
  return unlessMalformed(() => parseStatusListToken(token.trim()));
}

/** A list without end would stay good news for ever: it must say until when it holds. */
function isFresh({ issuedAt, expiresAt }: StatusListToken, { validationTime }: Evidence): boolean {
  return issuedAt <= validationTime && expiresAt !== undefined && validationTime <= expiresAt;
}

/**
 * An installation publishes lists for all its institutions together, so any institution's signer may have
 * signed one; the sidecar, signed by the document's own institution, says which list it is.
 */
async function findDistrust(
  { jws }: StatusListToken,
  evidence: Evidence,
): Promise<string | undefined> {
  const { signatures = new SignatureMemo() } = evidence;
  const [signer] = signatures.certificates(jws.certificates.slice(0, 1));
  if (!signer) return 'the status list names no certificate';
  const isStrong = findJwsWeakness(jws, signer.publicKeyInfo) === undefined;
  if (!isStrong || (await verifyJws(jws, signer.publicKeyInfo, signatures.keys)) !== 'valid') {
    return 'the signature on the status list does not verify';
  }
  const material = { certificates: jws.certificates, crls: [], ocspResponses: [] };
  const { checks } = await judgePath(signer, material, evidence, {
    service: 'institution-signer',
    judgesAlgorithmsThen: false,
  });
  if (toVerdict(checks, []).indication !== 'TOTAL-PASSED') {
    return "no trust anchor supports the status list's signer";
  }
  const { trust, validationTime } = evidence;
  const isListed =
    trust.kind === 'anchors' ||
    findInstitutionOf(trust.list, signer.encoded, validationTime) !== undefined;
  return isListed ? undefined : "the status list's signer signs for no listed institution";
}
