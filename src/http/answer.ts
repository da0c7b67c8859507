import type { Response } from 'express';

export type AnswerBody = string | Uint8Array | AsyncIterable<string | Uint8Array>;

/** What a route answers, before it is written: so that answers can be remembered, tested and compared. */
export interface Answer {
  readonly status: number;
  readonly mediaType: string;
  /** A stream is written piece by piece as it comes. */
  readonly body: AnswerBody;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer in JSON. */
export function jsonAnswer(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return { status, mediaType: 'application/json', body: JSON.stringify(value), headers };
}

/** A file to keep, under the given name. Names are document ids and the like: ASCII without quotes. */
export function fileAnswer(mediaType: string, body: AnswerBody, fileName: string): Answer {
  const headers = { 'Content-Disposition': `attachment; filename="${fileName}"` };
  return { status: 200, mediaType, body, headers };
}

/** A file to look at, under the given name should it be kept. */
export function inlineAnswer(mediaType: string, body: AnswerBody, fileName: string): Answer {
  const headers = { 'Content-Disposition': `inline; filename="${fileName}"` };
  return { status: 200, mediaType, body, headers };
}

/** A table to be kept as a file. */
export function csvAnswer(body: AnswerBody, fileName: string): Answer {
  return fileAnswer('text/csv; charset=utf-8', body, fileName);
}

/**
 * Writes an answer. What does not say otherwise is not to be stored by anybody between; Express adds an
 * ETag and answers 304 where the caller has the same already.
 */
export async function writeAnswer(response: Response, answer: Answer): Promise<void> {
  const { status, mediaType, body, headers = {} } = answer;
  // Set past Express, which would add a charset to types that have no such parameter.
  response.status(status).setHeader('Content-Type', mediaType);
  response.set({ 'Cache-Control': 'no-store', ...headers });
  if (typeof body === 'string') response.send(Buffer.from(body, 'utf8'));
  else if (body instanceof Uint8Array) response.send(toBuffer(body));
  else await writeStream(response, body);
}

/** Express sends only a `Buffer` as bytes; this is a view, not a copy. */
function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

async function writeStream(
  response: Response,
  body: AsyncIterable<string | Uint8Array>,
): Promise<void> {
  response.flushHeaders();
  for await (const piece of body) {
    if (response.destroyed) return;
    if (!response.write(piece)) await drainedOrClosed(response);
  }
  response.end();
}

function drainedOrClosed(response: Response): Promise<void> {
  return new Promise((resolve) => {
    const settle = (): void => {
      response.off('drain', settle).off('close', settle);
      resolve();
    };
    response.on('drain', settle).on('close', settle);
  });
}
