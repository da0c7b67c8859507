import { FormatError } from '../../../shared/format-error.ts';
import { contextTag, derTags, type DerElement } from '../../der/der-element.ts';
import { DerReader } from '../../der/der-reader.ts';
import { parseGeneralName, type GeneralName } from '../names/general-name.ts';

/** Within which names an authority may certify (RFC 5280 §4.2.1.10): the bases of subtrees. */
export interface NameConstraints {
  readonly permitted: readonly GeneralName[];
  readonly excluded: readonly GeneralName[];
}

/** @throws FormatError `x509/name-constraints` for subtrees with a minimum or maximum, which RFC 5280 does not use. */
export function parseNameConstraints(value: Uint8Array): NameConstraints {
  const fields = DerReader.ofBytes(value, derTags.sequence);
  const permitted = fields.enterIf(contextTag(0, 'constructed'));
  const excluded = fields.enterIf(contextTag(1, 'constructed'));
  fields.end();
  if (!permitted && !excluded) throw new FormatError('x509/name-constraints', 'no constraint');
  return {
    permitted: permitted?.takeAll(500).map(parseSubtree) ?? [],
    excluded: excluded?.takeAll(500).map(parseSubtree) ?? [],
  };
}

function parseSubtree(element: DerElement): GeneralName {
  const fields = DerReader.of(element, derTags.sequence);
  const base = parseGeneralName(fields.takeAny());
  if (!fields.isAtEnd) throw new FormatError('x509/name-constraints', 'a subtree with a range');
  return base;
}
