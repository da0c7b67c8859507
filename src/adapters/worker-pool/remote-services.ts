import type { MessagePort } from 'node:worker_threads';
import { AppError, isAppError } from '../../shared/app-error.ts';
import type { AppErrorCode, BilingualText } from '../../shared/app-error.ts';
import type { ArchivalServices } from '../../signing/pades/archival-services.ts';

/** What a worker asks the main thread for, and the answers. */
interface Calls {
  readonly stamp: { readonly digest: Uint8Array };
  readonly tokenBytes: Record<string, never>;
  readonly collect: {
    readonly signerPath: readonly Uint8Array[];
    readonly tokens: readonly Uint8Array[];
  };
}

type Call = {
  [Name in keyof Calls]: { readonly name: Name; readonly argument: Calls[Name] };
}[keyof Calls];

interface Question {
  readonly id: number;
  readonly call: Call;
}

type Reply = { readonly id: number } & (
  | { readonly answer: unknown }
  | { readonly failure: { readonly code: AppErrorCode; readonly text: BilingualText } }
  | { readonly bug: string }
);

/**
 * Answers a worker's questions with the main thread's services: all threads share one set of limits, one
 * circuit breaker and one cache, however many there are.
 */
export function serveServices(port: MessagePort, services: ArchivalServices): void {
  port.on('message', ({ id, call }: Question) => {
    answer(services, call).then(
      (found) => port.postMessage({ id, answer: found } satisfies Reply),
      (error: unknown) => port.postMessage(toFailure(id, error)),
    );
  });
}

/** The services as a worker sees them. The port keeps no thread alive by itself. */
export function toRemoteServices(port: MessagePort): ArchivalServices {
  const waiting = new Map<number, (reply: Reply) => void>();
  let last = 0;
  port.on('message', (reply: Reply) => {
    waiting.get(reply.id)?.(reply);
    waiting.delete(reply.id);
  });
  const ask = (call: Call): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, (reply) => {
        if ('answer' in reply) resolve(reply.answer);
        else if ('failure' in reply) reject(new AppError(reply.failure.code, reply.failure.text));
        else reject(new Error(reply.bug));
      });
      port.postMessage({ id, call } satisfies Question);
    });
  return {
    timestamps: {
      stamp: (digest) => ask({ name: 'stamp', argument: { digest } }) as Promise<Uint8Array>,
      tokenBytes: () => ask({ name: 'tokenBytes', argument: {} }) as Promise<number>,
    },
    material: {
      collect: (signerPath, tokens) =>
        ask({ name: 'collect', argument: { signerPath, tokens } }) as ReturnType<
          ArchivalServices['material']['collect']
        >,
    },
  };
}

function answer({ timestamps, material }: ArchivalServices, call: Call): Promise<unknown> {
  switch (call.name) {
    case 'stamp':
      return timestamps.stamp(call.argument.digest);
    case 'tokenBytes':
      return timestamps.tokenBytes();
    case 'collect':
      return material.collect(call.argument.signerPath, call.argument.tokens);
  }
}

function toFailure(id: number, error: unknown): Reply {
  if (isAppError(error)) return { id, failure: { code: error.code, text: error.text } };
  return { id, bug: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
