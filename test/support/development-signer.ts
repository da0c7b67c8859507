import { createHash, createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  issuerExtensions,
  roleExtensions,
} from '../../src/adapters/development-pki/certificate-profiles.ts';
import type { KeyKind } from '../../src/adapters/development-pki/declaration.ts';
import { generateKeys } from '../../src/adapters/development-pki/key-material.ts';
import { signCertificate } from '../../src/adapters/development-pki/x509/certificate-writer.ts';
import {
  encodeOid,
  encodeSequence,
  encodeSetOf,
  encodeUtf8String,
} from '../../src/formats/der/der-writer.ts';
import { parseCertificate } from '../../src/formats/x509/certificate.ts';
import { parsePem } from '../../src/formats/x509/pem.ts';
import { instantOf, type Instant } from '../../src/shared/instant.ts';
import type { TestKeys } from './test-keys.ts';

const YEAR_MS = 365 * 86_400_000;
const AUTHORITY = 'public-universities';

/**
 * A further signing key, certified by the authority of a development PKI on disk, so that its revocation
 * lists speak of it.
 * @param folder of the development PKI.
 */
export async function certifyDevelopmentSigner(
  folder: string,
  kind: KeyKind,
  from: Instant,
): Promise<TestKeys> {
  const passphrase = readFileSync(join(folder, 'passphrase'), 'utf8').trim();
  const readCertificate = (name: string) =>
    parsePem(readFileSync(join(folder, `${name}.pem`), 'utf8'), 'CERTIFICATE')[0]!;
  const certificate = readCertificate(AUTHORITY);
  const privateKey = createPrivateKey({
    key: readFileSync(join(folder, `${AUTHORITY}.key.pem`)),
    passphrase,
  });
  const keys = await generateKeys(kind);
  const name = encodeSequence(encodeOid('2.5.4.3'), encodeUtf8String(`Registrar ${kind}`));
  const spki = keys.publicKey.export({ type: 'spki', format: 'der' });
  const leaf = signCertificate(
    {
      serialNumber: Uint8Array.of(1, ...createHash('sha256').update(spki).digest().subarray(0, 8)),
      subject: encodeSequence(encodeSetOf(name)),
      publicKey: keys.publicKey,
      notBefore: instantOf(from - 86_400_000),
      notAfter: instantOf(from + 5 * YEAR_MS),
      extensions: [
        ...roleExtensions['institution-signer'](),
        ...issuerExtensions('http://pki.parinya.example', AUTHORITY, false),
      ],
    },
    { name: parseCertificate(certificate).subject.encoded, privateKey },
  );
  return {
    privateKey: keys.privateKey,
    leaf,
    issuers: [certificate, readCertificate('root')],
    authority: { privateKey, certificate },
  };
}
