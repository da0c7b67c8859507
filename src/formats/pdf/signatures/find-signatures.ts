import { FormatError, isFormatError } from '../../../shared/format-error.ts';
import type { PdfFile, PdfRevision } from '../pdf-file.ts';
import {
  isPdfArray,
  isPdfCount,
  isPdfDict,
  isPdfName,
  isPdfReference,
  isPdfString,
  type PdfDict,
  type PdfReference,
  type PdfString,
  type PdfValue,
} from '../pdf-value.ts';
import { toRfc3339 } from '../pdf-date.ts';
import { findText } from '../text-string.ts';
import { splitContents, type ContentsValue } from './contents-value.ts';
import type { PdfSignature, SignatureFinding, SignatureFindingCode } from './pdf-signature.ts';
import { findSignatureFields, type SignatureField } from './signature-fields.ts';
import { certificationReference, permissionsOf } from './signature-permissions.ts';

const MOST_CERTIFICATES = 50;
/** Far more than are judged; each is looked through for what is wrong with it. */
const MOST_SIGNATURES = 1_000;

/**
 * Lists the signatures and document time-stamps of a file, as its newest revision has them, in order of
 * signing. Faults of a signature are its findings; only an unreadable form is an error.
 * @throws FormatError when the catalog's form cannot be read.
 */
export function findSignatures(file: PdfFile): readonly PdfSignature[] {
  const revision = file.newest;
  const fields = [...findSignatureFields(revision)];
  const certification = certificationReference(revision);
  if (
    certification !== undefined &&
    !fields.some(({ value }) => sameReference(value, certification))
  ) {
    fields.push({
      name: '',
      reference: null,
      dict: null,
      value: certification,
      isSignatureField: true,
    });
  }
  if (fields.length > MOST_SIGNATURES) throw new FormatError('pdf/limit', 'too many signatures');
  const uses = new Map<number, number>();
  const values = new Map<PdfString, ContentsValue>();
  for (const { value } of fields) {
    if (isPdfReference(value)) uses.set(value.number, (uses.get(value.number) ?? 0) + 1);
  }
  return fields
    .map((field) => new SignatureReader(file, field, uses, values).read())
    .sort((left, right) => left.revisionIndex - right.revisionIndex);
}

class SignatureReader {
  readonly #file: PdfFile;
  readonly #field: SignatureField;
  readonly #uses: ReadonlyMap<number, number>;
  /** Of every /Contents that was taken apart: fields may share one. */
  readonly #values: Map<PdfString, ContentsValue>;
  readonly #findings: SignatureFinding[] = [];

  constructor(
    file: PdfFile,
    field: SignatureField,
    uses: ReadonlyMap<number, number>,
    values: Map<PdfString, ContentsValue>,
  ) {
    this.#file = file;
    this.#field = field;
    this.#uses = uses;
    this.#values = values;
  }

  read(): PdfSignature {
    const { value, name, reference } = this.#field;
    const valueRef = isPdfReference(value) ? value : null;
    const revision = this.#revisionOf(valueRef ?? reference);
    const dict = this.#valueDict(valueRef);
    this.#checkField(valueRef);
    // Strings of an encrypted file say nothing as they stand.
    const { isEncrypted } = this.#file;
    const text = (key: string): string | null =>
      isEncrypted
        ? null
        : this.#tolerantly(() => findText(revision.resolve(dict.entries.get(key))), null);
    return {
      fieldName: isEncrypted ? `object ${reference?.number ?? 0}` : name,
      fieldRef: reference,
      valueRef,
      kind: this.#kind(dict),
      filter: this.#name(dict, 'Filter'),
      subFilter: this.#name(dict, 'SubFilter'),
      byteRange: this.#byteRange(dict),
      ...this.#contents(dict),
      certificates: this.#certificates(dict),
      signingTime: toRfc3339(text('M') ?? ''),
      name: text('Name'),
      reason: text('Reason'),
      location: text('Location'),
      ...this.#permissions(revision, dict, valueRef),
      revisionIndex: revision.index,
      findings: this.#findings,
    };
  }

