import {
  isPdfArray,
  isPdfName,
  isPdfReference,
  isPdfStream,
  isPdfString,
  type PdfDict,
  type PdfValue,
} from '../../../../formats/pdf/pdf-value.ts';
import { equalBytes } from '../../../../shared/bytes.ts';
import { plainDict, type Comparison, type Located } from '../comparison.ts';

const LISTS = new Set(['Certs', 'OCSPs', 'CRLs']);
const RELATED_LISTS = new Set(['Cert', 'OCSP', 'CRL']);
const STREAM_KEYS = new Set(['Type', 'Length', 'Filter', 'DecodeParms']);
const MOST_REPLACED_ITEMS = 100;

/**
 * The document security store may be added and may grow: lists of streams, nothing else, and nothing that
 * was in it may go (ISO 32000-2 §12.8.4.3, ETSI EN 319 142-1 §5.4.2.2).
 */
export function judgeSecurityStore(
  comparison: Comparison,
  before: PdfValue | undefined,
  after: Located,
): void {
  const claims = comparison.claimCount;
  const store = comparison.follow(after);
  const dict = plainDict(store.value);
  if (dict === undefined) {
    comparison.reject(after, 'The document security store was removed or is malformed.');
    return;
  }
  const old = plainDict(comparison.signed.resolve(before));
  for (const [key, value] of dict.entries) {
    const located = comparison.entry(store, key);
    if (LISTS.has(key)) judgeItems(comparison, located);
    else if (key === 'VRI') judgeRelatedInformation(comparison, located);
    else if (!comparison.same(old?.entries.get(key), value) && !isPdfName(value, 'DSS')) {
      comparison.reject(located, 'The document security store holds something unknown.');
    }
  }
  if (old !== undefined) checkNothingGone(comparison, old, store);
  if (comparison.claimCount > claims || !comparison.same(before, after.value)) {
    comparison.allow('LTV_UPDATES', after, 'Validation data was added.');
  }
}

/** An array of references to streams. */
function judgeItems(comparison: Comparison, located: Located): void {
  const list = comparison.follow(located);
  if (!isPdfArray(list.value)) comparison.reject(located, 'Validation data is not a list.');
  for (const item of comparison.items(list)) judgeStream(comparison, item);
}

function judgeStream(comparison: Comparison, located: Located): void {
  const change = comparison.changeBehind(located);
  if (!isPdfReference(located.value) || (change !== undefined && change !== 'added')) {
    comparison.reject(located, 'Validation data was replaced.');
    return;
  }
  const stream = comparison.follow(located);
  if (!isPdfStream(stream.value)) {
    comparison.reject(located, 'Validation data is not a stream.');
  } else if (change === 'added') {
    for (const key of stream.value.dict.entries.keys()) {
      if (!STREAM_KEYS.has(key))
        comparison.reject(stream, 'Validation data holds something unknown.');
    }
    comparison.follow(comparison.entry(stream, 'Length'));
  }
}

/** /VRI says per signature which of the data it needs. */
function judgeRelatedInformation(comparison: Comparison, located: Located): void {
  const all = comparison.follow(located);
  const dict = plainDict(all.value);
  if (dict === undefined) comparison.reject(located, 'Validation information is malformed.');
  for (const name of dict?.entries.keys() ?? []) {
    const one = comparison.follow(comparison.entry(all, name));
    const entries = plainDict(one.value)?.entries;
    if (entries === undefined || !/^[0-9A-Fa-f]{40}$/.test(name)) {
      comparison.reject(one, 'Validation information is malformed.');
    }
    for (const [key, value] of entries ?? []) {
      const entry = comparison.entry(one, key);
      if (RELATED_LISTS.has(key)) judgeItems(comparison, entry);
      else if (key === 'TS') judgeStream(comparison, entry);
      else if (
        !(key === 'Type' && isPdfName(value, 'VRI')) &&
        !(key === 'TU' && isPdfString(value))
      ) {
        comparison.reject(entry, 'Validation information holds something unknown.');
      }
    }
  }
}

/** Evidence must not disappear: it may be what proves a certificate revoked. */
function checkNothingGone(comparison: Comparison, old: PdfDict, after: Located): void {
  const { signed } = comparison;
  for (const key of LISTS) {
    const was = signed.resolve(old.entries.get(key)) ?? [];
    const is = comparison.items(comparison.follow(comparison.entry(after, key)));
    const kept = new Set(is.map(({ value }) => (isPdfReference(value) ? value.number : -1)));
    const gone = (isPdfArray(was) ? was : []).filter(
      (item) => !isPdfReference(item) || !kept.has(item.number),
    );
    const replaced =
      gone.length <= MOST_REPLACED_ITEMS &&
      gone.every((item) => is.some((other) => sameItem(comparison, item, other)));
    if (!replaced) comparison.reject(comparison.entry(after, key), 'Validation data was removed.');
  }
  const oldNames = plainDict(signed.resolve(old.entries.get('VRI')))?.entries.keys() ?? [];
  const related = comparison.follow(comparison.entry(after, 'VRI'));
  const names = plainDict(related.value)?.entries;
  for (const name of oldNames) {
    if (names?.has(name) !== true)
      comparison.reject(related, 'Validation information was removed.');
  }
}

function sameItem(comparison: Comparison, before: PdfValue, after: Located): boolean {
  const { signed, newest } = comparison;
  const was = signed.resolve(before);
  const is = newest.resolve(after.value);
  return isPdfStream(was) && isPdfStream(is) && equalBytes(signed.decode(was), newest.decode(is));
}
