import type { Request } from 'express';
import { z } from 'zod';
import { AppError, isAppError } from '../../shared/app-error.ts';
import type { BilingualText } from '../../shared/app-error.ts';
import { HttpError } from '../problems/http-error.ts';
import type { RequestFault } from '../problems/http-error.ts';
import type { Language } from './language.ts';

/**
 * The whole body of a request, as the bytes that were sent.
 * @throws AppError `input-too-large`, `input-empty`, or `unsupported-media-type` for a compressed body.
 */
export async function readBody(request: Request, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of streamBody(request, limitBytes)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/**
 * The body of a request as it comes in, for bodies that are too large to be held.
 * @throws AppError while it is read, as {@link readBody}.
 */
export async function* streamBody(request: Request, limitBytes: number): AsyncGenerator<Buffer> {
  refuseEncodedBody(request);
  let size = 0;
  // Leaving the loop must not destroy the connection: the caller is to read why.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limitBytes) {
      discardRest(request, limitBytes);
      throw tooLarge(limitBytes);
    }
    yield chunk;
  }
  if (size === 0) {
    throw new AppError('input-empty', {
      th: 'คำขอไม่มีข้อมูล โปรดส่งไฟล์หรือ JSON ในเนื้อหาของคำขอ',
      en: 'The request has no body. Send the file, or the JSON, as the body of the request.',
    });
  }
}

/** @throws AppError `unsupported-media-type`: a small compressed body could unpack to any size. */
export function refuseEncodedBody(request: Request): void {
  const encoding = request.get('Content-Encoding');
  if (encoding === undefined || encoding === 'identity') return;
  throw new AppError('unsupported-media-type', {
    th: 'โปรดส่งข้อมูลโดยไม่บีบอัด',
    en: 'Send the body without a Content-Encoding.',
  });
}

/**
 * Reads on without keeping anything, so that a sender who is still sending gets to see the answer; one
 * who goes on and on is cut off.
 */
export function discardRest(request: Request, limitBytes: number): void {
  let discarded = 0;
  request.on('data', (chunk: Buffer) => {
    discarded += chunk.length;
    if (discarded > 4 * limitBytes) request.destroy();
  });
  request.on('error', () => undefined);
  request.resume();
}

/** The error for a body above its limit. */
export function tooLarge(limitBytes: number): AppError {
  const mebibytes = Math.round(limitBytes / 1024 / 1024);
  const limit = mebibytes > 0 ? `${mebibytes} MB` : `${limitBytes} bytes`;
  return new AppError('input-too-large', {
    th: `ข้อมูลที่ส่งมาใหญ่เกินกำหนด (ไม่เกิน ${limit})`,
    en: `What was sent is too large. The limit is ${limit}.`,
  });
}

/** The media type of a request without its parameters, in lower case; empty when it names none. */
export function mediaTypeOf(request: Request): string {
  return (request.get('Content-Type') ?? '').split(';', 1)[0]!.trim().toLowerCase();
}

const LARGEST_JSON_BYTES = 64 * 1024;

/**
 * The bytes of a request's JSON body.
 * @throws AppError as {@link readBody}, and `unsupported-media-type` for any other type.
 */
export async function readJsonBytes(request: Request): Promise<Buffer> {
  const bytes = await readBody(request, LARGEST_JSON_BYTES);
  if (mediaTypeOf(request) === 'application/json') return bytes;
  throw new AppError('unsupported-media-type', {
    th: 'โปรดส่งข้อมูลเป็น application/json',
    en: 'Send the body as application/json.',
  });
}

/** The same where there may be no body: then no bytes. */
export async function readOptionalJsonBytes(request: Request): Promise<Uint8Array> {
  try {
    return await readJsonBytes(request);
  } catch (error) {
    if (isAppError(error) && error.code === 'input-empty') return new Uint8Array();
    throw error;
  }
}

/** JSON bytes of the given shape. @throws HttpError `request-invalid`, naming each place. */
export function parseJson<Schema extends z.ZodType>(
  bytes: Uint8Array,
  schema: Schema,
): z.output<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw requestInvalid([
      {
        at: '',
        message: {
          th: 'เนื้อหาคำขอไม่ใช่ JSON ในรหัส UTF-8',
          en: 'The body is not JSON in UTF-8.',
        },
      },
    ]);
  }
  return parseShape(value, schema, (path) => path.map((part) => `/${String(part)}`).join(''));
}

/** The query of a request in the given shape. @throws HttpError `request-invalid`. */
export function parseQuery<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): z.output<Schema> {
  return parseShape(request.query, schema, (path) => path.join('.'));
}

function parseShape<Schema extends z.ZodType>(
  value: unknown,
  schema: Schema,
  toPlace: (path: readonly PropertyKey[]) => string,
): z.output<Schema> {
  const result = schema.safeParse(value, { error: sayUnreadable('en') });
  if (result.success) return result.data;
  const inThai = schema.safeParse(value, {
    error: (issue) => sayUnreadable('th')(issue) ?? thaiSentence(issue),
  });
  throw requestInvalid(
    result.error.issues.map(({ path, message }, at) => ({
      at: toPlace(path),
      message: { th: inThai.error?.issues[at]?.message ?? message, en: message },
    })),
  );
}

const thaiSentence = z.locales.th().localeError;

const UNREADABLE: BilingualText = {
  th: 'ต้องไม่มีอักขระควบคุมหรืออักขระที่ขาดไปครึ่งหนึ่ง',
  en: 'Must not hold control characters or halves of characters.',
};

/** The one thing that our schemas ask besides what zod has sentences for. */
function sayUnreadable(language: Language) {
  return ({ code }: { readonly code?: string }) =>
    code === 'custom' ? UNREADABLE[language] : undefined;
}

/** The error for a request whose content does not have its form. */
export function requestInvalid(faults: readonly RequestFault[]): HttpError {
  return new HttpError(
    'request-invalid',
    {
      th: 'ข้อมูลในคำขอไม่ถูกต้อง ดูตำแหน่งที่ผิดในรายการ errors',
      en: 'The request is not as described. The member errors names each place.',
    },
    faults,
  );
}
