import type { Profiler } from 'node:inspector';
import { Session } from 'node:inspector/promises';

/** Where the program was when it was looked at: innermost call first. */
type Calls = readonly { readonly name: string; readonly file: string }[];

/** A part of the work, and the calls that tell that it is being done. The first that matches counts. */
interface Part {
  readonly name: string;
  readonly isAt: (calls: Calls) => boolean;
}

const within = (file: string, name?: string) => (calls: Calls) =>
  calls.some((call) => call.file.includes(file) && (name === undefined || call.name === name));
const zlib = within('node:zlib');
const ownDeflater = within('/rendering/deflate/');
const deflating = (calls: Calls): boolean => zlib(calls) || ownDeflater(calls);

const PARTS: readonly Part[] = [
  { name: 'garbage collection', isAt: ([call]) => call?.name === '(garbage collector)' },
  { name: 'key operations', isAt: within('/key-stores/files/node-signer.js') },
  { name: 'own check of signatures', isAt: within('/pades/own-pdf-signature.js') },
  { name: 'own check of signatures', isAt: within('/jose/compact-jws.js', 'checkOwnToken') },
  { name: 'splice, digest, CMS', isAt: within('/signing/pades/') },
  { name: 'sidecar', isAt: within('/signing/jose/') },
  { name: 'new shapes, structure tree', isAt: within('/rendering/shape.js') },
  {
    name: 'deflate attachments',
    isAt: (calls) => deflating(calls) && within('/pdf/associated-files.js')(calls),
  },
  { name: 'deflate pages and the rest', isAt: deflating },
  { name: 'QR', isAt: within('/rendering/qr/') },
  { name: 'XML', isAt: within('/etda/encode-etda-xml.js') },
  { name: 'content streams', isAt: within('/rendering/compile-template.js', 'drawPages') },
  { name: 'XMP, xref, concatenation', isAt: within('/rendering/write-document.js') },
  { name: 'values and layout', isAt: within('/rendering/') },
  { name: 'values and layout', isAt: within('/transcript/') },
  { name: 'JSON, digests, hand-over', isAt: within('/issuing/production/') },
  { name: 'JSON, digests, hand-over', isAt: within('/bench/render') },
];

/** How a stretch of work divides: shares of one by part, largest first. */
export type Shares = ReadonlyMap<string, number>;

const SAMPLE_MICROSECONDS = 200;

/** Innermost calls that are none of the work: waiting, and the profiler's own beginning and end. */
const NOT_WORK: ReadonlySet<string> = new Set(['(idle)', 'dispatch']);

/**
 * Looks a few thousand times a second at what the program is doing, so that the code measured is the code
 * that ships, without clocks in it.
 */
export async function sharesOfTime(work: () => Promise<void> | void): Promise<Shares> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_MICROSECONDS });
    await session.post('Profiler.start');
    await work();
    const { profile } = await session.post('Profiler.stop');
    return toShares(profile);
  } finally {
    session.disconnect();
  }
}

function toShares({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Shares {
  const callersOf = new Map<number, number>();
  for (const { id, children = [] } of nodes) for (const child of children) callersOf.set(child, id);
  const byId = new Map(nodes.map((node) => [node.id, node.callFrame]));
  const partOf = new Map<number, string | undefined>();
  const findPart = (id: number): string | undefined => {
    const calls: { name: string; file: string }[] = [];
    for (let at: number | undefined = id; at !== undefined; at = callersOf.get(at)) {
      const { functionName, url } = byId.get(at)!;
      calls.push({ name: functionName, file: url });
    }
    if (NOT_WORK.has(calls[0]!.name)) return undefined;
    return PARTS.find(({ isAt }) => isAt(calls))?.name ?? 'other';
  };
  const microseconds = new Map<string, number>();
  let total = 0;
  samples.forEach((id, index) => {
    if (!partOf.has(id)) partOf.set(id, findPart(id));
    const part = partOf.get(id);
    if (part === undefined) return;
    const delta = timeDeltas[index]!;
    microseconds.set(part, (microseconds.get(part) ?? 0) + delta);
    total += delta;
  });
  return new Map(
    [...microseconds]
      .sort(([, left], [, right]) => right - left)
      .map(([part, time]) => [part, time / total]),
  );
}