  #revisionOf(reference: PdfReference | null): PdfRevision {
    const { newest, revisions } = this.#file;
    const index = reference === null ? undefined : newest.definedIn(reference.number);
    return revisions[index ?? newest.index] ?? newest;
  }

  /** The signature dictionary; an empty one when there is none. */
  #valueDict(valueRef: PdfReference | null): PdfDict {
    const { newest } = this.#file;
    const dict = this.#tolerantly(() => newest.resolve(this.#field.value), null);
    if (valueRef !== null && newest.entryOf(valueRef.number)?.kind === 'compressed') {
      this.#report('value-in-object-stream', 'The signature value stands in an object stream.');
    }
    if (isPdfDict(dict)) {
      if (dict.duplicateKeys.length > 0) {
        this.#report('duplicate-key', 'The signature dictionary has a key twice.');
      }
      return dict;
    }
    this.#report('value-missing', 'The signature field has no signature dictionary.');
    return { type: 'dict', entries: new Map(), duplicateKeys: [] };
  }

  #checkField(valueRef: PdfReference | null): void {
    if (!this.#field.isSignatureField)
      this.#report('field-type', 'The field is no signature field.');
    if (this.#field.dict === null) this.#report('no-field', 'No form field holds this signature.');
    if ((this.#field.dict?.duplicateKeys.length ?? 0) > 0) {
      this.#report('duplicate-key', 'The signature field has a key twice.');
    }
    if (valueRef !== null && (this.#uses.get(valueRef.number) ?? 0) > 1) {
      this.#report('value-shared', 'Several fields share one signature value.');
    }
  }

  #kind(dict: PdfDict): PdfSignature['kind'] {
    const type = dict.entries.get('Type');
    const isTimeStamp = isPdfName(dict.entries.get('SubFilter'), 'ETSI.RFC3161');
    const expected = isTimeStamp ? 'DocTimeStamp' : 'Sig';
    // /Type is optional for signatures, but not for document time-stamps (ISO 32000-2 table 255).
    if (!isPdfName(type, expected) && (isTimeStamp || type !== undefined)) {
      this.#report('type', '/Type and /SubFilter of the signature contradict each other.');
    }
    return isTimeStamp || isPdfName(type, 'DocTimeStamp') ? 'document-time-stamp' : 'signature';
  }

  #name(dict: PdfDict, key: string): string | null {
    const value = this.#tolerantly(() => this.#file.newest.resolve(dict.entries.get(key)), null);
    return isPdfName(value) ? value.value : null;
  }

  #byteRange(dict: PdfDict): PdfSignature['byteRange'] {
    const written = dict.entries.get('ByteRange');
    if (written === undefined) {
      this.#report('byte-range-missing', 'The signature has no /ByteRange.');
      return null;
    }
    if (
      isPdfReference(written) ||
      (isPdfArray(written) && written.some((item) => isPdfReference(item)))
    ) {
      this.#report('byte-range-indirect', '/ByteRange is not written in the signature dictionary.');
      return null;
    }
    if (isPdfArray(written) && written.length === 4 && written.every((item) => isPdfCount(item))) {
      return written as unknown as readonly [number, number, number, number];
    }
    this.#report('byte-range-shape', '/ByteRange is not two pairs of whole numbers.');
    return null;
  }

  #contents(dict: PdfDict): Pick<PdfSignature, 'contents' | 'contentsRange'> {
    const written = dict.entries.get('Contents');
    if (isPdfReference(written)) {
      this.#report('contents-indirect', '/Contents is not written in the signature dictionary.');
      return { contents: null, contentsRange: null };
    }
    if (!isPdfString(written)) {
      this.#report('contents-missing', 'The signature has no /Contents.');
      return { contents: null, contentsRange: null };
    }
    if (!written.hexadecimal) {
      this.#report('contents-not-hexadecimal', '/Contents is no hexadecimal string.');
    }
    const { value, zeroPadded } = this.#values.get(written) ?? splitContents(written.bytes);
    this.#values.set(written, { value, zeroPadded });
    if (value === null) this.#report('contents-not-der', '/Contents holds no DER object.');
    // Some programs encrypt the placeholder and leave what the signature did not overwrite.
    else if (!zeroPadded && !this.#file.isEncrypted) {
      this.#report('contents-padding', 'More than zeros follows the object in /Contents.');
    }
    const { start, end } = written;
    return { contents: value, contentsRange: start < 0 ? null : { start, end } };
  }

  #certificates(dict: PdfDict): readonly Uint8Array[] {
    const { newest } = this.#file;
    const written = this.#tolerantly(() => newest.resolve(dict.entries.get('Cert')), null);
    const all = isPdfArray(written) ? written.slice(0, MOST_CERTIFICATES) : [written];
    return all.flatMap((item) => (isPdfString(item) ? [item.bytes] : []));
  }

  #permissions(
    revision: PdfRevision,
    dict: PdfDict,
    valueRef: PdfReference | null,
  ): Pick<PdfSignature, 'docMdp' | 'fieldLocks' | 'statedLevel'> {
    const unreadable = { docMdp: undefined, fieldLocks: undefined, statedLevel: null };
    const { docMdp, fieldLocks, statedLevel } = this.#tolerantly(
      () => permissionsOf(revision, dict, valueRef, this.#field.dict),
      unreadable,
    );
    if (docMdp === undefined)
      this.#report('document-mdp', 'The DocMDP permissions are unreadable.');
    if (fieldLocks === undefined)
      this.#report('field-mdp', 'The locks of form fields are unreadable.');
    // What cannot be read permits nothing.
    return {
      docMdp: docMdp === undefined ? 1 : docMdp,
      fieldLocks: fieldLocks ?? [],
      statedLevel,
    };
  }

  #tolerantly<T>(read: () => T, otherwise: T): T {
    try {
      return read();
    } catch (error) {
      if (!isFormatError(error)) throw error;
      this.#report('damaged', 'An object of the signature is damaged.');
      return otherwise;
    }
  }

  #report(code: SignatureFindingCode, message: string): void {
    this.#findings.push({ code, message });
  }
}

function sameReference(value: PdfValue, reference: PdfReference): boolean {
  return isPdfReference(value) && value.number === reference.number;
}
