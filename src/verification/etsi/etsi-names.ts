import type { CheckIndication, Indication, SubIndication } from '../report.ts';

/** The namespaces of ETSI TS 119 102-2 V1.4.1 and of what it builds on. */
export const namespaces = {
  xmlns: 'http://uri.etsi.org/19102/v1.4.1#',
  'xmlns:ds': 'http://www.w3.org/2000/09/xmldsig#',
  'xmlns:xades': 'http://uri.etsi.org/01903/v1.3.2#',
  'xmlns:parinya': 'urn:parinya:report:1',
} as const;

const ETSI = 'urn:etsi:019102';

/** The URIs of main indications: of a signature, and of a single constraint. */
export const mainIndications: Readonly<Record<Indication | CheckIndication, string>> = {
  'TOTAL-PASSED': `${ETSI}:mainindication:total-passed`,
  'TOTAL-FAILED': `${ETSI}:mainindication:total-failed`,
  INDETERMINATE: `${ETSI}:mainindication:indeterminate`,
  PASSED: `${ETSI}:mainindication:passed`,
  FAILED: `${ETSI}:mainindication:failed`,
  SKIPPED: `${ETSI}:mainindication:indeterminate`,
};

/** Sub-indications that EN 319 102-1 does not know: those of the registry, the institution, the sidecar. */
const own: ReadonlySet<SubIndication> = new Set<SubIndication>([
  'SIGNER_NOT_AUTHORISED',
  'SIDECAR_MISMATCH',
  'DOCUMENT_REVOKED',
  'DOCUMENT_SUSPENDED',
  'DOCUMENT_SUPERSEDED',
  'DOCUMENT_EXPIRED',
  'DOCUMENT_UNKNOWN',
  'COPY_UNKNOWN',
]);

/** The URI of a sub-indication; ours have a namespace of our own. */
export function toSubIndicationUri(subIndication: SubIndication): string {
  const namespace = own.has(subIndication) ? 'urn:parinya' : ETSI;
  return `${namespace}:subindication:${subIndication}`;
}

/** URIs of constraint states, object types, proofs and processes. */
export const etsiUris = {
  applied: `${ETSI}:constraintStatus:applied`,
  disabled: `${ETSI}:constraintStatus:disabled`,
  signedData: `${ETSI}:validationObject:signedData`,
  certificate: `${ETSI}:validationObject:certificate`,
  timestamp: `${ETSI}:validationObject:timestamp`,
  proofByValidation: `${ETSI}:poetype:validation`,
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
} as const;

/** The validation process that a level of signature asks for (EN 319 102-1 §5.3, §5.5, §5.6). */
export const processes = {
  'B-B': `${ETSI}:validationprocess:Basic`,
  PKCS7: `${ETSI}:validationprocess:Basic`,
  'B-T': `${ETSI}:validationprocess:LTVM`,
  'B-LT': `${ETSI}:validationprocess:LTVM`,
  'B-LTA': `${ETSI}:validationprocess:LTA`,
} as const;
