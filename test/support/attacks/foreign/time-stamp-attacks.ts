import { latin1Text } from '../../../../src/shared/bytes.ts';
import { parseInstant, type Instant } from '../../../../src/shared/instant.ts';
import { forSigning, type ForeignPki, type ForeignSigner } from '../../foreign/foreign-pki.ts';
import { attribute, cmsOids } from '../../foreign/cms-writer.ts';
import { changed, foreignPdf, updated, signedAgain } from '../../foreign/foreign-document.ts';
import { cmsBy, tokenBy, valueText } from '../../foreign/sign-foreign.ts';
import { certify, makeParty } from '../../certificate-builder.ts';
import { replaceAt, type StreamBody } from '../../pdf-builder.ts';
import { stamp } from '../../time-stamp-builder.ts';
import { attackRows, type ForeignAttack } from '../attack.ts';

const FORGED = 'SIG_CONSTRAINTS_FAILURE';
const evil: StreamBody = { dict: '', data: 'BT (Grade: A) Tj ET' };

const time = parseInstant('2026-11-20T10:00:00Z');
const after = (iso: string): Instant => parseInstant(iso);

/** A signature with a time-stamp on its value, whose signer's certificate is over: only a good time-stamp saves it. */
function expiring(token: (pki: ForeignPki, signature: Uint8Array) => Uint8Array) {
  return (pki: ForeignPki): Uint8Array => {
    const certificate = certify(pki.signer, pki.root, {
      extensions: forSigning,
      notBefore: parseInstant('2020-01-01T00:00:00Z'),
      notAfter: parseInstant('2026-11-21T00:00:00Z'),
    });
    const signer: ForeignSigner = { ...pki.signer, certificate };
    return foreignPdf(pki, {
      makeValue: cmsBy(signer, {
        unsigned: (signature) => [attribute(cmsOids.signatureTimeStamp, token(pki, signature))],
      }),
    });
  };
}

const stamped = (pki: ForeignPki, token: ReturnType<typeof tokenBy>) =>
  signedAgain(foreignPdf(pki, { makeValue: stampedAt(pki, '2026-11-20T10:00:00Z') }), token, {
    objects: {
      12: changed(
        12,
        '/Rect [300 72 400 100] /P 3 0 R',
        '/Rect [300 72 400 100] /P 3 0 R /V 40 0 R',
      ),
      40: valueText({ type: '/Type /DocTimeStamp', subFilter: 'ETSI.RFC3161', more: '' }),
    },
  });
const stampedAt = (pki: ForeignPki, iso: string) =>
  cmsBy(pki.signer, {
    unsigned: (signature) => [
      attribute(
        cmsOids.signatureTimeStamp,
        stamp(signature, after(iso), pki.stamper, pki.stamper.certificate),
      ),
    ],
  });

/** Time-stamps that prove nothing (RFC 3161, EN 319 102-1 §5.4, §5.5.4). */
export const timeStampAttacks: readonly ForeignAttack[] = attackRows(
  'time-stamps',
  'OUT_OF_BOUNDS_NOT_REVOKED',
  [
    {
      name: 'about another signature',
      indication: 'INDETERMINATE',
      forge: expiring((p) => stamp(new Uint8Array(9), time, p.stamper, p.stamper.certificate)),
    },
    {
      name: 'by a signer of documents',
      indication: 'INDETERMINATE',
      forge: expiring((p, signature) => stamp(signature, time, p.other, p.other.certificate)),
    },
    {
      name: 'by somebody whom nobody trusts',
      indication: 'INDETERMINATE',
      forge: expiring((_, signature) => {
        const self = makeParty('Self');
        return stamp(signature, time, self, certify(self, self));
      }),
    },
    {
      name: 'from the future',
      indication: 'INDETERMINATE',
      forge: expiring((p, signature) =>
        stamp(signature, after('2026-12-20T10:00:00Z'), p.stamper, p.stamper.certificate),
      ),
    },
    {
      name: 'from after the certificate',
      indication: 'INDETERMINATE',
      forge: expiring((p, signature) =>
        stamp(signature, after('2026-11-22T10:00:00Z'), p.stamper, p.stamper.certificate),
      ),
    },
    {
      name: 'with a changed time',
      indication: 'INDETERMINATE',
      forge: expiring((p, signature) => {
        const token = stamp(
          signature,
          after('2026-11-22T10:00:00Z'),
          p.stamper,
          p.stamper.certificate,
        );
        const at = latin1Text(token).indexOf('20261122');
        return replaceAt(token, at, '20261120');
      }),
    },
    {
      name: 'that is no token',
      indication: 'INDETERMINATE',
      forge: expiring(() => Uint8Array.of(0x30, 0x00)),
    },
    {
      name: 'on the document, before the one that it covers',
      subIndication: 'TIMESTAMP_ORDER_FAILURE',
      indication: 'INDETERMINATE',
      forge: (p) => stamped(p, tokenBy(p.stamper, after('2026-11-19T10:00:00Z'))),
    },
    {
      name: 'on the document, page content rewritten after it',
      subIndication: FORGED,
      forge: (p) =>
        updated(stamped(p, tokenBy(p.stamper, after('2026-11-21T10:00:00Z'))), {
          objects: { 4: evil },
        }),
    },
  ],
);
