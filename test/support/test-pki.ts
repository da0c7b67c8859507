import { readFileSync } from 'node:fs';

import { parseDeclaration, type KeyKind } from '../../src/adapters/development-pki/declaration.ts';
import { issueDevelopmentPki } from '../../src/adapters/development-pki/issue-development-pki.ts';
import { issueNextCrl } from '../../src/adapters/development-pki/revocation-lists.ts';
import type { ResponderMaterial } from '../../src/adapters/development-pki/responders/responder-material.ts';
import { toTrustList } from '../../src/adapters/development-pki/trust-list-file.ts';
import { toNodeSigner } from '../../src/adapters/key-stores/files/node-signer.ts';
import type { RsaScheme } from '../../src/formats/signature-algorithm.ts';
import { instantOf, parseInstant, type Instant } from '../../src/shared/instant.ts';
import type { Signer } from '../../src/signing/signer.ts';
import type { TrustListFile } from '../../src/trust/trust-list.ts';

/** The PKI of `certs/development-pki.json` with fresh keys, in memory: for tests that sign or verify. */
export interface TestPki {
  readonly now: Instant;
  readonly trustList: TrustListFile;
  /** DER, by declared name (`root`, `public-universities`, `signer-99001` ...). */
  readonly certificates: ReadonlyMap<string, Uint8Array>;
  /** DER, by authority. */
  readonly crls: ReadonlyMap<string, Uint8Array>;
  /** What its time-stamp authority and responders answer from. */
  readonly responders: ResponderMaterial;
  /** Signers sign whatever their standing: `signer-99001`, `signer-99002`, `signer-99002-revoked`, `signer-99001-expired`. */
  getSigner(name: string, options?: { readonly rsaScheme?: RsaScheme }): Signer;
}

export interface TestPkiOptions {
  /** The PKI's today; certificates are placed around it as declared. */
  readonly now?: Instant;
  /** Kind of every key: P-256 (default) takes milliseconds, RSA-2048 a second or two. */
  readonly key?: KeyKind;
}

/** The time that tests take for now unless they say otherwise. */
export const testNow = parseInstant('2026-11-24T03:00:00Z');

/** Makes a new PKI; once per test file, in `beforeAll`. */
export async function makeTestPki(options: TestPkiOptions = {}): Promise<TestPki> {
  const { now = testNow, key = 'P-256' } = options;
  const declared = parseDeclaration(
    readFileSync(new URL('../../certs/development-pki.json', import.meta.url), 'utf8'),
  );
  const declaration = {
    ...declared,
    authorities: declared.authorities.map((each) => ({ ...each, key })),
    certificates: declared.certificates.map((each) => ({ ...each, key })),
  };
  const { index, keys, certificates } = await issueDevelopmentPki(declaration, now);
  const crls = new Map(
    index.authorities.map((authority) => {
      const certificate = certificates.get(authority.name)!;
      const { privateKey } = keys.get(authority.name)!;
      const { crl } = issueNextCrl(authority, certificate, privateKey, declaration.crlDays, now);
      return [authority.name, crl] as const;
    }),
  );
  return {
    now,
    trustList: toTrustList(index, certificates, crls, now),
    certificates,
    crls,
    responders: {
      index,
      certificates,
      keys: new Map([...keys].map(([name, { privateKey }]) => [name, privateKey])),
    },
    getSigner(name, { rsaScheme = 'pkcs1' } = {}) {
      const entry = index.certificates.find((each) => each.name === name);
      if (!entry) throw new TypeError(`no certificate is named ${name}`);
      return toNodeSigner({
        privateKey: keys.get(name)!.privateKey,
        certificates: [...certificates.values()],
        rsaScheme,
        at: instantOf(parseInstant(entry.validFrom) + 86_400_000),
      });
    },
  };
}
