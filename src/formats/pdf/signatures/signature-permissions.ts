import type { PdfRevision } from '../pdf-file.ts';
import {
  isPdfArray,
  isPdfDict,
  isPdfName,
  isPdfReference,
  type PdfDict,
  type PdfReference,
  type PdfValue,
} from '../pdf-value.ts';
import { findText } from '../text-string.ts';
import type { FieldLock } from './pdf-signature.ts';

/** What a signature lets others change; `undefined` where it says so in a way that nobody can read. */
export interface SignaturePermissions {
  readonly docMdp: 1 | 2 | 3 | null | undefined;
  /** The level in the signature itself, whether the catalog makes it a certification or not. */
  readonly statedLevel: 1 | 2 | 3 | null;
  readonly fieldLocks: readonly FieldLock[] | undefined;
}

/**
 * Reads the permissions of one signature, as its own revision has them: DocMDP only for the certification
 * signature, the one that the catalog names in /Perms (ISO 32000-2 §12.8.2.2, §12.8.6).
 */
export function permissionsOf(
  revision: PdfRevision,
  signature: PdfDict,
  valueRef: PdfReference | null,
  field: PdfDict | null,
): SignaturePermissions {
  const transforms = transformsOf(revision, signature);
  const certifies = certificationReference(revision)?.number === valueRef?.number;
  const docMdp = transforms.find(({ method }) => method === 'DocMDP');
  const locks = transforms
    .filter(({ method }) => method === 'FieldMDP')
    .map(({ parameters }) => lockOf(revision, parameters, 'FieldMDP'));
  const own = revision.resolve(field?.entries.get('Lock'));
  if (isPdfDict(own)) locks.push(lockOf(revision, own, 'Lock'));
  return {
    statedLevel: docMdp ? (permissionLevel(revision, docMdp.parameters) ?? null) : null,
    docMdp:
      valueRef !== null && certifies ? permissionLevel(revision, docMdp?.parameters ?? null) : null,
    fieldLocks: locks.every((lock) => lock !== undefined) ? locks : undefined,
  };
}

/** The signature that the catalog's /Perms /DocMDP names. */
export function certificationReference(revision: PdfRevision): PdfReference | undefined {
  const permissions = revision.resolve(revision.catalog.entries.get('Perms'));
  const reference = isPdfDict(permissions) ? permissions.entries.get('DocMDP') : undefined;
  return isPdfReference(reference) ? reference : undefined;
}

interface Transform {
  readonly method: string;
  readonly parameters: PdfDict | null;
}

function transformsOf(revision: PdfRevision, signature: PdfDict): readonly Transform[] {
  const list = revision.resolve(signature.entries.get('Reference'));
  if (!isPdfArray(list)) return [];
  return list.slice(0, 100).flatMap((item) => {
    const dict = revision.resolve(item);
    if (!isPdfDict(dict)) return [];
    const method = revision.resolve(dict.entries.get('TransformMethod'));
    const parameters = revision.resolve(dict.entries.get('TransformParams'));
    if (!isPdfName(method)) return [];
    return [{ method: method.value, parameters: isPdfDict(parameters) ? parameters : null }];
  });
}

/** /P, by default 2. A certification without readable parameters is `undefined`. */
function permissionLevel(revision: PdfRevision, parameters: PdfDict | null): 1 | 2 | 3 | undefined {
  if (parameters === null || parameters.duplicateKeys.length > 0) return undefined;
  return levelOf(revision.resolve(parameters.entries.get('P')) ?? 2);
}

function levelOf(value: PdfValue): 1 | 2 | 3 | undefined {
  return value === 1 || value === 2 || value === 3 ? value : undefined;
}

function lockOf(
  revision: PdfRevision,
  parameters: PdfDict | null,
  source: FieldLock['source'],
): FieldLock | undefined {
  if (parameters === null || parameters.duplicateKeys.length > 0) return undefined;
  const action = revision.resolve(parameters.entries.get('Action'));
  const fields = revision.resolve(parameters.entries.get('Fields')) ?? [];
  if (!isPdfName(action) || !isPdfArray(fields)) return undefined;
  const names = fields.map((name) => findText(revision.resolve(name)));
  if (!isLockAction(action.value) || !names.every((name) => name !== null)) return undefined;
  const permissions =
    source === 'Lock' ? (levelOf(revision.resolve(parameters.entries.get('P'))) ?? null) : null;
  return { source, action: action.value, fields: names, permissions };
}

function isLockAction(value: string): value is FieldLock['action'] {
  return value === 'All' || value === 'Include' || value === 'Exclude';
}
