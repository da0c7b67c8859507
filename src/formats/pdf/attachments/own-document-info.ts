import { latin1Text } from '../../../shared/bytes.ts';
import { parseDocumentId, type DocumentId } from '../../../shared/document-id.ts';
import { FormatError, isFormatError } from '../../../shared/format-error.ts';
import { formatInstant, parseInstant } from '../../../shared/instant.ts';
import type { PdfFile } from '../pdf-file.ts';
import { isPdfDict, isPdfName, isPdfString, type PdfDict, type PdfValue } from '../pdf-value.ts';

/** What a document issued by Parinya says of itself, in its catalog, where a signature protects it. */
export interface OwnDocumentInfo {
  readonly documentId: DocumentId;
  /** Five digits. */
  readonly institutionCode: string;
  /** For example `transcript`. */
  readonly kind: string;
  readonly language: 'th' | 'en';
  /** RFC 3339, UTC, whole seconds. */
  readonly issuedAt: string;
}

/** The keys of our private data, each with the test its text must pass. */
const TEXTS = {
  DocumentId: (text: string) => parseDocumentId(text) === text,
  InstitutionCode: (text: string) => /^\d{5}$/.test(text),
  Kind: (text: string) => /^[a-z]+(?:-[a-z]+)*$/.test(text),
  Language: (text: string) => text === 'th' || text === 'en',
  IssuedAt: (text: string) => formatInstant(parseInstant(text)) === text,
} as const;

/**
 * Reads `/PieceInfo << /Parinya << /Private << ... >> >> >>` of the catalog (ISO 32000-2 §14.5) as one
 * revision has it; `undefined` for other people's documents.
 * @throws FormatError `pdf/own-document` when the entry is there but not as we write it.
 */
export function findOwnDocumentInfo(
  file: PdfFile,
  revisionIndex: number,
): OwnDocumentInfo | undefined {
  const revision = file.revisions[revisionIndex];
  if (revision === undefined) throw new RangeError('no such revision');
  const pieces = revision.resolve(revision.catalog.entries.get('PieceInfo'));
  if (!isPdfDict(pieces) || !pieces.entries.has('Parinya')) return undefined;
  const dictOf = (value: PdfValue | undefined): PdfDict => {
    const dict = revision.resolve(value);
    if (!isPdfDict(dict) || dict.duplicateKeys.length > 0) throw malformed();
    return dict;
  };
  if (revision.catalog.duplicateKeys.length > 0 || pieces.duplicateKeys.length > 0)
    throw malformed();
  const own = dictOf(dictOf(pieces.entries.get('Parinya')).entries.get('Private'));
  const text = (key: keyof typeof TEXTS): string => {
    const value = textOf(revision.resolve(own.entries.get(key)));
    if (value === undefined || !isValid(value, TEXTS[key])) throw malformed();
    return value;
  };
  return {
    documentId: text('DocumentId') as DocumentId,
    institutionCode: text('InstitutionCode'),
    kind: text('Kind'),
    language: text('Language') as 'th' | 'en',
    issuedAt: text('IssuedAt'),
  };
}

function textOf(value: PdfValue): string | undefined {
  if (isPdfString(value)) return latin1Text(value.bytes);
  return isPdfName(value) ? value.value : undefined;
}

function isValid(text: string, holds: (text: string) => boolean): boolean {
  try {
    return holds(text);
  } catch (error) {
    if (isFormatError(error)) return false;
    throw error;
  }
}

function malformed(): FormatError {
  return new FormatError('pdf/own-document', 'the document id is not written as we write it');
}
