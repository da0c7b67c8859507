import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { openDevelopmentSigner } from '../../../src/adapters/development-pki/development-pki.ts';
import { DevelopmentResponders } from '../../../src/adapters/development-pki/responders/development-responders.ts';
import {
  readResponderMaterial,
  type ResponderMaterial,
} from '../../../src/adapters/development-pki/responders/responder-material.ts';
import { HostList } from '../../../src/adapters/revocation-services/host-list.ts';
import { HttpRevocationTransport } from '../../../src/adapters/revocation-services/http-revocation-transport.ts';
import { HttpTimeStampTransport } from '../../../src/adapters/time-stamp-authority/http-time-stamp-transport.ts';
import { auditInstallation } from '../../../src/app/audit/audit-installation.ts';
import type { AuditReport } from '../../../src/app/audit/audit-report.ts';
import type { IssuerEnvironment } from '../../../src/app/issuer-environment.ts';
import { DocumentWorkshop } from '../../../src/app/issuing/production/document-workshop.ts';
import {
  createSignerSource,
  type InstallationSigners,
} from '../../../src/main/installation/signer-source.ts';
import { KeyFile } from '../../../src/main/keys/key-file.ts';
import type { SigningKeyEntry } from '../../../src/main/keys/key-file-schema.ts';
import { createSecrets } from '../../../src/main/keys/secrets.ts';
import { toBase64 } from '../../../src/shared/bytes.ts';
import { formatInstant, instantOf, type Instant } from '../../../src/shared/instant.ts';
import { IssuerClient } from '../../../src/signing/issuers/issuer-client.ts';
import { toKeyId } from '../../../src/signing/jose/jwks.ts';
import type { ArchivalServices } from '../../../src/signing/pades/archival-services.ts';
import { MaterialCollector } from '../../../src/signing/revocation/material-collector.ts';
import { RevocationClient } from '../../../src/signing/revocation/revocation-client.ts';
import { AuthorityList } from '../../../src/signing/time-stamps/authority-list.ts';
import { RequestingAuthority } from '../../../src/signing/time-stamps/requesting-authority.ts';
import { TrustedAuthorities } from '../../../src/signing/time-stamps/trusted-authorities.ts';
import { parseTrustList } from '../../../src/trust/parse-trust-list.ts';
import { anchorsFor } from '../archival-world.ts';
import {
  auditOf,
  openIssuingWorld,
  seededRandom,
  worldStart,
  type IssuingWorld,
} from '../issuing-world.ts';
import { FaultyServices } from './faulty-services.ts';

/** A batch's whole surroundings, real but for the services' misbehaviour: keys in stores, services behind HTTP. */
export interface FaultBench {
  readonly world: IssuingWorld;
  readonly services: FaultyServices;
  readonly material: ResponderMaterial;
  /** For key stores' secrets. */
  readonly secrets: Record<string, string>;
  /** The institution's own key of the development PKI, in the plan from the beginning. */
  readonly ownKey: SigningKeyEntry;
  readonly writePlan: (...keys: readonly SigningKeyEntry[]) => Promise<void>;
  /** Lets time pass. */
  readonly pass: (milliseconds: number) => void;
  readonly now: () => Instant;
  /** What a process that has just been started issues with; an earlier one is ended. */
  readonly startProcess: () => Promise<IssuerEnvironment>;
  /** What an audit finds: every document looked at by the trust list, which knows all keys of the plan. */
  readonly audit: () => Promise<AuditReport>;
  readonly close: () => Promise<void>;
}

const retry = { attempts: 2, firstPauseMs: 1, longestPauseMs: 1 } as const;

