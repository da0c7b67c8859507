import type { MaterialTrust } from '../../signing/revocation/material-collector.ts';
import type { TrustList } from '../../trust/parse-trust-list.ts';
import { anchorsFor } from '../../verification/evidence.ts';

/** Whom a trust list believes, as those need it who work out what a signature rests on. */
export function toMaterialTrust(list: TrustList): MaterialTrust {
  const trust = { kind: 'trust-list', list } as const;
  return {
    signerAnchors: anchorsFor(trust, 'institution-signer'),
    timeStampAnchors: anchorsFor(trust, 'time-stamping'),
    intermediates: list.intermediates,
  };
}
