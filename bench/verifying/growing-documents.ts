import type { Instant } from '../../src/shared/instant.ts';
import { foreignPdf, updated } from '../../test/support/foreign/foreign-document.ts';
import { foreignEvidence, makeForeignPki } from '../../test/support/foreign/foreign-pki.ts';
import type { StreamBody } from '../../test/support/pdf-builder.ts';
import { hostileDocuments } from './hostile-documents.ts';

/** A document of others, as bytes alone: what another process needs to verify it. */
export interface GrowingCase {
  readonly name: string;
  readonly pdf: Uint8Array;
  /** DER. */
  readonly anchors: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly validationTime: Instant;
  /** Whether anything but an answer is asked for. */
  readonly isHostile: boolean;
}

/** Honest documents that grow, in bytes and in revisions, and hostile ones of most of the size that is read. One is made at a time. */
export function* makeGrowingCases(
  megabytes: readonly number[],
  revisions: readonly number[],
  hostileMegabytes: number,
): Generator<GrowingCase> {
  const pki = makeForeignPki();
  const common = {
    anchors: [pki.root.certificate],
    crls: [pki.crl],
    validationTime: foreignEvidence(pki).validationTime,
  };
  for (const size of megabytes) {
    const pdf = foreignPdf(pki, { objects: { 15: attachment(size) } });
    yield { ...common, name: `${size} MB`, pdf, isHostile: false };
  }
  for (const count of revisions) {
    const pdf = withRevisions(foreignPdf(pki), count);
    yield { ...common, name: `${count} revisions`, pdf, isHostile: false };
  }
  for (const [name, make] of Object.entries(hostileDocuments)) {
    const pdf = make(pki, hostileMegabytes * 1_000_000);
    yield { ...common, name: `hostile: ${name}`, pdf, isHostile: true };
  }
}

function attachment(megabytes: number): StreamBody {
  const data = new Uint8Array(megabytes * 1_000_000);
  for (let index = 0; index < data.length; index++) data[index] = (index * index) >> 5;
  return { dict: '/Type /EmbeddedFile', data };
}

/** Updates that say nothing, one behind the other; made in one go, as each would copy all before it. */
function withRevisions(signed: Uint8Array, count: number): Uint8Array {
  let pdf = signed;
  for (let index = 1; index < count; index++) {
    pdf = updated(pdf, { objects: { [100 + index]: 'null' } });
  }
  return pdf;
}
