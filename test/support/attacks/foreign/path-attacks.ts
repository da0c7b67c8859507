import {
  extendedKeyUsage,
  keyUsage,
} from '../../../../src/adapters/development-pki/x509/certificate-extensions.ts';
import { parseCertificate } from '../../../../src/formats/x509/certificate.ts';
import { parseInstant } from '../../../../src/shared/instant.ts';
import {
  authority,
  certify,
  makeParty,
  revoke,
  unknownExtension,
  type CertificateOptions,
} from '../../certificate-builder.ts';
import { foreignPdf } from '../../foreign/foreign-document.ts';
import { forSigning, type ForeignPki } from '../../foreign/foreign-pki.ts';
import { cmsBy } from '../../foreign/sign-foreign.ts';
import { answerOcsp } from '../../ocsp-builder.ts';
import { attackRows, type ForeignAttack } from '../attack.ts';
import { open } from './cms-variant.ts';

const at = parseInstant;
const signedWith = (options: CertificateOptions) => (pki: ForeignPki) => {
  const certificate = certify(pki.signer, pki.root, { extensions: forSigning, ...options });
  return foreignPdf(pki, { makeValue: cmsBy({ ...pki.signer, certificate }) });
};
const plain = (pki: ForeignPki) => foreignPdf(pki);