export async function openFaultBench(): Promise<FaultBench> {
  const world = await openIssuingWorld();
  const { clock } = world.environment;
  const setTime = (to: Instant) => world.setTime(to);
  const pki = join(world.folder, 'pki');
  const material = await readResponderMaterial(pki);
  const random = seededRandom(9);
  const randomBytes = (length: number) => random.bytes(length);
  const services = await FaultyServices.start(
    new DevelopmentResponders(material, { clock, randomBytes }),
  );
  const secrets: Record<string, string> = {};
  const keyFile = new KeyFile(join(world.folder, 'signing-keys.json'));
  const own = await openDevelopmentSigner(world.pki, 'signer-99001', clock);
  const ownKey: SigningKeyEntry = {
    keyId: own.keyId,
    institutionCode: '99001',
    uses: ['pdf', 'jose'],
    algorithm: own.algorithm.jwsAlg,
    validFrom: worldStart,
    certificates: own.certificatePath.map((each) => Uint8Array.from(each)),
    store: {
      kind: 'pem',
      file: 'pki/signer-99001.key.pem',
      certificateFiles: ['pki/signer-99001.pem', 'pki/public-universities.pem'],
      passphrase: { file: 'pki/passphrase' },
    },
  };
  await keyFile.write([ownKey]);
  const planned = new Map<string, Uint8Array>();
  let running: { readonly signers: InstallationSigners; readonly end: () => void } | undefined;

  function openServices(): { readonly archival: ArchivalServices; readonly end: () => void } {
    const trust = parseTrustList(JSON.stringify(world.pki.trustList));
    const sources = { clock: { ...clock, pause: () => Promise.resolve() }, fraction: () => 0 };
    const transport = new HttpRevocationTransport({
      hosts: new HostList([]),
      allowsPrivateAddresses: false,
      pinned: services.pinned,
      timeoutMs: 2_000,
    });
    const timeStampTransport = new HttpTimeStampTransport({
      name: 'tsa.example',
      url: services.timeStampUrl,
      timeoutMs: 500,
      connections: 4,
    });
    const { intermediates, crls } = trust;
    const issuers = new IssuerClient(retry, { ...sources, transport });
    const timeStampAnchors = anchorsFor(trust, 'time-stamping');
    const authority = new RequestingAuthority({
      name: 'tsa.example',
      transport: timeStampTransport,
      trusted: new TrustedAuthorities({ anchors: timeStampAnchors, intermediates, crls, issuers }),
      maxClockDifferenceMs: 60_000,
      clock,
      randomBytes,
    });
    const signerAnchors = anchorsFor(trust, 'institution-signer');
    return {
      archival: {
        timestamps: new AuthorityList(
          [authority],
          { retry, breaker: { failures: 20, pauseMs: 30_000 }, concurrency: 4 },
          sources,
        ),
        material: new MaterialCollector(
          { signerAnchors, timeStampAnchors, intermediates, issuers },
          new RevocationClient(
            {
              maxOcspBytes: 65_536,
              maxCrlBytes: 1_000_000,
              prefer: 'ocsp',
              retry,
              concurrency: 4,
            },
            { ...sources, transport, randomBytes },
          ),
          clock,
        ),
      },
      end: () => timeStampTransport.close(),
    };
  }

  async function end(): Promise<void> {
    await running?.signers.close();
    running?.end();
    running = undefined;
  }

  return {
    world,
    services,
    material,
    secrets,
    ownKey,
    writePlan: async (...keys) => {
      for (const { keyId, certificates } of keys) planned.set(keyId, certificates[0]!);
      await keyFile.write(keys);
    },
    audit: () => {
      const { trustList } = world.pki;
      const signers = [...planned.values()].map((certificate) => ({
        certificate: toBase64(certificate),
        validFrom: formatInstant(worldStart),
      }));
      const institutions = trustList.institutions.map((institution) =>
        institution.code === '99001'
          ? { ...institution, signers: [...institution.signers, ...signers] }
          : institution,
      );
      const list = parseTrustList(JSON.stringify({ ...trustList, institutions }));
      return auditInstallation({ ...auditOf(world), trust: { kind: 'trust-list', list } });
    },
    pass: (milliseconds) => setTime(instantOf(clock.now() + milliseconds)),
    now: () => clock.now(),
    startProcess: async () => {
      await end();
      const signers = createSignerSource({
        institutions: [],
        dataFolder: world.folder,
        keyFile: new KeyFile(keyFile.path),
        secrets: createSecrets(world.folder, secrets),
        clock,
      });
      const opened = openServices();
      running = { signers, end: opened.end };
      const { institutions, publicUrl } = world.environment;
      return {
        ...world.environment,
        signers,
        producer: new DocumentWorkshop({
          institutions,
          signers,
          publicUrl,
          archival: opened.archival,
          templatesFolder: 'templates/transcripts',
        }),
      };
    },
    close: async () => {
      await end();
      await services.close();
      await world.close();
    },
  };
}

/** A key in PEM files of the bench, for the plan. */
export function toPlannedKey(
  { world, now }: Pick<FaultBench, 'world' | 'now'>,
  name: string,
  privateKeyPem: string,
  certificates: readonly Uint8Array[],
): SigningKeyEntry {
  writeFileSync(join(world.folder, `${name}.key`), privateKeyPem, { mode: 0o600 });
  certificates.forEach((each, index) =>
    writeFileSync(join(world.folder, `${name}.${index}.crt`), each),
  );
  return {
    keyId: toKeyId(certificates[0]!),
    institutionCode: '99001',
    uses: ['pdf', 'jose'],
    algorithm: 'ES256',
    validFrom: now(),
    certificates: certificates.map((each) => Uint8Array.from(each)),
    store: {
      kind: 'pem',
      file: `${name}.key`,
      certificateFiles: certificates.map((_, index) => `${name}.${index}.crt`),
    },
  };
}
