import { Buffer } from 'node:buffer';

import { isAppError } from '../../../shared/app-error.ts';
import { keyStoreError } from '../key-store-errors.ts';
import type { CscAnswer } from './csc-answer.ts';
import { toCscFailure } from './csc-failures.ts';

/** How the service is reached. */
export interface CscTransport {
  /** Base address with the version, `https://service.example/csc/v2`; no slash at its end. */
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly fetch: typeof globalThis.fetch;
  /** Lets time pass between questions. */
  readonly wait: (ms: number) => Promise<void>;
}

/** A form or a JSON body, and who asks. */
export interface CscRequest {
  readonly url: string;
  readonly body: string;
  readonly contentType: 'application/json' | 'application/x-www-form-urlencoded';
  readonly authorization?: string;
}

const MAX_ANSWER_BYTES = 8 * 1024 * 1024;
/** A service that asks for more patience than this is left alone; what is unfinished goes on later. */
const LONGEST_WAIT_MS = 60_000;
const MAX_ATTEMPTS = 4;

/**
 * Asks the service once; waits as it says where it is busy (429 or 503 with `Retry-After`), but not for long.
 * Nothing is followed elsewhere: a redirect would carry the token away.
 * @throws AppError `key-store-unavailable`, `signing-service-unauthorized`, `signing-service-busy`,
 *   `signing-service-answer`, `pin-wrong`, `pin-locked`
 */
export async function askCscService(
  transport: CscTransport,
  request: CscRequest,
): Promise<{ readonly status: number; readonly answer: CscAnswer }> {
  for (let attempt = 1; ; attempt++) {
    const response = await send(transport, request);
    const text = await readText(response);
    if (response.ok) return { status: response.status, answer: parseAnswer(text) };
    const waitMs = retryAfterMs(response);
    const isBusy = response.status === 429 || response.status === 503;
    if (!isBusy || waitMs === undefined || waitMs > LONGEST_WAIT_MS || attempt === MAX_ATTEMPTS) {
      throw toCscFailure(response.status, text, waitMs);
    }
    await transport.wait(waitMs);
  }
}

async function send(
  { fetch, timeoutMs }: CscTransport,
  { url, body, contentType, authorization }: CscRequest,
): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        'content-type': contentType,
        accept: 'application/json',
        ...(authorization === undefined ? {} : { authorization }),
      },
    });
  } catch {
    // The library's error may hold the request, and so a token: it is dropped.
    throw keyStoreError('key-store-unavailable');
  }
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of response.body ?? []) {
      length += chunk.length;
      if (length > MAX_ANSWER_BYTES) throw keyStoreError('signing-service-answer', 'too long');
      chunks.push(chunk);
    }
  } catch (error) {
    throw isAppError(error) ? error : keyStoreError('key-store-unavailable');
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

function parseAnswer(text: string): CscAnswer {
  // `signatures/signPolling` answers 202 with nothing while it works.
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as CscAnswer;
    }
  } catch {
    // Said below.
  }
  throw keyStoreError('signing-service-answer', 'no JSON object');
}

/** Seconds, as services write it; a date needs a clock and is taken for no answer (RFC 9110 §10.2.3). */
function retryAfterMs(response: Response): number | undefined {
  const value = response.headers.get('retry-after');
  return value !== null && /^\d{1,6}$/.test(value) ? Number(value) * 1000 : undefined;
}
