import { createHash } from 'node:crypto';
import { encodeJcs } from '../../../formats/jcs/jcs.ts';
import { parseUtf8, toHex } from '../../../shared/bytes.ts';
import type { GradingScheme } from '../../../transcript/grading-scheme.ts';
import type { PrintedInstitution } from '../../../transcript/institution.ts';
import type { FaceName } from '../../text/embedded-font.ts';
import type { Template } from '../load-template.ts';

/** A font file by name and content: the file itself stays where it is. */
export interface FrozenFont {
  /** Which folder holds it: the template's, the design's, or the program's own typeface. */
  readonly from: 'template' | 'design' | 'program';
  /** Its name there; of the program's typeface the face. */
  readonly file: string;
  /** SHA-256 of the file, lower-case hex. */
  readonly digestHex: string;
}

/**
 * A template with an institution's design as they were at one moment, and everything else that decides how
 * documents of it come out, except the records and the list of glyphs that follows from them. A batch is
 * printed with one such, whatever is edited meanwhile (ADR 0019).
 */
export interface FrozenTemplate {
  readonly version: 1;
  readonly rendererVersion: number;
  readonly icuVersion: string;
  readonly institution: PrintedInstitution;
  readonly scheme: GradingScheme;
  readonly data: Template['data'];
  readonly labels: Template['labels'];
  readonly legend?: NonNullable<Template['legend']>;
  /** The crest's file (SVG or PNG) as base64, where the design has one. */
  readonly crest?: string;
  readonly fonts: Readonly<Record<FaceName, FrozenFont>> & {
    readonly fallback: readonly FrozenFont[];
  };
}

/** The bytes that are kept and digested (RFC 8785): equal templates have equal bytes. */
export function encodeFrozenTemplate(frozen: FrozenTemplate): Uint8Array {
  return encodeJcs(frozen);
}

/** The inverse. Reads only what {@link encodeFrozenTemplate} wrote: a registry checks it by its digest. */
export function readFrozenTemplate(bytes: Uint8Array): FrozenTemplate {
  const value = JSON.parse(parseUtf8(bytes)) as FrozenTemplate;
  // A later form has a later number; which renderer wrote it is judged by who opens it.
  if ((value.version as number) !== 1) throw new Error('a frozen template of an unknown version');
  return value;
}

/** SHA-256 of the encoded template, lower-case hex: what it is kept under. */
export function frozenTemplateDigestHex(bytes: Uint8Array): string {
  return toHex(createHash('sha256').update(bytes).digest());
}

/**
 * The one digest of what a batch is printed with: the frozen template (which names renderer, ICU and font
 * files) and the frozen list of glyphs, in the order of their codes. Same fingerprint, record, document id and
 * time: same unsigned bytes.
 * @param repertoire as `encodeRepertoires` writes it.
 */
export function toFingerprintHex(frozenTemplate: Uint8Array, repertoire: Uint8Array): string {
  const hash = createHash('sha256').update('parinya fingerprint 1\n');
  for (const part of [frozenTemplate, repertoire]) {
    hash.update(createHash('sha256').update(part).digest());
  }
  return hash.digest('hex');
}
