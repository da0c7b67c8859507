import type { SignatureAlgorithm } from '../../formats/signature-algorithm.ts';
import { parseCertificate } from '../../formats/x509/certificate.ts';
import { keyStoreError } from '../../adapters/key-stores/key-store-errors.ts';
import type { SignerSource } from '../../app/issuer-environment.ts';
import { AppError, isAppError } from '../../shared/app-error.ts';
import type { Clock, Instant } from '../../shared/instant.ts';
import {
  findActiveKey,
  findKeyWarning,
  toKeyState,
  type KeyState,
  type KeyWarning,
  type ScheduledKey,
  type SignerUse,
} from '../../signing/keys/key-schedule.ts';
import { prepareSigner } from '../../signing/prepared-signer.ts';
import type { Signer } from '../../signing/signer.ts';
import type { PreparedSigner } from '../../signing/prepared-signer.ts';
import type { ConfiguredInstitution } from '../configuration/configuration-schema.ts';
import { toConfiguredKey } from '../keys/configured-key.ts';
import type { KeyFile } from '../keys/key-file.ts';
import type { KeyStoreSettings } from '../keys/key-file-schema.ts';
import { openKeyStore, toRsaScheme } from '../keys/open-key.ts';
import type { CertificateEnd } from '../metrics/issuer-vitals.ts';
import { fingerprintSecrets, type Secrets } from '../keys/secrets.ts';

export interface SignerSourceOptions {
  readonly institutions: readonly ConfiguredInstitution[];
  readonly dataFolder: string;
  readonly keyFile: KeyFile;
  readonly secrets: Secrets;
  readonly clock: Clock;
}

/** The institutions' keys, opened when they are first needed. */
export interface InstallationSigners extends SignerSource {
  /** Certificates that end soon, or have ended. */
  readonly findWarnings: () => Promise<readonly KeyWarning[]>;
  /** When each key's certificate ends; a key of the settings is known once it has been opened. */
  readonly findCertificateEnds: () => Promise<readonly CertificateEnd[]>;
  readonly close: () => Promise<void>;
}

/** A key as it is to be opened. */
interface PlannedKey {
  readonly id: string;
  /** Left out where the settings name a file: only opening it tells. */
  readonly keyId?: string;
  readonly store: KeyStoreSettings;
  readonly algorithm: SignatureAlgorithm['jwsAlg'];
  /** DER, leaf first, as far as the plan knows more than the key's own store. */
  readonly certificates?: readonly Uint8Array[];
  /** Secrets of its own, where the settings hold them. */
  readonly secrets?: Secrets;
}

interface OpenedKey {
  readonly prepared: PreparedSigner;
  readonly expiresAt: Instant;
}

interface ListedKey {
  readonly key: ScheduledKey;
  readonly state: KeyState;
  readonly expiresAt: Instant;
}

/** A PIN that was refused is not tried again until it is another one: each try brings a token nearer to its lock. */
interface RefusedKey {
  readonly secretsFingerprint: string;
  readonly error: AppError;
}

/**
 * Opens the institutions' keys as they are planned in the file of keys or, for an institution that has none
 * there, as the settings name one. Each key is opened once and kept; one that cannot be opened is tried again
 * the next time, unless its PIN was wrong.
 */
