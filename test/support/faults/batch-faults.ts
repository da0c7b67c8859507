import { generateKeyPairSync } from 'node:crypto';

import {
  authorityInformationAccess,
  crlDistributionPoint,
  extendedKeyUsage,
  keyUsage,
} from '../../../src/adapters/development-pki/x509/certificate-extensions.ts';
import {
  writeOcspResponse,
  type OcspStanding,
} from '../../../src/adapters/development-pki/responders/write-ocsp-response.ts';
import {
  writeTimeStampRefusal,
  writeTimeStampResponse,
  type ResponderIdentity,
  type TokenContent,
} from '../../../src/adapters/development-pki/responders/write-time-stamp.ts';
import { parseOcspRequest } from '../../../src/formats/ocsp/ocsp-request.ts';
import type { PadesLevel } from '../../../src/formats/pdf/signatures/pades-level.ts';
import {
  parseTimeStampRequest,
  type TimeStampRequest,
} from '../../../src/formats/tsp/time-stamp-request.ts';
import { parseCertificate } from '../../../src/formats/x509/certificate.ts';
import type { AppErrorCode } from '../../../src/shared/app-error.ts';
import { instantOf } from '../../../src/shared/instant.ts';
import { certify, makeParty } from '../certificate-builder.ts';
import {
  certifyForBench,
  identityOf,
  signsDocuments,
  toIssuingParty,
} from './bench-certificates.ts';
import { toPlannedKey, type FaultBench } from './fault-bench.ts';

