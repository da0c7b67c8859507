import {
  isPdfArray,
  isPdfName,
  isPdfString,
  type PdfValue,
} from '../../../../formats/pdf/pdf-value.ts';
import { EMPTY_DICT, plainDict, type Comparison, type Located } from '../comparison.ts';

/** The trailer's entries that only describe the cross-reference section itself. */
const SECTION_KEYS = new Set([
  'Size',
  'Prev',
  'XRefStm',
  'Type',
  'W',
  'Index',
  'Filter',
  'DecodeParms',
  'Length',
]);

/** Compares the trailers in force (ISO 32000-2 §7.5.5). */
export function judgeTrailer(comparison: Comparison): void {
  const { file, signed, newest } = comparison;
  for (const { sections } of file.revisions.slice(signed.index + 1)) {
    if (sections.some(({ form }) => form === 'hybrid')) {
      // Readers that know no cross-reference streams would see another document.
      comparison.reject(
        { holder: 0, path: '/XRefStm', value: null },
        'A hybrid revision was added.',
      );
    }
    if (sections.some(({ exceedsSize }) => exceedsSize)) {
      comparison.reject(
        { holder: 0, path: '/Size', value: null },
        'A revision was added that lists objects beyond its size.',
      );
    }
  }
  for (const key of comparison.differingKeys(signed.trailer, newest.trailer)) {
    const after = comparison.entry({ holder: 0, path: '', value: newest.trailer }, key);
    const before = signed.trailer.entries.get(key);
    if (SECTION_KEYS.has(key) || key === 'Root' || key === 'Info') continue;
    if (key !== 'ID') comparison.reject(after, 'The trailer was changed.');
    else if (!keepsPermanentId(comparison, before, after.value)) {
      comparison.reject(after, 'The permanent file identifier was changed.');
    }
  }
  judgeInfo(comparison, signed.trailer.entries.get('Info'), {
    holder: 0,
    path: '/Info',
    value: newest.trailer.entries.get('Info') ?? null,
  });
}

/** The first half of /ID stays for a document's life, the second changes with each update (§14.4). */
function keepsPermanentId(
  comparison: Comparison,
  before: PdfValue | undefined,
  after: PdfValue,
): boolean {
  if (!isPdfArray(after) || after.length !== 2 || !after.every((half) => isPdfString(half))) {
    return false;
  }
  return before === undefined || (isPdfArray(before) && comparison.same(before[0], after[0]!));
}

/** What viewers show as the document's name, and whose it is. */
const TITLES = new Set(['Title', 'Author', 'Subject', 'Keywords']);

const INFO_HOUSEKEEPING = new Set(['ModDate', 'Producer']);

/** The document information dictionary (§14.3.3): plain texts, refreshed by programs that save. */
function judgeInfo(comparison: Comparison, before: PdfValue | undefined, after: Located): void {
  if (comparison.same(before, after.value) && comparison.changeBehind(after) === undefined) return;
  const was = plainDict(comparison.signed.resolve(before));
  const info = comparison.follow(after);
  const is = plainDict(info.value);
  if (after.value === null) {
    comparison.allow('FORM_FILLING', after, 'The document information was left out.');
    return;
  }
  const plain =
    is !== undefined &&
    [...is.entries.values()].every(
      (value) => typeof value === 'boolean' || isPdfString(value) || isPdfName(value),
    );
  if (!plain) {
    comparison.reject(after, 'The document information is malformed.');
    return;
  }
  const keys = comparison.differingKeys(was ?? EMPTY_DICT, is);
  const renamed = keys.find((key) => TITLES.has(key) && was?.entries.has(key) === true);
  if (renamed !== undefined) {
    comparison.reject(comparison.entry(info, renamed), 'The title or the author was changed.');
    return;
  }
  const housekeeping =
    !comparison.policy.ownDocument && keys.every((key) => INFO_HOUSEKEEPING.has(key));
  comparison.allow(
    housekeeping ? 'LTV_UPDATES' : 'FORM_FILLING',
    after,
    'The document information was changed.',
  );
}
