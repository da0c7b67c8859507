import { Buffer } from 'node:buffer';

import { isAppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/instant.ts';
import { keyStoreError } from '../key-store-errors.ts';
import type { CscAnswer } from './csc-answer.ts';
import { askCscService, type CscTransport } from './csc-service.ts';

/** How we are known to the service (CSC API v1.0.4 §8.1). Secrets are read when they are needed. */
export type CscLogin =
  | {
      /** OAuth 2.0 client credentials (RFC 6749 §4.4). */
      readonly kind: 'oauth2';
      readonly clientId: string;
      readonly readSecret: () => string;
      /** Left out: `oauth2/token` below the base address. */
      readonly tokenUrl?: string;
      readonly scope?: string;
    }
  | {
      /** A name and password for `auth/login`. */
      readonly kind: 'basic';
      readonly userName: string;
      readonly readSecret: () => string;
    }
  | {
      /** An access token that somebody else obtained. */
      readonly kind: 'bearer';
      readonly readSecret: () => string;
    };

interface AccessToken {
  readonly value: string;
  readonly expiresAt: number;
}

/** A token is renewed so long before it ends: a call must not end with it. */
const EARLY_MS = 30_000;
const DEFAULT_LIFETIME_SECONDS = 3600;

/** Asks the service's methods with an access token that is kept and renewed. */
export class CscAccess {
  readonly #transport: CscTransport;
  readonly #login: CscLogin;
  readonly #clock: Clock;
  #token: Promise<AccessToken> | undefined;

  constructor(transport: CscTransport, login: CscLogin, clock: Clock) {
    this.#transport = transport;
    this.#login = login;
    this.#clock = clock;
  }

  get wait(): CscTransport['wait'] {
    return this.#transport.wait;
  }

  /**
   * Calls a method of the API, for example `signatures/signHash`. A token that is no longer accepted is
   * renewed once.
   * @throws AppError as `askCscService`
   */
  async call(
    method: string,
    body: object,
  ): Promise<{ readonly status: number; readonly answer: CscAnswer }> {
    const kept = await this.#getToken();
    try {
      return await this.#send(method, body, kept);
    } catch (error) {
      const isRefused = isAppError(error) && error.code === 'signing-service-unauthorized';
      if (!isRefused || this.#login.kind === 'bearer') throw error;
    }
    this.#token = undefined;
    return this.#send(method, body, await this.#getToken());
  }

  #send(method: string, body: object, token: AccessToken) {
    return askCscService(this.#transport, {
      url: `${this.#transport.baseUrl}/${method}`,
      body: JSON.stringify(body),
      contentType: 'application/json',
      authorization: `Bearer ${token.value}`,
    });
  }

  async #getToken(): Promise<AccessToken> {
    const kept = await this.#token?.catch(() => undefined);
    if (kept !== undefined && this.#clock.now() < kept.expiresAt - EARLY_MS) return kept;
    this.#token = this.#logIn();
    return this.#token;
  }

  async #logIn(): Promise<AccessToken> {
    const login = this.#login;
    switch (login.kind) {
      case 'bearer':
        return { value: login.readSecret(), expiresAt: Number.POSITIVE_INFINITY };
      case 'basic':
        return this.#obtain({
          url: `${this.#transport.baseUrl}/auth/login`,
          body: '{}',
          contentType: 'application/json',
          authorization: toBasic(login.userName, login.readSecret()),
        });
      case 'oauth2':
        return this.#obtain({
          url: login.tokenUrl ?? `${this.#transport.baseUrl}/oauth2/token`,
          body: new URLSearchParams({
            grant_type: 'client_credentials',
            scope: login.scope ?? 'service',
          }).toString(),
          contentType: 'application/x-www-form-urlencoded',
          // RFC 6749 §2.3.1: name and secret are form-encoded before they are put together.
          authorization: toBasic(
            encodeURIComponent(login.clientId),
            encodeURIComponent(login.readSecret()),
          ),
        });
    }
  }

  async #obtain(request: Parameters<typeof askCscService>[1]): Promise<AccessToken> {
    const { answer } = await askCscService(this.#transport, request);
    const { access_token: value, expires_in: seconds } = answer;
    if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value)) {
      throw keyStoreError('signing-service-answer', 'no access_token');
    }
    const lifetime =
      typeof seconds === 'number' && seconds > 0 ? seconds : DEFAULT_LIFETIME_SECONDS;
    return { value, expiresAt: this.#clock.now() + lifetime * 1000 };
  }
}

function toBasic(name: string, secret: string): string {
  return `Basic ${Buffer.from(`${name}:${secret}`, 'utf8').toString('base64')}`;
}
