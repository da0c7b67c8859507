import { keyStoreError } from '../../adapters/key-stores/key-store-errors.ts';
import type { RsaScheme } from '../../formats/signature-algorithm.ts';
import { AppError } from '../../shared/app-error.ts';
import type { Clock, Instant } from '../../shared/instant.ts';
import type { IssuerSource } from '../../signing/issuers/issuer-source.ts';
import { findActiveKey, type SignerUse } from '../../signing/keys/key-schedule.ts';
import type { ConfiguredInstitution } from '../configuration/configuration-schema.ts';
import type { LoadedConfiguration } from '../configuration/load-configuration.ts';
import { trustListPath } from '../installation/trust-list-path.ts';
import { checkAuthority, checkCandidate } from '../trust/checked-certificate.ts';
import { trustProblem } from '../trust/trust-problems.ts';
import { toConfiguredKey } from './configured-key.ts';
import { KeyFile } from './key-file.ts';
import type { KeyStoreSettings, SigningKeyEntry } from './key-file-schema.ts';
import { withKeysLock } from './keys-lock.ts';
import { openKeyStore, toRsaScheme } from './open-key.ts';
import type { Secrets } from './secrets.ts';
import { signingKeysPath } from './signing-keys-path.ts';
import { TrustedSigners } from './trusted-signers.ts';

/** The keys of an installation, to be changed by a person. */
export interface KeyOffice {
  readonly loaded: LoadedConfiguration;
  readonly secrets: Secrets;
  readonly clock: Clock;
  /** Where certificates above a key's own are fetched that did not come with it. */
  readonly issuers: IssuerSource;
}

/** A key that is to sign. */
export interface NewKey {
  readonly institutionCode: string;
  readonly store: KeyStoreSettings;
  readonly rsaScheme: RsaScheme;
  /** Left out: all that its algorithm can. */
  readonly uses?: readonly SignerUse[];
  /** From when it signs; now when left out. */
  readonly validFrom?: Instant;
  /** DER of authorities that are to be believed for it. */
  readonly anchors: readonly Uint8Array[];
}

/** What a change did. */
export interface KeyChange {
  readonly added: SigningKeyEntry;
  readonly retired: readonly SigningKeyEntry[];
}

/**
 * Adds a key beside those that are there: opened once to see that it works, entered into the trust list, and
 * only then into the file of keys. Of several in force the newest signs.
 * @throws AppError `keys-in-use`, `key-exists`, `institution-unknown`, `certificate-path-incomplete`, and what opening throws.
 */
export function addKey(office: KeyOffice, newKey: NewKey): Promise<KeyChange> {
  return withKeysLock(office.loaded, () => enter(office, newKey, () => []));
}

/**
 * Adds a key and retires, at the same instant, those that it takes over from: what they signed stays good.
 * @throws AppError as `addKey`
 */
export function rotateKey(office: KeyOffice, newKey: NewKey): Promise<KeyChange> {
  return withKeysLock(office.loaded, () => enter(office, newKey, findReplaced));
}

/** When a key ends, and whether the institution may be left without one. */
interface RetireOptions {
  /** Now when left out. */
  readonly at?: Instant;
  readonly mayBeLast: boolean;
}

/**
 * Ends a key: from then on it signs nothing more. It stays in the trust list and the published key set.
 * @throws AppError `keys-in-use`, `not-found`, `illegal-transition` when it has ended already, or when nothing would be left
 *   that signs.
 */
export function retireKey(
  office: KeyOffice,
  keyId: string,
  options: RetireOptions,
): Promise<SigningKeyEntry> {
  return withKeysLock(office.loaded, () => retire(office, keyId, options));
}

async function retire(
  office: KeyOffice,
  keyId: string,
  options: RetireOptions,
): Promise<SigningKeyEntry> {
  const { loaded, clock } = office;
  const now = clock.now();
  const at = options.at ?? now;
  const file = new KeyFile(signingKeysPath(loaded));
  const keys = await file.read();
  const key = keys.find((each) => each.keyId === keyId);
  if (key === undefined) throw keyNotFound(keyId);
  if (key.validUntil !== undefined && key.validUntil <= now) throw alreadyRetired();
  if (at < key.validFrom || at < now) throw endsTooEarly();
  const retired = { ...key, validUntil: at };
  const next = keys.map((each) => (each === key ? retired : each));
  const isLast = key.uses.some(
    (use) => findActiveKey(next, key.institutionCode, use, at) === undefined,
  );
  if (isLast && !options.mayBeLast) throw nothingLeft(key.institutionCode);
  const trusted = await TrustedSigners.open(trustListPath(loaded), now);
  trusted.set(getOwner(loaded, key.institutionCode), retired);
  await trusted.write(now);
  await file.write(next);
  return retired;
}

async function enter(
  office: KeyOffice,
  newKey: NewKey,
  chooseRetired: (
    keys: readonly SigningKeyEntry[],
    added: SigningKeyEntry,
  ) => readonly SigningKeyEntry[],
): Promise<KeyChange> {
  const { loaded, clock } = office;
  const { institutionCode } = newKey;
  const now = clock.now();
  const owner = getOwner(loaded, institutionCode);
  const file = new KeyFile(signingKeysPath(loaded));
  const trusted = await TrustedSigners.open(trustListPath(loaded), now);
  for (const anchor of newKey.anchors) {
    const candidate = await checkCandidate(anchor, now);
    checkAuthority(candidate);
    if (candidate.isDevelopment && !trusted.isDevelopmentOnly) {
      throw trustProblem('development', candidate.name);
    }
    trusted.addAnchor(anchor);
  }
  const keys = [
    ...(await file.read()),
    ...(await adoptConfiguredKey(office, owner, trusted, await file.read())),
  ];
  const opened = await toEntry(office, newKey);
  const added = {
    ...opened,
    certificates: await trusted.completePath(opened.certificates, opened.validFrom, office.issuers),
  };
  if (keys.some(({ keyId }) => keyId === added.keyId)) throw keyExists(added.keyId);
  const toRetire = chooseRetired(keys, added);
  const next = keys.map((key) =>
    toRetire.includes(key) ? { ...key, validUntil: added.validFrom } : key,
  );
  for (const key of [...next, added]) {
    if (key.institutionCode === institutionCode) trusted.set(owner, key);
  }
  // The trust list first: a document must never be signed with a key that no verifier knows.
  await trusted.write(now);
  await file.write([...next, added]);
  return { added, retired: next.filter((_, index) => toRetire.includes(keys[index]!)) };
}

