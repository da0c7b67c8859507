import { equalBytes } from '../../shared/bytes.ts';
import type { Certificate } from '../../formats/x509/certificate.ts';
import { areNamesEqual } from '../../formats/x509/names/distinguished-name.ts';
import type { CertificatePath } from './path-context.ts';

/** Longer paths exist nowhere; the bounds keep hostile collections of certificates from costing time. */
const MAX_PATH_LENGTH = 12;
const MAX_CANDIDATES = 20;
const MAX_STEPS = 4_000;

/**
 * Every chain of names from the leaf to a trust anchor, likeliest first (RFC 5280 §6.1: building is left
 * to us). Names only: whether the signatures hold is for validation to say. No certificate occurs twice
 * in a path, so cyclic certificates end.
 */
export function* candidatePaths(
  leaf: Certificate,
  anchors: readonly Certificate[],
  untrusted: readonly Certificate[],
): Generator<CertificatePath> {
  const budget = { candidates: MAX_CANDIDATES, steps: MAX_STEPS };
  const others = untrusted.filter((certificate) => !includes(anchors, certificate));
  if (includes(anchors, leaf)) yield [leaf];
  yield* extend([leaf], anchors, others, budget);
}

function* extend(
  path: CertificatePath,
  anchors: readonly Certificate[],
  others: readonly Certificate[],
  budget: { candidates: number; steps: number },
): Generator<CertificatePath> {
  const last = path.at(-1)!;
  for (const anchor of issuersOf(last, anchors)) {
    if (equalBytes(anchor.encoded, last.encoded)) continue;
    if (budget.candidates-- <= 0) return;
    yield [...path, anchor];
  }
  if (path.length >= MAX_PATH_LENGTH) return;
  for (const issuer of issuersOf(last, others)) {
    if (budget.steps-- <= 0 || budget.candidates <= 0) return;
    if (!includes(path, issuer)) yield* extend([...path, issuer], anchors, others, budget);
  }
}

/** Those whose subject is the issuer; those that also have the key identifier named come first. */
function issuersOf(certificate: Certificate, pool: readonly Certificate[]): readonly Certificate[] {
  const named = pool.filter(({ subject }) => areNamesEqual(subject, certificate.issuer));
  const wanted = certificate.authorityKeyIdentifier;
  if (!wanted) return named;
  const isWanted = ({ subjectKeyIdentifier }: Certificate) =>
    subjectKeyIdentifier !== undefined && equalBytes(subjectKeyIdentifier, wanted);
  return [...named.filter(isWanted), ...named.filter((issuer) => !isWanted(issuer))];
}

function includes(pool: readonly Certificate[], wanted: Certificate): boolean {
  return pool.some(({ encoded }) => equalBytes(encoded, wanted.encoded));
}
