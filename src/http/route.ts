import type { Request, RequestHandler } from 'express';
import type { z } from 'zod';
import type { Answer } from './answer.ts';
import type { ProblemCode } from './problems/problem-types.ts';
import type { Language } from './requests/language.ts';
import type { GraduateSession } from './access/graduate-sessions.ts';
import type { VerifyingOrganisation } from './access/organisation-keys.ts';
import type { Registrar } from './access/registrar-keys.ts';

/** Where the API lives: what is asked there says exactly what it wants, and nothing else. */
export const API = '/api/v1/';

/** Who may call a route; each audience proves itself in its own way. */
export interface Principals {
  readonly anyone: undefined;
  readonly organisation: VerifyingOrganisation;
  readonly registrar: Registrar;
  readonly graduate: GraduateSession;
}
export type Audience = keyof Principals;

/** One request, as a route's handler sees it. */
export interface Call {
  readonly request: Request;
  /** The parts of the address in braces, decoded. */
  readonly pathParameters: Readonly<Record<string, string>>;
  /** The bytes of the JSON body; empty unless the route `readsJson`, and where none came that may be left out. */
  readonly json: Uint8Array;
  readonly language: Language;
  /** Fires when the caller has gone away: long answers stop. */
  readonly signal: AbortSignal;
}

/** What the request's body may be, for the description. */
interface BodyDescription {
  readonly description: string;
  readonly required: boolean;
  /** Media type to the name of a schema, or to `binary` for files. */
  readonly content: Readonly<Record<string, string>>;
}

/** One good answer, for the description. */
interface AnswerDescription {
  readonly description: string;
  readonly content: Readonly<Record<string, string>>;
}

/**
 * One address and method: what it does, for whom, and how it is described. The API and its OpenAPI
 * description both come from these rows, so that they cannot disagree.
 */
export interface RouteOf<Who extends Audience> {
  readonly audience: Who;
  /** Whose key the route takes besides, where it serves anyone: for more than anyone gets. */
  readonly mayProve?: 'organisation';
  readonly method: 'get' | 'post' | 'delete';
  /** With parameters in braces, as OpenAPI writes them: `/api/v1/batches/{batchId}`. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  /** Whether the write takes `Idempotency-Key`; and who keeps the answer: the application or this layer. */
  readonly idempotency?: 'application' | 'answer';
  readonly query?: z.ZodObject;
  /** Whether the body is JSON, to be read (up to 64 KiB) before the route is asked; `optional`: or none. */
  readonly readsJson?: boolean | 'optional';
  /** Whether `If-Match` may say what the caller has seen. */
  readonly takesIfMatch?: boolean;
  readonly body?: BodyDescription;
  readonly answers: Readonly<Record<number, AnswerDescription>>;
  readonly problems: readonly ProblemCode[];
  /** Run before the caller proves who he is, for example rate limits. */
  readonly before?: readonly RequestHandler[];
  readonly handle: (call: Call, principal: Principals[Who]) => Promise<Answer> | Answer;
}

export type Route = { [Who in Audience]: RouteOf<Who> }[Audience];
