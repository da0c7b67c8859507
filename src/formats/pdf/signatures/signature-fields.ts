import { FormatError } from '../../../shared/format-error.ts';
import type { PdfRevision } from '../pdf-file.ts';
import {
  isPdfArray,
  isPdfDict,
  isPdfName,
  isPdfReference,
  isPdfString,
  type PdfDict,
  type PdfReference,
  type PdfValue,
} from '../pdf-value.ts';
import { toText } from '../text-string.ts';

const MOST_FIELDS = 100_000;

/** A form field that is, or looks like, a signature field with a value. */
export interface SignatureField {
  readonly name: string;
  readonly reference: PdfReference | null;
  readonly dict: PdfDict | null;
  /** /V as written: usually a reference. */
  readonly value: PdfValue;
  readonly isSignatureField: boolean;
}

interface Node {
  readonly value: PdfValue;
  readonly parentName: string;
  readonly fieldType: PdfValue;
}

/**
 * Walks the tree of form fields (ISO 32000-2 §12.7.4) and lists those with a signature, in order. A field
 * counts when its type says so or when its value looks like a signature.
 * @throws FormatError for a damaged tree.
 */
export function findSignatureFields(revision: PdfRevision): readonly SignatureField[] {
  const form = revision.resolve(revision.catalog.entries.get('AcroForm'));
  if (!isPdfDict(form)) return [];
  const found: SignatureField[] = [];
  const visited = new Set<number>();
  const pending: Node[] = children(revision, form, 'Fields', '', null);
  for (let count = 0; pending.length > 0; count++) {
    if (count > MOST_FIELDS) throw new FormatError('pdf/limit', 'too many form fields');
    const node = pending.pop()!;
    const reference = isPdfReference(node.value) ? node.value : null;
    if (reference !== null) {
      if (visited.has(reference.number)) continue;
      visited.add(reference.number);
    }
    const dict = revision.resolve(node.value);
    if (!isPdfDict(dict)) continue;
    const name = qualifiedName(node.parentName, revision.resolve(dict.entries.get('T')));
    const fieldType = dict.entries.has('FT')
      ? revision.resolve(dict.entries.get('FT'))
      : node.fieldType;
    const value = dict.entries.get('V') ?? null;
    const isSignatureField = isPdfName(fieldType, 'Sig');
    if (value !== null && (isSignatureField || looksSigned(revision.resolve(value)))) {
      found.push({ name, reference, dict, value, isSignatureField });
    }
    for (const child of children(revision, dict, 'Kids', name, fieldType)) pending.push(child);
  }
  return found;
}

/** Children in reverse order, as a stack wants them. */
function children(
  revision: PdfRevision,
  dict: PdfDict,
  key: string,
  parentName: string,
  fieldType: PdfValue,
): Node[] {
  const list = revision.resolve(dict.entries.get(key));
  if (!isPdfArray(list)) return [];
  if (list.length > MOST_FIELDS) throw new FormatError('pdf/limit', 'too many form fields');
  return list.map((value) => ({ value, parentName, fieldType })).reverse();
}

function qualifiedName(parentName: string, title: PdfValue): string {
  if (!isPdfString(title)) return parentName;
  const own = toText(title.bytes);
  return parentName === '' ? own : `${parentName}.${own}`;
}

function looksSigned(value: PdfValue): boolean {
  if (!isPdfDict(value)) return false;
  const type = value.entries.get('Type');
  return (
    isPdfName(type, 'Sig') || isPdfName(type, 'DocTimeStamp') || value.entries.has('ByteRange')
  );
}