/** A fault that comes while a batch runs. */
export interface BatchFault {
  /** As the table of docs/signatures.md has it. */
  readonly title: string;
  readonly level: PadesLevel;
  /** What the batch stops with; left out where it goes on by itself. */
  readonly code?: AppErrorCode;
  /** Whether the batch is tried again by itself; otherwise somebody must see to it first. */
  readonly waits?: true;
  /** More time passes than the trust list's revocation lists are fresh: it is no judge of the documents then. */
  readonly outlivesLists?: true;
  /** Before the batch is begun. */
  readonly prepare?: (bench: FaultBench) => Promise<void>;
  readonly begin: (bench: FaultBench) => Promise<void> | void;
  /** Repairs it, as an operator would. */
  readonly end: (bench: FaultBench) => Promise<void> | void;
  /** What `prepare` opened. */
  readonly close?: () => Promise<void> | void;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const LIST_DAYS = 366;

/** Services are asked again after their pause. */
const servicesRecover = ({ services, pass }: FaultBench): void => {
  services.faults = {};
  pass(2 * MINUTE_MS);
};

interface Lie {
  readonly request?: (request: TimeStampRequest) => TimeStampRequest;
  readonly content?: (content: TokenContent) => TokenContent;
  readonly identity?: (bench: FaultBench, honest: ResponderIdentity) => ResponderIdentity;
}

function stampingFault(title: string, code: AppErrorCode, lie: Lie): BatchFault {
  return {
    title,
    level: 'B-T',
    code,
    waits: true,
    begin: (bench) => {
      const honest = identityOf(bench, 'time-stamp-authority');
      const identity = lie.identity?.(bench, honest) ?? honest;
      bench.services.faults = {
        timeStamp: (bytes) => {
          const asked = parseTimeStampRequest(bytes);
          const content = {
            time: bench.now(),
            policy: '1.3.6.1.4.1.99999.2',
            serialNumber: Uint8Array.of(1, 2, 3),
          };
          return writeTimeStampResponse(
            lie.request?.(asked) ?? asked,
            lie.content?.(content) ?? content,
            identity,
          );
        },
      };
    },
    end: servicesRecover,
  };
}

/** A time-stamp authority whose certificate ended an hour ago. */
function expiredAuthority(bench: FaultBench): ResponderIdentity {
  const party = makeParty('time-stamp authority of yesterday');
  const certificate = certify(party, toIssuingParty(identityOf(bench, 'time-stamping-root')), {
    notAfter: instantOf(bench.now() - 60 * MINUTE_MS),
    extensions: [keyUsage('digitalSignature'), extendedKeyUsage('timeStamping', true)],
  });
  return { privateKey: party.privateKey, certificate };
}

/** Answers about the signer by somebody, at a time; the lists can be had, or not. */
function ocspFault(
  title: string,
  code: AppErrorCode | undefined,
  options: {
    readonly by?: string;
    readonly ageMs?: number;
    readonly standing?: OcspStanding;
    readonly hasLists?: true;
  },
): BatchFault {
  const { by = 'ocsp-public-universities', ageMs = 0, standing = { kind: 'good' } } = options;
  return {
    title,
    level: 'B-LT',
    ...(code === undefined ? {} : { code, waits: true as const }),
    begin: (bench) => {
      // What was fetched before is used until it goes stale.
      bench.pass(8 * DAY_MS);
      const thisUpdate = instantOf(bench.now() - MINUTE_MS - ageMs);
      const times = { thisUpdate, nextUpdate: instantOf(thisUpdate + DAY_MS) };
      bench.services.faults = {
        ocsp: (request) =>
          writeOcspResponse(
            parseOcspRequest(request),
            () => standing,
            times,
            identityOf(bench, by),
          ),
        ...(options.hasLists === true ? {} : { crl: () => 503 }),
      };
    },
    end: servicesRecover,
  };
}

/** The newest key of the plan cannot be used; afterwards it is taken out again. */
function keyFault(
  title: string,
  code: AppErrorCode,
  level: PadesLevel,
  make: (bench: FaultBench) => {
    readonly privateKeyPem: string;
    readonly path: readonly Uint8Array[];
  },
): BatchFault {
  return {
    title,
    code,
    level,
    ...(level === 'B-B' ? {} : { waits: true as const }),
    begin: async (bench) => {
      bench.pass(MINUTE_MS);
      const { privateKeyPem, path } = make(bench);
      await bench.writePlan(bench.ownKey, toPlannedKey(bench, 'faulty', privateKeyPem, path));
    },
    end: async (bench) => {
      await bench.writePlan(bench.ownKey);
      bench.pass(2 * MINUTE_MS);
    },
  };
}

function certifiedKey(...words: Parameters<typeof certifyForBench>) {
  const { party, certificate, issuer } = certifyForBench(...words);
  return { privateKeyPem: pemOf(party), path: [certificate, issuer.certificate] };
}

function pemOf({ privateKey }: Pick<ReturnType<typeof makeParty>, 'privateKey'>): string {
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

const publication = (name: string) =>
  crlDistributionPoint(`http://pki.parinya.example/${name}.crl`);

export const batchFaults: readonly BatchFault[] = [
  {
    title: 'time-stamp authority down',
    level: 'B-T',
    code: 'time-stamp-unreachable',
    waits: true,
    begin: ({ services }) => {
      services.faults = { timeStamp: () => 503 };
    },
    end: servicesRecover,
  },
  {
    title: 'time-stamp authority too slow',
    level: 'B-T',
    code: 'time-stamp-timeout',
    waits: true,
    begin: ({ services }) => {
      services.faults = { timeStamp: () => 'silence' };
    },
    end: servicesRecover,
  },
  {
    title: 'time-stamp authority refuses',
    level: 'B-T',
    code: 'time-stamp-refused',
    waits: true,
    begin: ({ services }) => {
      services.faults = { timeStamp: () => writeTimeStampRefusal(2) };
    },
    end: servicesRecover,
  },
  stampingFault('time-stamp with another nonce', 'time-stamp-wrong-nonce', {
    request: (request) => ({ ...request, nonce: 7n }),
  }),
  stampingFault('time-stamp over something else', 'time-stamp-wrong-imprint', {
    request: (request) => ({ ...request, digest: new Uint8Array(32) }),
  }),
  stampingFault('time-stamp by a certificate for another purpose', 'time-stamp-wrong-purpose', {
    identity: (bench) => identityOf(bench, 'ocsp-public-universities'),
  }),
  stampingFault('time-stamp by an expired certificate', 'time-stamp-expired', {
    identity: expiredAuthority,
  }),
  stampingFault('time-stamp from the future', 'time-stamp-wrong-time', {
    content: (content) => ({ ...content, time: instantOf(content.time + 60 * MINUTE_MS) }),
  }),
  stampingFault('time-stamp with a wrong signature', 'time-stamp-bad-signature', {
    identity: (bench, honest) => ({ ...honest, privateKey: identityOf(bench, 'root').privateKey }),
  }),
  ocspFault('OCSP answer from the wrong responder, no list', 'revocation-wrong-responder', {
    by: 'ocsp-private-universities',
  }),
  ocspFault('OCSP answer from the wrong responder, list at hand', undefined, {
    by: 'ocsp-private-universities',
    hasLists: true,
  }),
  ocspFault('OCSP answer out of date, no list', 'revocation-stale', { ageMs: 3 * DAY_MS }),
  ocspFault("signer's certificate revoked", 'certificate-revoked', {
    standing: { kind: 'revoked', at: instantOf(Date.UTC(2026, 9, 1)), reasonCode: 1 },
  }),
  {
    title: 'revocation list of 100 MB',
    outlivesLists: true,
    level: 'B-LT',
    code: 'revocation-too-large',
    waits: true,
    begin: ({ services, pass }) => {
      // Lists are kept longer than answers about one certificate.
      pass(LIST_DAYS * DAY_MS);
      services.faults = { crl: () => 'endless' };
    },
    end: servicesRecover,
  },
  keyFault('authority without revocation service', 'revocation-not-published', 'B-LT', (bench) =>
    certifiedKey(bench, [signsDocuments]),
  ),
  keyFault('certificate path incomplete', 'certificate-path-incomplete', 'B-LT', () => {
    const issuer = makeParty('authority that nobody has heard of');
    const party = makeParty('registrar');
    const extensions = [signsDocuments, publication('unheard-of')];
    return { privateKeyPem: pemOf(party), path: [certify(party, issuer, { extensions })] };
  }),
  keyFault(
    "issuer's certificate at a host that is not on the list",
    'issuer-host-refused',
    'B-LT',
    () => {
      const issuer = makeParty('authority elsewhere');
      const party = makeParty('registrar');
      const extensions = [
        signsDocuments,
        authorityInformationAccess('http://elsewhere.example/ca.cer'),
      ];
      return { privateKeyPem: pemOf(party), path: [certify(party, issuer, { extensions })] };
    },
  ),
  keyFault('certificate of another key', 'key-certificate-mismatch', 'B-B', (bench) => ({
    ...certifiedKey(bench, [signsDocuments]),
    privateKeyPem: pemOf(generateKeyPairSync('ec', { namedCurve: 'P-256' })),
  })),
  keyFault('certificate expired', 'certificate-expired', 'B-B', (bench) =>
    certifiedKey(bench, [signsDocuments], { fromMs: -9 * DAY_MS, toMs: -DAY_MS }),
  ),
  keyFault('certificate not yet valid', 'certificate-not-yet-valid', 'B-B', (bench) =>
    certifiedKey(bench, [signsDocuments], { fromMs: DAY_MS }),
  ),
  keyFault('certificate without key usage for signing', 'certificate-key-usage', 'B-B', (bench) =>
    certifiedKey(bench, [keyUsage('digitalSignature')]),
  ),
  {
    title: 'certificate ends while the batch runs',
    outlivesLists: true,
    level: 'B-B',
    code: 'certificate-expired',
    begin: (bench) => {
      const { notAfter } = parseCertificate(bench.ownKey.certificates[0]!);
      bench.pass(notAfter - bench.now() + DAY_MS);
    },
    end: async (bench) => {
      const { privateKeyPem, path } = certifiedKey(bench, [signsDocuments]);
      await bench.writePlan(bench.ownKey, toPlannedKey(bench, 'next', privateKeyPem, path));
    },
  },
];
