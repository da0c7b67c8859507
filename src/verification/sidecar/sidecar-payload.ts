import { parseJsonObject } from '../../formats/jws/compact-jws.ts';
import { parseBase64 } from '../../shared/bytes.ts';
import { parseDocumentId, type DocumentId } from '../../shared/document-id.ts';
import { FormatError, isFormatError } from '../../shared/format-error.ts';
import { parseInstant, type Instant } from '../../shared/instant.ts';

/** What a sidecar states, read but not believed: a Verifiable Credential 2.0 about one document. */
export interface SidecarPayload {
  readonly documentId: DocumentId;
  /** Five digits. */
  readonly institutionCode: string;
  readonly validFrom: Instant;
  /** Provisional documents end. */
  readonly validUntil?: Instant;
  /** `transcript`. */
  readonly kind: string;
  readonly language: string | null;
  /** The canonical record, as JSON. */
  readonly credentialSubject: Readonly<Record<string, unknown>>;
  /** SHA-256 of the signed PDF and of the record's JCS bytes. */
  readonly pdfDigest: Uint8Array;
  readonly recordDigest: Uint8Array;
  /** Where the registry publishes the document's state (Token Status List §6.2). */
  readonly status?: { readonly uri: string; readonly index: number };
}

const CONTEXT = 'https://www.w3.org/ns/credentials/v2';

/** @throws FormatError `sidecar/…` naming the property. */
export function parseSidecarPayload(bytes: Uint8Array): SidecarPayload {
  const payload = parseJsonObject(bytes, 'sidecar/json');
  const contexts = payload['@context'];
  if (!Array.isArray(contexts) || contexts[0] !== CONTEXT) throw invalid('@context');
  const types = payload['type'];
  if (!Array.isArray(types) || !types.includes('VerifiableCredential')) throw invalid('type');
  const issuer = objectAt(payload, 'issuer');
  const subject = objectAt(payload, 'credentialSubject');
  return {
    documentId: parseId(urnAt(payload, 'id', 'document')),
    institutionCode: parseCode(urnAt(issuer, 'id', 'institution')),
    validFrom: timeAt(payload, 'validFrom'),
    ...('validUntil' in payload && { validUntil: timeAt(payload, 'validUntil') }),
    kind: typeof subject['documentType'] === 'string' ? subject['documentType'] : 'transcript',
    language: typeof subject['documentLanguage'] === 'string' ? subject['documentLanguage'] : null,
    credentialSubject: subject,
    pdfDigest: parseDigest(pdfResource(payload)['digestSRI'], 'relatedResource'),
    recordDigest: parseDigest(payload['recordDigest'], 'recordDigest'),
    ...('status' in payload && { status: parseStatus(payload) }),
  };
}

type JsonObject = Readonly<Record<string, unknown>>;

function pdfResource(payload: JsonObject): JsonObject {
  const resources = payload['relatedResource'];
  const pdfs = (Array.isArray(resources) ? resources : [])
    .filter(isObject)
    .filter(({ mediaType }) => mediaType === 'application/pdf');
  if (pdfs.length !== 1) throw invalid('relatedResource');
  return pdfs[0]!;
}

/** `sha256-` and base64: subresource integrity with the one digest that we use. */
function parseDigest(value: unknown, property: string): Uint8Array {
  if (typeof value !== 'string' || !value.startsWith('sha256-')) throw invalid(property);
  const digest = tolerate(() => parseBase64(value.slice('sha256-'.length)), property);
  if (digest.length !== 32) throw invalid(property);
  return digest;
}

function parseStatus(payload: JsonObject): { uri: string; index: number } {
  const { idx, uri } = objectAt(objectAt(payload, 'status'), 'status_list');
  if (typeof idx !== 'number' || !Number.isSafeInteger(idx) || idx < 0) throw invalid('status');
  if (typeof uri !== 'string') throw invalid('status');
  return { uri, index: idx };
}

function urnAt(object: JsonObject, property: string, kind: string): string {
  const value = object[property];
  const prefix = `urn:parinya:${kind}:`;
  if (typeof value !== 'string' || !value.startsWith(prefix)) throw invalid(property);
  return value.slice(prefix.length);
}

function parseId(text: string): DocumentId {
  const id = tolerate(() => parseDocumentId(text), 'id');
  if (id !== text) throw invalid('id');
  return id;
}

function parseCode(text: string): string {
  if (!/^\d{5}$/.test(text)) throw invalid('issuer');
  return text;
}

function timeAt(object: JsonObject, property: string): Instant {
  const value = object[property];
  if (typeof value !== 'string') throw invalid(property);
  return tolerate(() => parseInstant(value), property);
}

function objectAt(object: JsonObject, property: string): JsonObject {
  const value = object[property];
  if (!isObject(value)) throw invalid(property);
  return value;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function tolerate<Value>(parse: () => Value, property: string): Value {
  try {
    return parse();
  } catch (error) {
    throw isFormatError(error) ? invalid(property) : error;
  }
}

function invalid(property: string): FormatError {
  return new FormatError('sidecar/invalid', `${property} is not as a sidecar has it`);
}
