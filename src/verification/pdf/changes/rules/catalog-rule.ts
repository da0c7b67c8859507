import {
  isPdfArray,
  isPdfName,
  isPdfString,
  type PdfValue,
} from '../../../../formats/pdf/pdf-value.ts';
import { plainDict, type Comparison, type Located } from '../comparison.ts';
import { judgeForm } from './form/form-rule.ts';
import { judgeMetadata } from './metadata-rule.ts';
import { judgeSecurityStore } from './security-store-rule.ts';
import { judgeStructure } from './structure-rule.ts';

type EntryRule = (comparison: Comparison, before: PdfValue | undefined, after: Located) => void;

/** What may change in the catalog; every other entry must stay as it is. */
const RULES: Readonly<Record<string, EntryRule>> = {
  DSS: judgeSecurityStore,
  Extensions: judgeExtensions,
  AcroForm: judgeForm,
  Metadata: judgeMetadata,
  Version: judgeVersion,
  StructTreeRoot: judgeStructure,
  MarkInfo: judgeMarkInfo,
};

const EXTENSION_KEYS = new Set([
  'Type',
  'BaseVersion',
  'ExtensionLevel',
  'URL',
  'ExtensionRevision',
]);

/** Compares the catalogs entry by entry (ISO 32000-2 §7.7.2). */
export function judgeCatalog(comparison: Comparison): void {
  const { signed, newest } = comparison;
  const root: Located = { holder: 0, path: '/Root', value: newest.catalogReference };
  if (!comparison.same(signed.catalogReference, newest.catalogReference)) {
    comparison.reject(root, 'Another catalog is in force.');
    return;
  }
  const catalog = comparison.follow(root);
  if (newest.catalog.duplicateKeys.length > 0 && comparison.changeBehind(root) !== undefined) {
    comparison.reject(catalog, 'The catalog has a key twice.');
  }
  // Each of its entries is judged here, so whatever refers to it (/Data of a certification does) may go on.
  comparison.share(newest.catalogReference.number);
  const keys = new Set([...signed.catalog.entries.keys(), ...newest.catalog.entries.keys()]);
  for (const key of keys) {
    const before = signed.catalog.entries.get(key);
    const after = comparison.entry(catalog, key);
    const rule = Object.hasOwn(RULES, key) ? RULES[key] : undefined;
    if (rule !== undefined) rule(comparison, before, after);
    else if (!comparison.same(before, after.value)) {
      comparison.reject(after, 'The catalog was changed.');
    }
  }
}

/** Developer extensions that archival updates need (ETSI EN 319 142-1 §5.4.1, ISO 32000-2 §7.12). */
function judgeExtensions(
  comparison: Comparison,
  before: PdfValue | undefined,
  after: Located,
): void {
  const claims = comparison.claimCount;
  const extensions = comparison.follow(after);
  const dict = plainDict(extensions.value);
  const old = plainDict(comparison.signed.resolve(before))?.entries;
  if (dict === undefined || [...(old?.keys() ?? [])].some((key) => !dict.entries.has(key))) {
    comparison.reject(after, 'Developer extensions were removed.');
    return;
  }
  for (const [key, value] of dict.entries) {
    const extension = comparison.entry(extensions, key);
    const known = key === 'ADBE' || key === 'ESIC' || key === 'ISO_';
    if (known) judgeExtension(comparison, comparison.follow(extension));
    else if (!comparison.same(old?.get(key), value) && key !== 'Type') {
      comparison.reject(extension, 'An unknown developer extension was added.');
    }
  }
  if (comparison.claimCount > claims || !comparison.same(before, after.value)) {
    comparison.allow('LTV_UPDATES', after, 'A developer extension was declared.');
  }
}

/** One extension, or since PDF 2.0 an array of them. */
function judgeExtension(comparison: Comparison, located: Located): void {
  const all = isPdfArray(located.value) ? comparison.items(located) : [located];
  for (const one of all.map((item) => comparison.follow(item))) {
    const plain = [...(plainDict(one.value)?.entries ?? [['', null] as const])].every(
      ([key, value]) =>
        EXTENSION_KEYS.has(key) &&
        (isPdfName(value) || isPdfString(value) || typeof value === 'number'),
    );
    if (!plain) comparison.reject(one, 'A developer extension is malformed.');
  }
}

/** A later program may need a later version of the format. */
function judgeVersion(comparison: Comparison, before: PdfValue | undefined, after: Located): void {
  if (comparison.same(before, after.value)) return;
  const [was, is] = [before ?? null, after.value].map((value) =>
    isPdfName(value) && /^(1\.[0-7]|2\.0)$/.test(value.value) ? Number(value.value) : undefined,
  );
  const raised = is !== undefined && (before === undefined || (was !== undefined && is > was));
  if (raised) comparison.allow('FORM_FILLING', after, 'The version was raised.');
  else comparison.reject(after, 'The version was changed.');
}

/** Some programs say of a document that is not tagged that it is not (ISO 32000-2 §14.7.1). */
function judgeMarkInfo(comparison: Comparison, before: PdfValue | undefined, after: Located): void {
  if (comparison.same(before, after.value) && comparison.changeBehind(after) === undefined) return;
  const info = comparison.follow(after);
  const dict = plainDict(info.value);
  const isUntagged =
    before === undefined &&
    [...(dict?.entries.values() ?? [true])].every((value) => value === false);
  if (isUntagged) comparison.tidy(after, 'The document was said not to be tagged.');
  else comparison.reject(after, 'The marks of a tagged document were changed.');
}