export function createSignerSource(options: SignerSourceOptions): InstallationSigners {
  const { institutions, dataFolder, keyFile, secrets, clock } = options;
  const opened = new Map<string, Promise<OpenedKey>>();
  const refused = new Map<string, RefusedKey>();

  async function planOf(institutionCode: string, use: SignerUse, at: Instant): Promise<PlannedKey> {
    const keys = await keyFile.read();
    const planned = findActiveKey(keys, institutionCode, use, at);
    if (planned !== undefined) return { ...planned, id: planned.keyId };
    const isPlanned = keys.some((key) => key.institutionCode === institutionCode);
    const configured = institutions.find(({ code }) => code === institutionCode);
    const inSettings = isPlanned ? undefined : toConfiguredKey(configured);
    if (inSettings !== undefined) return { ...inSettings, id: idInSettings(institutionCode) };
    throw notConfigured(institutionCode, isPlanned);
  }

  async function open(plan: PlannedKey, at: Instant): Promise<OpenedKey> {
    const { id, store } = plan;
    try {
      const opening = { dataFolder, secrets: plan.secrets ?? secrets, clock, at };
      const signer = await openKeyStore(store, toRsaScheme(plan), opening);
      if (plan.keyId !== undefined && plan.keyId !== signer.keyId) {
        await signer.close?.();
        throw keyStoreError('key-certificate-mismatch', plan.keyId);
      }
      const { notAfter } = parseCertificate(signer.certificatePath[0]!);
      // What was missing above the key's certificate was found when the key was added.
      const certificatePath = plan.certificates ?? signer.certificatePath;
      return { prepared: prepareSigner(withPath(signer, certificatePath)), expiresAt: notAfter };
    } catch (error) {
      if (isAppError(error) && (error.code === 'pin-wrong' || error.code === 'pin-locked')) {
        refused.set(id, { error, secretsFingerprint: fingerprintSecrets(store, secrets) });
      }
      throw error;
    }
  }

  async function getSigner(
    institutionCode: string,
    use: SignerUse = 'pdf',
    at: Instant = clock.now(),
  ): Promise<PreparedSigner> {
    const plan = await planOf(institutionCode, use, at);
    const { id, store } = plan;
    const refusal = refused.get(id);
    if (refusal !== undefined) {
      if (refusal.secretsFingerprint === fingerprintSecrets(store, secrets)) throw refusal.error;
      refused.delete(id);
    }
    const opening = opened.get(id) ?? open(plan, at);
    opened.set(id, opening);
    opening.catch(() => opened.delete(id));
    const { prepared, expiresAt } = await opening;
    if (expiresAt < at) throw keyStoreError('certificate-expired', prepared.signer.keyId);
    if (use === 'pdf' && !prepared.signer.algorithm.signsPdfs) {
      throw keyStoreError('certificate-not-usable', prepared.signer.algorithm.jwsAlg);
    }
    return prepared;
  }

  /** Every planned key, and those of the settings that have been opened. */
  async function listScheduled(at: Instant): Promise<readonly ListedKey[]> {
    const keys = await keyFile.read();
    const planned = keys.map((key) => ({
      key,
      state: toKeyState(key, keys, at),
      expiresAt: parseCertificate(key.certificates[0]!).notAfter,
    }));
    const listed: ListedKey[] = [...planned];
    for (const { code, signer } of institutions) {
      if (signer === undefined || keys.some((key) => key.institutionCode === code)) continue;
      const configured = await opened.get(idInSettings(code))?.catch(() => undefined);
      if (configured === undefined) continue;
      const { keyId } = configured.prepared.signer;
      const key = { keyId, institutionCode: code, uses: [], validFrom: at };
      listed.push({ key, state: 'active', expiresAt: configured.expiresAt });
    }
    return listed;
  }

  return {
    getSigner,
    findWarnings: async () => {
      const at = clock.now();
      const warnings = (await listScheduled(at)).map(({ key, expiresAt }) =>
        findKeyWarning(key, expiresAt, at),
      );
      return warnings.filter((warning) => warning !== undefined);
    },
    findCertificateEnds: async () => {
      const at = clock.now();
      return (await listScheduled(at)).map(({ key, state, expiresAt }) => ({
        institutionCode: key.institutionCode,
        keyId: key.keyId,
        state,
        expiresAt,
        isUrgent: findKeyWarning(key, expiresAt, at) !== undefined,
      }));
    },
    close: async () => {
      const all = [...opened.values()];
      opened.clear();
      for (const outcome of await Promise.allSettled(all)) {
        if (outcome.status === 'fulfilled') await outcome.value.prepared.signer.close?.();
      }
    },
  };
}

function withPath(signer: Signer, certificatePath: readonly Uint8Array[]): Signer {
  return { ...signer, certificatePath };
}

const idInSettings = (institutionCode: string) => `settings ${institutionCode}`;

function notConfigured(institutionCode: string, isPlanned: boolean): AppError {
  return new AppError(
    'key-not-configured',
    isPlanned
      ? {
          th: `สถาบัน ${institutionCode} ไม่มีกุญแจที่ใช้ได้ในขณะนี้ ดูด้วยคำสั่ง parinya keys list`,
          en: `Institution ${institutionCode} has no key in force for this at present; see: parinya keys list`,
        }
      : {
          th: `ยังไม่ได้ตั้งค่ากุญแจของสถาบัน ${institutionCode} เพิ่มด้วยคำสั่ง parinya keys add`,
          en: `No signing key is configured for institution ${institutionCode}; add one with: parinya keys add`,
        },
  );
}
