import { Busboy } from '@fastify/busboy';
import type { BusboyFileStream, BusboyInstance } from '@fastify/busboy';
import type { Request } from 'express';
import { AppError } from '../../shared/app-error.ts';
import { discardRest, refuseEncodedBody, tooLarge } from './body.ts';

/** The parts of an uploaded form (RFC 7578). A part of the same name a second time is refused. */
export interface MultipartForm {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly fields: ReadonlyMap<string, string>;
}

/** What a form may hold. `totalBytes` counts the whole body, separators included. */
export interface MultipartLimits {
  readonly totalBytes: number;
  readonly files: number;
  readonly fields: number;
}

/** How long the parser may take to notice that its input has ended; a broken form can leave it silent. */
const SETTLE_MS = 1_000;

/**
 * Reads a `multipart/form-data` body as it arrives. File parts that a browser sends for an empty file
 * field (no name, no bytes) are left out.
 * @throws AppError `input-too-large`, `input-unreadable` for a form that breaks its own syntax, or
 * `unsupported-media-type` for a compressed body.
 */
export async function readMultipartForm(
  request: Request,
  limits: MultipartLimits,
): Promise<MultipartForm> {
  refuseEncodedBody(request);
  const parser = openParser(request, limits);
  const form = collectParts(parser);
  // Whichever ends the reading first, a rejection of `form.done` is awaited below and never left alone.
  form.done.catch(() => undefined);
  await feed(request, parser, limits.totalBytes);
  return withTimeout(form.done);
}

function openParser(request: Request, limits: MultipartLimits): BusboyInstance {
  const contentType = request.headers['content-type'] ?? '';
  try {
    return new Busboy({
      headers: { ...request.headers, 'content-type': contentType },
      limits: {
        files: limits.files,
        fields: limits.fields,
        parts: limits.files + limits.fields,
        fileSize: limits.totalBytes,
        fieldSize: 1024,
        headerPairs: 20,
        headerSize: 8 * 1024,
      },
    });
  } catch {
    throw brokenForm();
  }
}

/**
 * Gives the files of a form to `take`, one after the other as they arrive and no faster than it takes them.
 * @param take must read each stream to its end.
 * @throws AppError as {@link readMultipartForm}; what `take` throws.
 */
export async function streamFormFiles(
  request: Request,
  limits: MultipartLimits,
  take: (partName: string, fileName: string | undefined, stream: BusboyFileStream) => Promise<void>,
): Promise<void> {
  refuseEncodedBody(request);
  const parser = openParser(request, limits);
  let taking = Promise.resolve();
  const done = new Promise<void>((resolve, reject) => {
    const refuse = (): void => reject(brokenForm());
    for (const event of ['error', 'filesLimit', 'fieldsLimit', 'partsLimit']) {
      parser.on(event, refuse);
    }
    parser.on('file', (partName: string, stream: BusboyFileStream, fileName: string) => {
      // What breaks off while it waits for its turn is told by the parser as well.
      stream.on('error', refuse);
      taking = taking.then(() => take(partName, fileName || undefined, stream));
      taking.catch(reject);
    });
    parser.on('finish', () => {
      taking.then(resolve, reject);
    });
  });
  done.catch(() => undefined);
  await feed(request, parser, limits.totalBytes);
  await withTimeout(done, () => taking);
}

/** Gives the parser the body piece by piece, no faster than it takes it, up to the limit. */
async function feed(request: Request, parser: BusboyInstance, limitBytes: number): Promise<void> {
  const failure = new AbortController();
  parser.on('error', () => failure.abort());
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limitBytes || failure.signal.aborted) {
      discardRest(request, limitBytes);
      throw size > limitBytes ? tooLarge(limitBytes) : brokenForm();
    }
    if (!parser.write(chunk)) await drained(parser);
  }
  parser.end();
}

function drained(parser: BusboyInstance): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, SETTLE_MS);
    parser.once('drain', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function collectParts(parser: BusboyInstance): { readonly done: Promise<MultipartForm> } {
  const files = new Map<string, Uint8Array>();
  const fields = new Map<string, string>();
  const done = new Promise<MultipartForm>((resolve, reject) => {
    const refuse = (): void => reject(brokenForm());
    parser.on('error', refuse);
    parser.on('filesLimit', refuse);
    parser.on('fieldsLimit', refuse);
    parser.on('partsLimit', refuse);
    parser.on('field', (name, value, _nameCut, valueCut) => {
      if (valueCut || fields.has(name)) refuse();
      fields.set(name, value);
    });
    parser.on('file', (name: string, stream: BusboyFileStream, fileName: string) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', refuse);
      stream.on('end', () => {
        const bytes = Buffer.concat(chunks);
        if (bytes.length === 0 && !fileName) return;
        if (files.has(name)) refuse();
        files.set(name, bytes);
      });
    });
    parser.on('finish', () => resolve({ files, fields }));
  });
  return { done };
}

/** @param busy what the parser may rightly be waiting for. */
function withTimeout<Value>(
  done: Promise<Value>,
  busy: () => Promise<void> = () => Promise.resolve(),
): Promise<Value> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    void busy()
      .catch(() => undefined)
      .then(() => {
        timer = setTimeout(() => reject(brokenForm()), SETTLE_MS);
      });
    done.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function brokenForm(): AppError {
  return new AppError('input-unreadable', {
    th: 'อ่านแบบฟอร์มที่ส่งมาไม่ได้ โปรดส่งไฟล์ PDF ในส่วน pdf และไฟล์กำกับในส่วน sidecar',
    en: 'The form cannot be read. Send the PDF in the part pdf and the sidecar in the part sidecar.',
  });
}
