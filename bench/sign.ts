/**
 * What signing costs besides the key: processor time of a B-B signature beyond the raw RSA operation, and a
 * batch at B-LTA with responders on this machine, in which every time-stamp must be used once and every
 * revocation answer fetched once. All ratios are of one run.
 */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import type { DevelopmentPki } from '../src/adapters/development-pki/development-pki.ts';
import { readResponderMaterial } from '../src/adapters/development-pki/responders/responder-material.ts';
import { attributeTypes } from '../src/formats/cms/attribute.ts';
import { parseSignedData } from '../src/formats/cms/signed-data.ts';
import { parsePdf } from '../src/formats/pdf/pdf-file.ts';
import { findSignatures } from '../src/formats/pdf/signatures/find-signatures.ts';
import { signatureContentsBytes, signPdf } from '../src/signing/pades/sign-pdf.ts';
import { prepareSigner } from '../src/signing/prepared-signer.ts';
import type { Signer } from '../src/signing/signer.ts';
import { clock, readKeyFile, withDevelopmentSigner } from './development-signer.ts';
import { openOurWay } from './our-way.ts';
import { openRendering } from './rendering/open-rendering.ts';
import { makeSampleBatch } from './sample-batch.ts';
import { openCountedServices } from './signing/counted-services.ts';
import { openLibpdf, timePyhanko } from './signing/other-signers.ts';

