import type { Signer } from './signer.ts';

interface Waiting {
  readonly data: Uint8Array;
  readonly resolve: (signature: Uint8Array) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Makes one call of many for a signer that can sign many at once: what is asked for in the same turn of the
 * event loop is gathered, and goes out in calls of at most `maxBatch`. Whoever signs a document asks for its
 * one signature and knows nothing of this; who makes documents side by side gets few calls for many.
 *
 * A call that fails, fails for all that were in it, and for those that were waiting behind it: a service that
 * has just refused is not asked again at once.
 * @returns the signer itself where it signs one by one.
 */
export function toGatheringSigner(signer: Signer): Signer {
  const { maxBatch = 1 } = signer;
  if (signer.signMany === undefined || maxBatch <= 1) return signer;
  const { keyId, certificatePath, algorithm } = signer;
  let waiting: Waiting[] = [];

  async function flush(): Promise<void> {
    const asked = waiting;
    waiting = [];
    for (let from = 0; from < asked.length; from += maxBatch) {
      const batch = asked.slice(from, from + maxBatch);
      try {
        const signatures = await signer.signMany!(batch.map(({ data }) => data));
        batch.forEach(({ resolve }, index) => resolve(signatures[index]!));
      } catch (error) {
        for (const { reject } of asked.slice(from)) reject(error);
        return;
      }
    }
  }

  return {
    keyId,
    certificatePath,
    algorithm,
    maxBatch,
    ...(signer.isElsewhere === undefined ? {} : { isElsewhere: signer.isElsewhere }),
    ...(signer.check === undefined ? {} : { check: () => signer.check!() }),
    sign: (data) =>
      new Promise((resolve, reject) => {
        waiting.push({ data, resolve, reject });
        if (waiting.length === 1) setImmediate(() => void flush());
      }),
    close: async () => signer.close?.(),
  };
}
