import { readFileSync } from 'node:fs';
import type { KeyObject } from 'node:crypto';

import { parseDeclaration, type KeyKind } from '../../src/adapters/development-pki/declaration.ts';
import { issueDevelopmentPki } from '../../src/adapters/development-pki/issue-development-pki.ts';
import { testNow } from './test-pki.ts';

/** A signer's key and certificates in the open: for tests of what reads and checks them. */
export interface TestKeys {
  readonly privateKey: KeyObject;
  /** DER. */
  readonly leaf: Uint8Array;
  /** DER: the issuing authority, then the root. */
  readonly issuers: readonly Uint8Array[];
  /** The issuing authority itself, whose certificate is not for signing documents. */
  readonly authority: { readonly privateKey: KeyObject; readonly certificate: Uint8Array };
}

/** Makes one signer under an issuing authority under a root. */
export async function makeTestKeys(key: KeyKind): Promise<TestKeys> {
  const declared = parseDeclaration(
    readFileSync(new URL('../../certs/development-pki.json', import.meta.url), 'utf8'),
  );
  const names = ['root', 'public-universities', 'signer-99001'];
  const pki = await issueDevelopmentPki(
    {
      ...declared,
      authorities: declared.authorities
        .filter(({ name }) => names.includes(name))
        .map((each) => ({ ...each, key })),
      certificates: declared.certificates
        .filter(({ name }) => names.includes(name))
        .map((each) => ({ ...each, key })),
    },
    testNow,
  );
  const certificate = (name: string) => pki.certificates.get(name)!;
  return {
    privateKey: pki.keys.get('signer-99001')!.privateKey,
    leaf: certificate('signer-99001'),
    issuers: [certificate('public-universities'), certificate('root')],
    authority: {
      privateKey: pki.keys.get('public-universities')!.privateKey,
      certificate: certificate('public-universities'),
    },
  };
}