const { values: options } = parseArgs({
  options: {
    documents: { type: 'string', default: '1000' },
    concurrency: { type: 'string', default: '16' },
    'authority-ms': { type: 'string', default: '0' },
    smoke: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

const documents = options.smoke ? 24 : Math.max(1, Number(options.documents));
const concurrency = Math.max(1, Number(options.concurrency));
/** How long the time-stamp authority takes. */
const authorityMs = Math.max(0, Number(options['authority-ms']));
const signatures = options.smoke ? 40 : 400;
const rounds = options.smoke ? 2 : 8;
const CHUNK_DOCUMENTS = 32;
/** As an issuing process without threads of its own has them: one in work, and the next. */
const CHUNKS_UNDER_WAY = 2;
/** Of other programs' in a round: theirs take longer. */
const PEER_SIGNATURES = options.smoke ? 1 : 10;

const report = await withDevelopmentSigner(async ({ pki, signer }) => ({
  signing: await measureSigning(pki, signer),
  archiving: await measureArchiving(pki, signer),
}));
console.log(options.json ? JSON.stringify(report) : toText(report));
const { isEachTokenUsedOnce, revocationRequests, expectedRevocationRequests } = report.archiving;
const isWithinLimit = report.archiving.mostStampsUnderWay <= concurrency;
if (!isWithinLimit || !isEachTokenUsedOnce || revocationRequests !== expectedRevocationRequests)
  process.exitCode = 1;

/** Signs rendered documents, in turns with the bare key operation over as many bytes. */
async function measureSigning(pki: DevelopmentPki, signer: Signer) {
  const prepared = prepareSigner(signer);
  const batch = makeSampleBatch(40, 'both');
  const render = openRendering(batch, signatureContentsBytes(prepared), clock.now());
  const unsigned = batch.records.map((_, index) => render(index));
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const attributes = randomBytes(300);
  const signAll = async (count: number) => {
    for (let done = 0; done < count; done++) {
      await signPdf(unsigned[done % unsigned.length]!, prepared);
    }
  };
  const keyOnly = (count: number) => {
    for (let done = 0; done < count; done++) sign('sha256', attributes, privateKey);
  };
  const signWithLibpdf = openLibpdf(signer);
  const libpdfAll = async (count: number) => {
    for (let done = 0; done < count; done++) {
      await signWithLibpdf(unsigned[done % unsigned.length]!);
    }
  };
  await signAll(40);
  await libpdfAll(2);
  keyOnly(40);
  const whole: number[] = [];
  const bare: number[] = [];
  const libpdf: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const count = Math.ceil(signatures / rounds);
    bare.push(await processorMs(count, () => keyOnly(count)));
    whole.push(await processorMs(count, () => signAll(count)));
    libpdf.push(await processorMs(PEER_SIGNATURES, () => libpdfAll(PEER_SIGNATURES)));
  }
  const [wholeMs, bareMs] = [median(whole), median(bare)];
  return {
    signatures,
    wholeMs,
    bareMs,
    beyondKeyMs: wholeMs - bareMs,
    libpdfMs: median(libpdf),
    pyhankoMs: await timePyhanko(unsigned[0]!, await readKeyFile(pki), 4 * PEER_SIGNATURES),
    pdfBytes: unsigned[0]!.length,
  };
}

/** Issues a batch at B-LTA, chunk by chunk as the application does, and looks at what the services saw. */
async function measureArchiving(pki: DevelopmentPki, signer: Signer) {
  const material = await readResponderMaterial(pki.folder);
  const trustList = await readFile(pki.trustListFile, 'utf8');
  const { services, counts, close } = await openCountedServices(
    material,
    trustList,
    clock,
    concurrency,
    authorityMs,
  );
  try {
    const batch = makeSampleBatch(documents, 'both');
    const ours = await openOurWay(batch, signer, clock.now(), {
      level: 'B-LTA',
      archival: services,
    });
    await ours.issue(0, 1);
    const afterFirst = { ...counts };
    const memory: number[] = [];
    const tokens = new Set<string>();
    let tokensSeen = 0;
    const begin = performance.now();
    const processor = process.cpuUsage();
    const underWay: Promise<readonly Uint8Array[]>[] = [];
    let start = 0;
    while (start < documents || underWay.length > 0) {
      while (underWay.length < CHUNKS_UNDER_WAY && start < documents) {
        const chunk = ours.issueAll(start, Math.min(CHUNK_DOCUMENTS, documents - start));
        // Its failure is met in its turn.
        chunk.catch(() => undefined);
        underWay.push(chunk);
        start += CHUNK_DOCUMENTS;
      }
      const pdfs = await underWay.shift()!;
      for (const token of pdfs.flatMap(tokensOf)) {
        tokensSeen++;
        tokens.add(createHash('sha256').update(token).digest('hex'));
      }
      memory.push(process.memoryUsage().rss);
    }
    const { user, system } = process.cpuUsage(processor);
    const elapsedMs = performance.now() - begin;
    const stamps = counts.stamps - afterFirst.stamps;
    return {
      documents,
      elapsedMs,
      processorMsPerDocument: (user + system) / 1000 / documents,
      stampsAsked: stamps,
      mostStampsUnderWay: counts.mostStampsUnderWay,
      // What the authority's time alone comes to, so many at a time as configured.
      leastMs: (stamps * authorityMs) / concurrency,
      isEachTokenUsedOnce:
        tokens.size === 2 * documents && tokensSeen === tokens.size && stamps === tokens.size,
      revocationRequests: counts.ocspAnswers + counts.crls,
      // The signer by its responder, its authority and the time-stamp authority by a list each.
      expectedRevocationRequests: 3,
      memoryMegabytes: {
        afterFirstChunk: toMegabytes(memory[0]!),
        halfway: toMegabytes(memory[Math.floor(memory.length / 2)]!),
        atEnd: toMegabytes(memory.at(-1)!),
        peak: toMegabytes(Math.max(...memory)),
      },
    };
  } finally {
    await close();
  }
}

/** Every time-stamp in a file, DER. */
function tokensOf(pdf: Uint8Array): readonly Uint8Array[] {
  return findSignatures(parsePdf(pdf)).flatMap(({ kind, contents }) => {
    if (contents === null) return [];
    if (kind === 'document-time-stamp') return [contents];
    return parseSignedData(contents)
      .signerInfos.flatMap(({ unsignedAttributes }) => unsignedAttributes)
      .filter(({ type }) => type === attributeTypes.signatureTimeStamp)
      .flatMap(({ values }) => values.map(({ encoded }) => encoded));
  });
}

function toText({
  signing,
  archiving,
}: {
  readonly signing: Awaited<ReturnType<typeof measureSigning>>;
  readonly archiving: Awaited<ReturnType<typeof measureArchiving>>;
}): string {
  const { memoryMegabytes: memory } = archiving;
  return [
    `B-B    ${ms(signing.beyondKeyMs)} processor time a signature beyond the key's ${ms(signing.bareMs)} ` +
      `(${signing.signatures} of ${Math.round(signing.pdfBytes / 1000)} kB, own check included)`,
    `       the same file signed by LibPDF: ${ms(signing.libpdfMs)}` +
      ` (${(signing.libpdfMs / signing.wholeMs).toFixed(1)} times ours of ${ms(signing.wholeMs)})` +
      (signing.pyhankoMs === undefined
        ? '; pyHanko is not installed here'
        : `; by pyHanko: ${ms(signing.pyhankoMs)} (${(signing.pyhankoMs / signing.wholeMs).toFixed(1)} times)`),
    `B-LTA  ${archiving.documents} documents in ${(archiving.elapsedMs / 1000).toFixed(1)} s, ` +
      `${ms(archiving.processorMsPerDocument)} processor time each, the responders' included`,
    `       ${archiving.stampsAsked} time-stamps asked for, each used once: ${archiving.isEachTokenUsedOnce ? 'yes' : 'NO'}; ` +
      `${archiving.revocationRequests} requests to revocation services`,
    `       ${archiving.mostStampsUnderWay} under way at most of ${concurrency}` +
      (authorityMs === 0
        ? ''
        : `; an authority that takes ${authorityMs} ms leaves ${(archiving.leastMs / 1000).toFixed(1)} s at least, ` +
          `${(archiving.elapsedMs / archiving.leastMs).toFixed(2)} of that was taken`),
    `       memory ${memory.afterFirstChunk} MB after the first chunk, ${memory.halfway} MB halfway, ` +
      `${memory.atEnd} MB at the end, ${memory.peak} MB at most`,
  ].join('\n');
}

/** Of all processors together, for one piece; what other programs take does not count. */
async function processorMs(count: number, work: () => unknown): Promise<number> {
  const begin = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1000 / count;
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)]!;
}

function toMegabytes(bytes: number): number {
  return Math.round(bytes / 1_000_000);
}

function ms(value: number): string {
  return `${value.toPrecision(3)} ms`;
}
