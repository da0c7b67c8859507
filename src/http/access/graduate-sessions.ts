import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { z } from 'zod';
import { AppError } from '../../shared/app-error.ts';
import { parseDocumentId } from '../../shared/document-id.ts';
import type { DocumentId } from '../../shared/document-id.ts';
import { instantOf } from '../../shared/instant.ts';
import type { Clock, Instant } from '../../shared/instant.ts';
import { bearerTokenOf } from './api-key-ring.ts';

/** What a graduate may see after a claim: exactly these documents, for a short while. */
export interface GraduateSession {
  readonly documentIds: readonly DocumentId[];
  readonly expiresAt: Instant;
}

/** How long a claim stays open. */
export const SESSION_SECONDS = 30 * 60;
/** Keeps our signatures apart from any other use of the same secret. */
const PURPOSE = 'parinya graduate session 1';

const payloadSchema = z.strictObject({
  documentIds: z.array(z.string()),
  expiresAt: z.number().int(),
});

/**
 * Makes and checks graduates' session tokens: the claimed document ids and an end, authenticated with
 * HMAC-SHA-256 under the server's secret. Nothing is stored, so that several processes can share them.
 */
export class GraduateSessions {
  readonly #secret: Uint8Array;
  readonly #clock: Clock;

  /** @param secret at least 32 random bytes. */
  constructor(secret: Uint8Array, clock: Clock) {
    if (secret.length < 32) {
      throw new AppError('configuration-invalid', {
        th: 'sessionSecret ต้องมีอย่างน้อย 32 ไบต์',
        en: 'sessionSecret needs at least 32 bytes.',
      });
    }
    this.#secret = secret;
    this.#clock = clock;
  }

  /** Opens a session for the documents that were claimed. */
  open(documentIds: readonly DocumentId[]): {
    readonly token: string;
    readonly expiresAt: Instant;
  } {
    const expiresAt = instantOf(this.#clock.now() + SESSION_SECONDS * 1000);
    const payload = Buffer.from(JSON.stringify({ documentIds, expiresAt })).toString('base64url');
    return { token: `${payload}.${this.#mac(payload).toString('base64url')}`, expiresAt };
  }

  /** The session of a token; `undefined` when it is not ours, altered or over. */
  find(token: string): GraduateSession | undefined {
    const [payload, mac, ...rest] = token.split('.');
    if (payload === undefined || mac === undefined || rest.length > 0) return undefined;
    const expected = this.#mac(payload);
    const given = Buffer.from(mac, 'base64url');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    const session = parsePayload(payload);
    return session.expiresAt > this.#clock.now() ? session : undefined;
  }

  /** The session of a request (`Authorization: Bearer`). @throws AppError `unauthorized`. */
  authenticate(request: Request): GraduateSession {
    const session = this.find(bearerTokenOf(request) ?? '');
    if (session === undefined) throw sessionNeeded();
    return session;
  }

  #mac(payload: string): Buffer {
    return createHmac('sha256', this.#secret).update(`${PURPOSE}\n${payload}`).digest();
  }
}

/** Only called on what our own signature covers. */
function parsePayload(payload: string): GraduateSession {
  const json: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  const { documentIds, expiresAt } = payloadSchema.parse(json);
  return { documentIds: documentIds.map(parseDocumentId), expiresAt: instantOf(expiresAt) };
}

function sessionNeeded(): AppError {
  return new AppError('unauthorized', {
    th: 'การเข้าใช้หมดเวลาหรือยังไม่ได้ยืนยัน โปรดรับเอกสารด้วยรหัสอีกครั้ง',
    en: 'There is no open session. Claim the documents with your code again.',
  });
}
