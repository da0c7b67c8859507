import { encodeTimeStampRequest } from '../../formats/tsp/time-stamp-request.ts';
import type { Clock } from '../../shared/instant.ts';
import { checkTimeStampAnswer } from './check-token.ts';
import type { TimeStampTransport, TimestampAuthority } from './timestamp-authority.ts';
import type { TrustedAuthorities } from './trusted-authorities.ts';

/** One authority, as it is configured. */
export interface AuthorityOptions {
  /** How messages name it: its host, never its password. */
  readonly name: string;
  readonly transport: TimeStampTransport;
  readonly trusted: TrustedAuthorities;
  /** Object identifier of the policy to ask for. */
  readonly policy?: string;
  /** Room for its tokens; left out, one trial time-stamp measures it. */
  readonly tokenBytes?: number;
  readonly maxClockDifferenceMs: number;
  readonly clock: Clock;
  /** Bytes from a cryptographic source. */
  readonly randomBytes: (length: number) => Uint8Array;
}

const NONCE_BYTES = 16;
const DIGEST_BYTES = 32;
/** By how much tokens of one authority differ: serial number, fractions of a second, ECDSA's integers. */
const TOKEN_SLACK_BYTES = 96;

/** Asks one authority, each time with a nonce of its own, and checks what it answers. */
export class RequestingAuthority implements TimestampAuthority {
  readonly name: string;
  readonly #options: AuthorityOptions;
  #measured: Promise<number> | undefined;

  constructor(options: AuthorityOptions) {
    this.name = options.name;
    this.#options = options;
  }

  async stamp(digest: Uint8Array): Promise<Uint8Array> {
    const { transport, trusted, policy, maxClockDifferenceMs, clock, name } = this.#options;
    const nonce = this.#newNonce();
    const wanted = { digest, nonce, ...(policy === undefined ? {} : { policy }) };
    const request = encodeTimeStampRequest({
      ...wanted,
      digestName: 'SHA-256',
      wantsCertificates: true,
    });
    const answer = await transport.exchange(request);
    const expected = { ...wanted, now: clock.now(), maxClockDifferenceMs };
    return checkTimeStampAnswer(answer, expected, trusted, name);
  }

  tokenBytes(): Promise<number> {
    const { tokenBytes } = this.#options;
    if (tokenBytes !== undefined) return Promise.resolve(tokenBytes);
    this.#measured ??= this.#measure();
    this.#measured.catch(() => (this.#measured = undefined));
    return this.#measured;
  }

  /** A trial over random bytes: how large tokens are, only the authority can show. */
  async #measure(): Promise<number> {
    const token = await this.stamp(this.#options.randomBytes(DIGEST_BYTES));
    return token.length + TOKEN_SLACK_BYTES;
  }

  #newNonce(): bigint {
    return this.#options
      .randomBytes(NONCE_BYTES)
      .reduce((value, byte) => value * 256n + BigInt(byte), 0n);
  }
}