/** The keys that another one takes over from. */
function findReplaced(
  keys: readonly SigningKeyEntry[],
  added: SigningKeyEntry,
): readonly SigningKeyEntry[] {
  return keys.filter(
    (key) =>
      key.institutionCode === added.institutionCode &&
      key.uses.every((use) => added.uses.includes(use)) &&
      (key.validUntil === undefined || key.validUntil > added.validFrom),
  );
}

/** Opens the key and signs once: what does not work now is not entered. */
async function toEntry(
  { loaded, secrets, clock }: KeyOffice,
  newKey: NewKey,
): Promise<SigningKeyEntry> {
  const { institutionCode, store, rsaScheme } = newKey;
  const validFrom = newKey.validFrom ?? clock.now();
  const opening = { dataFolder: loaded.dataFolder, secrets, clock, at: validFrom };
  const signer = await openKeyStore(store, rsaScheme, opening);
  try {
    await signer.sign(new TextEncoder().encode('parinya keys add'));
    const { signsPdfs, jwsAlg } = signer.algorithm;
    const possible: readonly SignerUse[] = signsPdfs ? ['pdf', 'jose'] : ['jose'];
    const uses = newKey.uses ?? possible;
    if (!uses.every((use) => possible.includes(use))) {
      throw keyStoreError('certificate-not-usable', `${jwsAlg} signs sidecars only`);
    }
    return {
      keyId: signer.keyId,
      institutionCode,
      uses: [...uses],
      algorithm: jwsAlg,
      validFrom,
      certificates: signer.certificatePath.map((each) => Uint8Array.from(each)),
      store,
    };
  } finally {
    await signer.close?.();
  }
}

/**
 * A key that the settings name joins the plan with the first one that is added, so that it can be retired. It
 * cannot join when the settings hold its passphrase themselves, or when it no longer opens.
 */
async function adoptConfiguredKey(
  office: KeyOffice,
  { code }: ConfiguredInstitution,
  trusted: TrustedSigners,
  keys: readonly SigningKeyEntry[],
): Promise<readonly SigningKeyEntry[]> {
  const configured = toConfiguredKey(
    office.loaded.settings.institutions.find((each) => each.code === code),
  );
  const isPlanned = keys.some(({ institutionCode }) => institutionCode === code);
  if (isPlanned || configured === undefined || configured.secrets !== undefined) return [];
  try {
    const entry = await toEntry(office, {
      institutionCode: code,
      store: configured.store,
      rsaScheme: toRsaScheme(configured),
      anchors: [],
    });
    const validFrom = trusted.findStart(code, entry.certificates[0]!) ?? entry.validFrom;
    return [{ ...entry, validFrom }];
  } catch {
    return [];
  }
}

function getOwner({ settings }: LoadedConfiguration, code: string): ConfiguredInstitution {
  const institution = settings.institutions.find((each) => each.code === code);
  if (institution !== undefined) return institution;
  throw new AppError('institution-unknown', {
    th: `ไม่มีสถาบันรหัส ${code} ในการตั้งค่า`,
    en: `There is no institution with the code ${code} in the configuration.`,
  });
}

function keyExists(keyId: string): AppError {
  return new AppError('key-exists', {
    th: `กุญแจของใบรับรองนี้ (${keyId}) มีอยู่ในรายการแล้ว ใบรับรองหนึ่งใบใช้ได้ครั้งเดียว โปรดขอใบรับรองใหม่`,
    en: `The key of this certificate (${keyId}) is in the list already. A certificate is used once only: get a new one.`,
  });
}

function keyNotFound(keyId: string): AppError {
  return new AppError('not-found', {
    th: `ไม่มีกุญแจ ${keyId} ในรายการ ดูด้วยคำสั่ง parinya keys list`,
    en: `There is no key ${keyId} in the list; see: parinya keys list`,
  });
}

function alreadyRetired(): AppError {
  return new AppError('illegal-transition', {
    th: 'กุญแจนี้เลิกใช้ไปแล้ว',
    en: 'This key has been retired already.',
  });
}

function endsTooEarly(): AppError {
  return new AppError('usage', {
    th: 'เลิกใช้กุญแจย้อนหลังไม่ได้ เพราะเอกสารที่ออกไปแล้วจะตรวจไม่ผ่าน หากกุญแจรั่วไหลให้เพิกถอนใบรับรองที่ผู้ออกใบรับรอง',
    en: 'A key cannot be retired in the past: documents that it signed since would no longer verify. If it was compromised, have its certificate revoked by the authority.',
  });
}

function nothingLeft(institutionCode: string): AppError {
  return new AppError('illegal-transition', {
    th: `ถ้าเลิกใช้กุญแจนี้ สถาบัน ${institutionCode} จะไม่มีกุญแจลงลายมือชื่อ ใช้ keys rotate แทน หรือยืนยันด้วย --last`,
    en: `Without this key institution ${institutionCode} could sign nothing. Use keys rotate instead, or confirm with --last.`,
  });
}
