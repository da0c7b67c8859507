import { FormatError } from '../../shared/format-error.ts';
import type { DocumentLanguage } from '../../transcript/record.ts';
import { compareUnits } from './repertoire.ts';
import type { FaceRepertoire, Repertoire } from './repertoire.ts';
import { encodeRepertoires, parseRepertoires } from './repertoire-format.ts';

/**
 * What the documents of several parts of a batch need together. Each part collected by itself, in whatever
 * order, gives the bytes of the whole collected at once.
 * @param parts encoded repertoires that were collected with the same template, at least one.
 * @returns the encoded repertoire of all.
 * @throws FormatError as {@link parseRepertoires}, and `repertoire/fonts` for parts of different typefaces
 */
export function mergeRepertoires(parts: readonly Uint8Array[]): Uint8Array {
  const [first, ...others] = parts;
  if (first !== undefined && others.length === 0) return first;
  const merged: Partial<Record<DocumentLanguage, Repertoire>> = {};
  for (const part of parts) {
    const found = parseRepertoires(part);
    for (const language of Object.keys(found) as DocumentLanguage[]) {
      const repertoire = found[language]!;
      const known = merged[language];
      merged[language] = known === undefined ? repertoire : mergeTwo(known, repertoire);
    }
  }
  return encodeRepertoires(merged);
}

function mergeTwo(left: Repertoire, right: Repertoire): Repertoire {
  return {
    regular: mergeFaces(left.regular, right.regular),
    bold: mergeFaces(left.bold, right.bold),
  };
}

function mergeFaces(left: FaceRepertoire, right: FaceRepertoire): FaceRepertoire {
  const { programDigestHex } = left;
  if (programDigestHex !== right.programDigestHex) {
    throw new FormatError('repertoire/fonts', 'parts of a batch collected with different fonts');
  }
  const units = new Map([...left.units, ...right.units].map((unit) => [unit.key, unit]));
  return { programDigestHex, units: [...units.values()].sort(compareUnits) };
}
