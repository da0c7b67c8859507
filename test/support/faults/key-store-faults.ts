import type { AppErrorCode } from '../../../src/shared/app-error.ts';
import { CSC_CLIENT_ID, startCscServer, type CscServer } from '../csc-server.ts';
import { makeSoftHsm, type SoftHsm } from '../soft-hsm.ts';
import type { TestKeys } from '../test-keys.ts';
import type { BatchFault } from './batch-faults.ts';
import { certifyForBench } from './bench-certificates.ts';
import { toPlannedKey, type FaultBench } from './fault-bench.ts';

/** A signing service or an HSM that stops working while it signs a batch. */
interface StoreFault extends Omit<BatchFault, 'begin' | 'end' | 'prepare' | 'level'> {
  readonly begin: (service: CscServer) => void;
  readonly end: (service: CscServer, bench: FaultBench) => void;
  /** How often the key may be asked to be released after the fault has begun. */
  readonly mostReleases?: number;
}

function serviceFault({ begin, end, mostReleases, ...fault }: StoreFault): BatchFault {
  let service: CscServer;
  let releasesBefore = 0;
  const releases = () =>
    service.requests.filter(({ method }) => method === 'credentials/authorize').length;
  return {
    ...fault,
    level: 'B-B',
    prepare: async (bench) => {
      const keys = toTestKeys(bench);
      service = await startCscServer({ version: 'v2', keys });
      bench.secrets['CSC_ACCESS'] = service.settings.clientSecret;
      bench.secrets['CSC_PIN'] = service.settings.pin;
      const planned = toPlannedKey(bench, 'unused', '', [keys.leaf, keys.issuers[0]!]);
      await bench.writePlan({
        ...planned,
        store: {
          kind: 'csc',
          url: service.baseUrl,
          version: 'v2',
          credentialId: service.settings.credentialId,
          login: { kind: 'oauth2', clientId: CSC_CLIENT_ID, secret: { env: 'CSC_ACCESS' } },
          pin: { env: 'CSC_PIN' },
          maxBatch: 64,
          asynchronous: false,
          timeoutSeconds: 5,
        },
      });
    },
    begin: () => {
      releasesBefore = releases();
      begin(service);
    },
    end: (bench) => {
      const made = releases() - releasesBefore;
      if (mostReleases !== undefined && made > mostReleases) {
        throw new Error(`the key was asked for ${made} times`);
      }
      end(service, bench);
    },
    close: () => service.close(),
  };
}

function toTestKeys(bench: FaultBench): TestKeys {
  const { party, certificate, issuer } = certifyForBench(bench);
  return {
    privateKey: party.privateKey,
    leaf: certificate,
    issuers: [issuer.certificate],
    authority: issuer,
  };
}

const always = (fault: { readonly status: number; readonly headers?: Record<string, string> }) =>
  Array(100).fill(fault) as [];

export const signingServiceFaults: readonly BatchFault[] = [
  serviceFault({
    title: 'wrong PIN',
    code: 'pin-wrong',
    mostReleases: 1,
    begin: (service) => void Object.assign(service.settings, { pin: 'changed' }),
    end: (_service, bench) => {
      bench.secrets['CSC_PIN'] = 'changed';
    },
  }),
  serviceFault({
    title: 'signing service busy',
    code: 'signing-service-busy',
    waits: true,
    begin: ({ faults }) =>
      void faults.set(
        'signatures/signHash',
        always({ status: 429, headers: { 'retry-after': '900' } }),
      ),
    end: ({ faults }) => faults.clear(),
  }),
  serviceFault({
    title: 'signing service down',
    code: 'key-store-unavailable',
    waits: true,
    begin: ({ faults }) => void faults.set('credentials/authorize', always({ status: 503 })),
    end: ({ faults }) => faults.clear(),
  }),
  serviceFault({
    title: 'permission to sign ends before it is used',
    code: 'signing-permission-expired',
    waits: true,
    begin: ({ settings }) => void (settings.expiredPermissions = 100),
    end: ({ settings }) => void (settings.expiredPermissions = 0),
  }),
  serviceFault({
    title: 'wrong signature by the key store',
    code: 'signature-wrong',
    begin: ({ settings }) => {
      settings.spoil = (signatures) => signatures.map(() => 'AAAA');
    },
    end: ({ settings }) => {
      settings.spoil = (signatures) => signatures;
    },
  }),
];

const HSM_PIN = '1234';

/** Needs SoftHSM. */
export const pulledOutHsm = ((): BatchFault => {
  let hsm: SoftHsm;
  const code: AppErrorCode = 'key-store-unavailable';
  return {
    title: 'HSM pulled out',
    level: 'B-B',
    code,
    waits: true,
    prepare: async (bench) => {
      const keys = toTestKeys(bench);
      hsm = await makeSoftHsm('registrar', HSM_PIN);
      hsm.addKey(keys.privateKey, 'registrar', '01');
      bench.secrets['HSM_PIN'] = HSM_PIN;
      const planned = toPlannedKey(bench, 'in-hsm', '', [keys.leaf, keys.issuers[0]!]);
      await bench.writePlan({
        ...planned,
        store: {
          kind: 'pkcs11',
          module: hsm.module,
          tokenLabel: 'registrar',
          keyLabel: 'registrar',
          certificateFiles: ['in-hsm.0.crt', 'in-hsm.1.crt'],
          pin: { env: 'HSM_PIN' },
          sessions: 4,
        },
      });
    },
    begin: () => hsm.setPluggedIn(false),
    end: () => hsm.setPluggedIn(true),
    close: () => hsm.remove(),
  };
})();