/** Whoever signed, and what became of the certificate (RFC 5280 §6, EN 319 102-1 §5.2.6). */
export const pathAttacks: readonly ForeignAttack[] = attackRows(
  'path and revocation',
  'NO_CERTIFICATE_CHAIN_FOUND',
  [
    {
      name: 'nobody trusted',
      ...open,
      forge: plain,
      evidence: () => ({ trust: { kind: 'anchors', anchors: [] } }),
    },
    {
      name: 'an authority of the same name',
      ...open,
      forge: plain,
      evidence: () => {
        const root = makeParty('Foreign Root');
        return {
          trust: {
            kind: 'anchors',
            anchors: [parseCertificate(certify(root, root, { extensions: authority() }))],
          },
        };
      },
    },
    {
      name: 'a certificate signed by itself',
      ...open,
      forge: (p) => {
        const self = makeParty('Foreign Signer');
        return foreignPdf(p, {
          makeValue: cmsBy({
            ...self,
            certificate: certify(self, self, { extensions: forSigning }),
          }),
        });
      },
    },
    {
      name: 'a certificate issued by a signer',
      ...open,
      subIndication: 'CHAIN_CONSTRAINTS_FAILURE',
      forge: (p) => {
        const below = makeParty('Below');
        const certificate = certify(below, p.signer, { extensions: forSigning });
        return foreignPdf(p, {
          makeValue: cmsBy(
            { ...below, certificate },
            { certificates: [certificate, p.signer.certificate] },
          ),
        });
      },
      evidence: (p) => ({ crls: [p.crl, revoke(p.signer)] }),
    },
    {
      name: 'a path that is too long',
      ...open,
      subIndication: 'CHAIN_CONSTRAINTS_FAILURE',
      forge: (p) => {
        const ca = makeParty('Short CA');
        const sub = makeParty('Sub CA');
        const leaf = makeParty('Leaf');
        const chain = [
          certify(leaf, sub, { extensions: forSigning }),
          certify(sub, ca, { extensions: authority(0) }),
          certify(ca, p.root, { extensions: authority(0) }),
        ];
        return foreignPdf(p, {
          makeValue: cmsBy({ ...leaf, certificate: chain[0]! }, { certificates: chain }),
        });
      },
    },
    {
      name: 'a certificate that has ended',
      ...open,
      subIndication: 'OUT_OF_BOUNDS_NOT_REVOKED',
      forge: signedWith({
        notBefore: at('2020-01-01T00:00:00Z'),
        notAfter: at('2026-11-01T00:00:00Z'),
      }),
      evidence: (p) => ({ crls: [revoke(p.root, { thisUpdate: at('2026-10-01T00:00:00Z') })] }),
    },
    {
      name: 'a certificate that has not begun',
      ...open,
      subIndication: 'OUT_OF_BOUNDS_NOT_REVOKED',
      forge: signedWith({ notBefore: at('2027-01-01T00:00:00Z') }),
    },
    {
      name: 'a certificate for servers',
      ...open,
      subIndication: 'CHAIN_CONSTRAINTS_FAILURE',
      forge: signedWith({ extensions: [...forSigning, extendedKeyUsage('ocspSigning', false)] }),
    },
    {
      name: 'a key for encrypting alone',
      ...open,
      subIndication: 'CHAIN_CONSTRAINTS_FAILURE',
      forge: signedWith({ extensions: [keyUsage('cRLSign')] }),
    },
    {
      name: 'an unknown critical extension',
      ...open,
      subIndication: 'CHAIN_CONSTRAINTS_FAILURE',
      forge: signedWith({ extensions: [...forSigning, unknownExtension(true)] }),
    },
    {
      name: 'an authority that is none',
      ...open,
      subIndication: 'CHAIN_CONSTRAINTS_FAILURE',
      forge: (p) => {
        const ca = makeParty('No CA');
        const leaf = makeParty('Leaf');
        const chain = [
          certify(leaf, ca, { extensions: forSigning }),
          certify(ca, p.root, { extensions: [keyUsage('digitalSignature')] }),
        ];
        return foreignPdf(p, {
          makeValue: cmsBy({ ...leaf, certificate: chain[0]! }, { certificates: chain }),
        });
      },
    },
    {
      name: 'no revocation data',
      ...open,
      subIndication: 'TRY_LATER',
      forge: plain,
      evidence: () => ({ crls: [] }),
    },
    {
      name: 'a stale revocation list',
      ...open,
      subIndication: 'TRY_LATER',
      forge: plain,
      evidence: (p) => ({
        crls: [
          revoke(p.root, {
            thisUpdate: at('2025-01-01T00:00:00Z'),
            nextUpdate: at('2025-02-01T00:00:00Z'),
          }),
        ],
      }),
    },
    {
      name: 'a revocation list from the future',
      ...open,
      subIndication: 'TRY_LATER',
      forge: plain,
      evidence: (p) => ({ crls: [revoke(p.root, { thisUpdate: at('2026-12-01T00:00:00Z') })] }),
    },
    {
      name: 'a revocation list by somebody else',
      ...open,
      subIndication: 'TRY_LATER',
      forge: plain,
      evidence: () => ({ crls: [revoke(makeParty('Foreign Root'))] }),
    },
    {
      name: 'a stale OCSP answer',
      ...open,
      subIndication: 'TRY_LATER',
      forge: plain,
      evidence: (p) => ({
        crls: [],
        ocspResponses: [
          answerOcsp(p.signer.certificate, p.root.certificate, p.root, {
            thisUpdate: at('2026-01-01T00:00:00Z'),
            nextUpdate: at('2026-01-02T00:00:00Z'),
          }),
        ],
      }),
    },
    {
      name: 'an OCSP answer by the signer',
      ...open,
      subIndication: 'TRY_LATER',
      forge: plain,
      evidence: (p) => ({
        crls: [],
        ocspResponses: [answerOcsp(p.signer.certificate, p.root.certificate, p.signer)],
      }),
    },
    {
      name: 'an OCSP answer about somebody else',
      ...open,
      subIndication: 'TRY_LATER',
      forge: plain,
      evidence: (p) => ({
        crls: [],
        ocspResponses: [answerOcsp(p.other.certificate, p.root.certificate, p.root)],
      }),
    },
    {
      name: 'revoked by the list',
      ...open,
      subIndication: 'REVOKED_NO_POE',
      forge: plain,
      evidence: (p) => ({ crls: [revoked(p)] }),
    },
    {
      name: 'revoked by the list, cleared by an older OCSP answer',
      ...open,
      subIndication: 'REVOKED_NO_POE',
      forge: plain,
      evidence: (p) => ({
        crls: [revoked(p)],
        ocspResponses: [answerOcsp(p.signer.certificate, p.root.certificate, p.root)],
      }),
    },
    {
      name: 'revoked by OCSP',
      ...open,
      subIndication: 'REVOKED_NO_POE',
      forge: plain,
      evidence: (p) => ({
        ocspResponses: [
          answerOcsp(p.signer.certificate, p.root.certificate, p.root, {
            status: { revokedAt: at('2026-11-01T00:00:00Z') },
          }),
        ],
      }),
    },
  ],
);

/** The signer's certificate taken back before the signature was made. */
function revoked(pki: ForeignPki): Uint8Array {
  const { serial } = parseCertificate(pki.signer.certificate);
  return revoke(pki.root, {
    thisUpdate: at('2026-11-22T00:00:00Z'),
    revoked: [
      {
        serialNumber: Buffer.from(serial, 'hex'),
        revokedAt: at('2026-11-10T00:00:00Z'),
        reason: 'keyCompromise',
      },
    ],
  });
}
