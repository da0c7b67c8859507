import { type CmsSpec } from '../../foreign/cms-writer.ts';
import { foreignPdf } from '../../foreign/foreign-document.ts';
import { type ForeignPki } from '../../foreign/foreign-pki.ts';
import { cmsBy } from '../../foreign/sign-foreign.ts';

/** A document whose CMS is written in some other way. */
export function withCms(spec: (pki: ForeignPki) => Partial<CmsSpec>) {
  return (pki: ForeignPki) => foreignPdf(pki, { makeValue: cmsBy(pki.signer, spec(pki)) });
}

/** What leaves the answer open. */
export const open = { indication: 'INDETERMINATE' } as const;
