import type { Handle, PKCS11 } from 'pkcs11js';

import { keyStoreError } from '../key-store-errors.ts';
import { CKR_USER_ALREADY_LOGGED_IN, isReturnValue } from './pkcs11-errors.ts';
import { restartPkcs11Library, startPkcs11Library } from './pkcs11-library.ts';

/** Which token, and how its user is known to it. */
export interface TokenAccess {
  /** The token's label. Slot numbers change when a token is plugged in elsewhere; labels do not. */
  readonly tokenLabel: string;
  /** How many signatures it makes side by side. */
  readonly sessions: number;
  /** Reads the PIN when it is needed; it is kept nowhere. */
  readonly readPin: () => string;
}

const CKF_SERIAL_SESSION = 4;
const CKU_USER = 1;
const CKU_CONTEXT_SPECIFIC = 2;
const CKF_TOKEN_INITIALIZED = 0x400;
const CKF_USER_PIN_FINAL_TRY = 0x20000;
const CKF_USER_PIN_LOCKED = 0x40000;

/** Open sessions with one token, its user logged in once; each session makes one signature at a time. */
export class TokenConnection {
  readonly library: PKCS11;
  readonly #slot: Handle;
  readonly #sessions: Set<Handle>;
  readonly #free: Handle[];
  readonly #waiting: ((session: Handle) => void)[] = [];

  private constructor(library: PKCS11, slot: Handle, sessions: readonly Handle[]) {
    this.library = library;
    this.#slot = slot;
    this.#sessions = new Set(sessions);
    this.#free = [...sessions];
  }

  /**
   * Finds the token by its label and logs in. A wrong PIN is tried exactly once, and a token that has but one
   * try left is not tried at all: that one is for a person.
   * @throws AppError `pin-wrong`, `pin-locked`, `key-not-in-store`, `key-store-unavailable`; errors of the module.
   */
  static open(library: PKCS11, access: TokenAccess, isReconnect: boolean): TokenConnection {
    startPkcs11Library(library);
    let slot = findSlot(library, access.tokenLabel);
    if (slot === undefined) {
      // A module may notice a token that came back only when it starts.
      restartPkcs11Library(library);
      slot = findSlot(library, access.tokenLabel);
    }
    if (slot === undefined) {
      // With another token in its place the label is wrong; with none at all ours is not plugged in.
      const isAway = isReconnect || !hasToken(library);
      throw keyStoreError(isAway ? 'key-store-unavailable' : 'key-not-in-store');
    }
    const { flags } = library.C_GetTokenInfo(slot);
    if ((flags & CKF_USER_PIN_LOCKED) !== 0) throw keyStoreError('pin-locked');
    if ((flags & CKF_USER_PIN_FINAL_TRY) !== 0) {
      throw keyStoreError('pin-locked', 'CKF_USER_PIN_FINAL_TRY');
    }
    const sessions: Handle[] = [];
    try {
      for (let count = 0; count < access.sessions; count++) {
        sessions.push(library.C_OpenSession(slot, CKF_SERIAL_SESSION));
      }
      logIn(library, sessions[0]!, access.readPin());
    } catch (error) {
      closeSessions(library, sessions);
      throw error;
    }
    return new TokenConnection(library, slot, sessions);
  }

  /** Runs something short with a session that nobody is using yet: right after opening. */
  useNow<Result>(work: (session: Handle) => Result): Result {
    return work(this.#free[0]!);
  }

  /** Runs one piece of work with a session of its own; waits until one is free. */
  async use<Result>(work: (session: Handle) => Result | Promise<Result>): Promise<Result> {
    let session =
      this.#free.pop() ?? (await new Promise<Handle>((resolve) => this.#waiting.push(resolve)));
    try {
      return await work(session);
    } catch (error) {
      session = this.#replace(session);
      throw error;
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free.push(session);
      else next(session);
    }
  }

  /** Some keys want the PIN before each signature (`CKA_ALWAYS_AUTHENTICATE`). */
  authenticateOnce(session: Handle, pin: string): void {
    this.library.C_Login(session, CKU_CONTEXT_SPECIFIC, pin);
  }

  /** After a failure a session may still be in the middle of an operation: the next user gets a fresh one. */
  #replace(session: Handle): Handle {
    try {
      // The new one first: closing a token's last session would log its user out.
      const fresh = this.library.C_OpenSession(this.#slot, CKF_SERIAL_SESSION);
      this.#sessions.add(fresh);
      this.#sessions.delete(session);
      this.library.C_CloseSession(session);
      return fresh;
    } catch {
      // The token is gone; whoever uses this session next finds that out.
      return session;
    }
  }

  close(): void {
    closeSessions(this.library, this.#sessions);
  }
}

function findSlot(library: PKCS11, tokenLabel: string): Handle | undefined {
  return library.C_GetSlotList(true).find((slot) => readLabel(library, slot) === tokenLabel);
}

/** Whether there is any token that somebody has prepared. */
function hasToken(library: PKCS11): boolean {
  return library.C_GetSlotList(true).some((slot) => {
    try {
      return (library.C_GetTokenInfo(slot).flags & CKF_TOKEN_INITIALIZED) !== 0;
    } catch {
      return false;
    }
  });
}

/** Labels are padded with blanks; a token that is just being pulled out has none. */
function readLabel(library: PKCS11, slot: Handle): string | undefined {
  try {
    return library.C_GetTokenInfo(slot).label.trimEnd();
  } catch {
    return undefined;
  }
}

function logIn(library: PKCS11, session: Handle, pin: string): void {
  try {
    library.C_Login(session, CKU_USER, pin);
  } catch (error) {
    if (!isReturnValue(error, CKR_USER_ALREADY_LOGGED_IN)) throw error;
  }
}

function closeSessions(library: PKCS11, sessions: Iterable<Handle>): void {
  for (const session of sessions) {
    try {
      library.C_CloseSession(session);
    } catch {
      // The token is gone and the session with it.
    }
  }
}
