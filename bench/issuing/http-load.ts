import { setTimeout as delay } from 'node:timers/promises';

/** What is asked of a server while it issues, again and again, in turns. */
export interface Questions {
  readonly url: string;
  readonly registrarKey: string;
  readonly batchId: string;
  readonly documentIds: readonly string[];
}

/** How long answers took, in milliseconds, for one kind of question. */
export interface AnswerTimes {
  readonly name: string;
  readonly count: number;
  readonly median: number;
  readonly p99: number;
  readonly longest: number;
}

/** Longer than an answer takes, so that questions do not queue behind each other. */
const PAUSE_MS = 10;

/** Asks until it is told to stop. An answer that is not 200 ends it. */
export async function askWhile(
  questions: Questions,
  signal: AbortSignal,
): Promise<readonly AnswerTimes[]> {
  const kinds = toKinds(questions);
  const times = new Map(kinds.map(({ name }) => [name, [] as number[]]));
  for (let asked = 0; !signal.aborted; asked++) {
    const { name, address, headers } = kinds[asked % kinds.length]!;
    const begin = performance.now();
    const response = await fetch(address(asked), { headers });
    await response.arrayBuffer();
    if (response.status !== 200) throw new Error(`${name}: ${response.status}`);
    times.get(name)!.push(performance.now() - begin);
    await delay(PAUSE_MS);
  }
  return Array.from(times, ([name, each]) => toAnswerTimes(name, each));
}

function toKinds({ url, registrarKey, batchId, documentIds }: Questions) {
  const documentAt = (asked: number) => documentIds[asked % documentIds.length]!;
  const registrar = { authorization: `Bearer ${registrarKey}` };
  return [
    { name: 'health', address: () => `${url}/healthz`, headers: {} },
    { name: 'page', address: (asked: number) => `${url}/v/${documentAt(asked)}`, headers: {} },
    {
      name: 'status',
      address: (asked: number) => `${url}/api/v1/documents/${documentAt(asked)}/status`,
      headers: {},
    },
    { name: 'batch', address: () => `${url}/api/v1/batches/${batchId}`, headers: registrar },
  ];
}

function toAnswerTimes(name: string, times: readonly number[]): AnswerTimes {
  const sorted = [...times].sort((left, right) => left - right);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return {
    name,
    count: sorted.length,
    median: at(0.5),
    p99: at(0.99),
    longest: sorted.at(-1) ?? 0,
  };
}
