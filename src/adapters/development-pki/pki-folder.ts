import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { encodePem, parsePem } from '../../formats/x509/pem.ts';
import type { Instant } from '../../shared/instant.ts';
import type { TrustListFile } from '../../trust/trust-list.ts';
import type { IssuedPki } from './issue-development-pki.ts';
import { fromPrivateKeyPem, toPkcs12, toPrivateKeyPem } from './key-material.ts';
import {
  intermediateNames,
  parsePkiIndex,
  pkiFiles,
  type IndexedAuthority,
  type PkiIndex,
} from './pki-index.ts';
import { issueNextCrl } from './revocation-lists.ts';
import { toTrustList, withKeptSigners } from './trust-list-file.ts';

const PRIVATE_MODE = 0o600;
const PUBLIC_MODE = 0o644;

/** Reads what a folder of the development PKI says it holds; `undefined` when there is none. */
export async function findPkiIndex(folder: string): Promise<PkiIndex | undefined> {
  const path = join(folder, pkiFiles.index);
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  return exists ? parsePkiIndex(await readFile(path, 'utf8')) : undefined;
}

/** DER of a certificate in the folder. */
export async function readCertificate(folder: string, name: string): Promise<Uint8Array> {
  const pem = await readFile(join(folder, pkiFiles.certificate(name)), 'utf8');
  return parsePem(pem, 'CERTIFICATE')[0]!;
}

/**
 * Writes a new PKI beside its place and moves it there when it is complete: a crash leaves no half PKI.
 * @returns false when another process was first; its PKI then stays.
 */
export async function storeNewPki(
  folder: string,
  pki: IssuedPki,
  passphrase: string,
  now: Instant,
): Promise<boolean> {
  await mkdir(dirname(folder), { recursive: true });
  const draft = await mkdtemp(`${folder}.making-`);
  try {
    await writeKeys(draft, pki, passphrase);
    const names = pki.index.authorities.map(({ name }) => name);
    await renewCrls(draft, pki.index, names, now);
    return await moveInto(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function writeKeys(folder: string, pki: IssuedPki, passphrase: string): Promise<void> {
  const { index, keys, certificates } = pki;
  const write = (file: string, content: string | Uint8Array, mode: number) =>
    writeFile(join(folder, file), content, { mode, flush: true });
  await write(pkiFiles.passphrase, `${passphrase}\n`, PRIVATE_MODE);
  for (const [name, certificate] of certificates) {
    await write(pkiFiles.certificate(name), encodePem(certificate, 'CERTIFICATE'), PUBLIC_MODE);
  }
  const roots = index.authorities.filter(({ issuer }) => issuer === undefined);
  const anchors = roots.map(({ name }) => encodePem(certificates.get(name)!, 'CERTIFICATE'));
  await write(pkiFiles.anchors, anchors.join(''), PUBLIC_MODE);
  for (const each of [...index.authorities, ...index.certificates]) {
    const { privateKey } = keys.get(each.name)!;
    if ('keyFormat' in each && each.keyFormat === 'pkcs12') {
      const path = [each.name, ...intermediateNames(index, each.issuer)].map((name) =>
        certificates.get(name)!,
      );
      const pfx = toPkcs12(privateKey, path, passphrase, each.name);
      await write(pkiFiles.pkcs12(each.name), pfx, PRIVATE_MODE);
    } else {
      const pem = toPrivateKeyPem(privateKey, passphrase);
      await write(pkiFiles.privateKey(each.name), pem, PRIVATE_MODE);
    }
  }
}

/**
 * Issues the next revocation list of the named authorities and the trust list that carries them. The index
 * is written last: after a crash the lists are simply issued again.
 */
export async function renewCrls(
  folder: string,
  index: PkiIndex,
  names: readonly string[],
  now: Instant,
): Promise<PkiIndex> {
  const passphrase = await readPassphrase(folder);
  const authorities: IndexedAuthority[] = [];
  for (const authority of index.authorities) {
    const { name } = authority;
    if (!names.includes(name)) {
      authorities.push(authority);
      continue;
    }
    const pem = await readFile(join(folder, pkiFiles.privateKey(name)), 'utf8');
    const next = issueNextCrl(
      authority,
      await readCertificate(folder, name),
      fromPrivateKeyPem(pem, passphrase),
      index.crlDays,
      now,
    );
    await replaceFile(join(folder, pkiFiles.crl(name)), next.crl);
    authorities.push(next.authority);
  }
  const renewed = { ...index, authorities };
  await replaceFile(
    join(folder, pkiFiles.trustList),
    toJson(withKeptSigners(await makeTrustList(folder, renewed, now), await findTrustList(folder))),
  );
  await replaceFile(join(folder, pkiFiles.index), toJson(renewed));
  return renewed;
}

/** The passphrase of every private key in the folder. */
export async function readPassphrase(folder: string): Promise<string> {
  return (await readFile(join(folder, pkiFiles.passphrase), 'utf8')).trim();
}

async function makeTrustList(folder: string, index: PkiIndex, now: Instant) {
  const certificates = new Map<string, Uint8Array>();
  const crls = new Map<string, Uint8Array>();
  for (const { name } of [...index.authorities, ...index.certificates]) {
    certificates.set(name, await readCertificate(folder, name));
  }
  for (const { name } of index.authorities) {
    crls.set(name, await readFile(join(folder, pkiFiles.crl(name))));
  }
  return toTrustList(index, certificates, crls, now);
}

/** The trust list that the folder has; `undefined` while it is being made. */
async function findTrustList(folder: string): Promise<TrustListFile | undefined> {
  const path = join(folder, pkiFiles.trustList);
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  return exists ? (JSON.parse(await readFile(path, 'utf8')) as TrustListFile) : undefined;
}

/** A reader sees the old file or the new one, never a part, also when two processes write at the same time. */
async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const draft = `${path}.${randomUUID()}.new`;
  await writeFile(draft, content, { mode: PUBLIC_MODE, flush: true });
  await rename(draft, path);
}

async function moveInto(draft: string, folder: string): Promise<boolean> {
  try {
    await rename(draft, folder);
    return true;
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return false;
    throw error;
  }
}

function toJson(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
