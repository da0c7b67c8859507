import { FormatError } from '../../../shared/format-error.ts';
import { contextTag, derTags, type DerElement } from '../../der/der-element.ts';
import { DerReader, parseExplicit } from '../../der/der-reader.ts';
import { parseBoolean, parseNamedBits } from '../../der/der-values.ts';
import { parseRelativeName, type NameAttribute } from '../names/distinguished-name.ts';
import { parseGeneralNameList, type GeneralName } from '../names/general-name.ts';

/** Where a revocation list is found: full names, or a name relative to the list's issuer. */
export type DistributionPointName =
  | { readonly kind: 'full'; readonly names: readonly GeneralName[] }
  | { readonly kind: 'relative'; readonly attributes: readonly NameAttribute[] };

/** One place that answers for a certificate (RFC 5280 §4.2.1.13). */
export interface DistributionPoint {
  readonly name?: DistributionPointName;
  /** Bit numbers of ReasonFlags; absent means all reasons. */
  readonly reasons?: ReadonlySet<number>;
  /** Who issues the list, when it is not the certificate's own issuer. */
  readonly crlIssuer?: readonly GeneralName[];
}

/** For which certificates a revocation list speaks (RFC 5280 §5.2.5). */
export interface IssuingDistributionPoint {
  readonly name?: DistributionPointName;
  readonly onlyUserCertificates: boolean;
  readonly onlyAuthorityCertificates: boolean;
  readonly onlySomeReasons?: ReadonlySet<number>;
  readonly isIndirect: boolean;
  readonly onlyAttributeCertificates: boolean;
}

const constructed = (number: number) => contextTag(number, 'constructed');
const primitive = (number: number) => contextTag(number, 'primitive');

export function parseDistributionPoints(value: Uint8Array): readonly DistributionPoint[] {
  return DerReader.ofBytes(value, derTags.sequence).takeAll(200).map(parseDistributionPoint);
}

function parseDistributionPoint(element: DerElement): DistributionPoint {
  const fields = DerReader.of(element, derTags.sequence);
  const name = fields.takeIf(constructed(0));
  const reasons = fields.takeIf(primitive(1));
  const crlIssuer = fields.enterIf(constructed(2));
  fields.end();
  if (!name && !crlIssuer) throw new FormatError('x509/distribution-point', 'names nothing');
  return {
    ...(name && { name: parsePointName(name) }),
    ...(reasons && { reasons: parseNamedBits(reasons) }),
    ...(crlIssuer && { crlIssuer: parseGeneralNameList(crlIssuer) }),
  };
}

export function parseIssuingDistributionPoint(value: Uint8Array): IssuingDistributionPoint {
  const fields = DerReader.ofBytes(value, derTags.sequence);
  const name = fields.takeIf(constructed(0));
  const flag = (number: number) => {
    const element = fields.takeIf(primitive(number));
    return element !== undefined && parseBoolean(element);
  };
  const onlyUserCertificates = flag(1);
  const onlyAuthorityCertificates = flag(2);
  const reasons = fields.takeIf(primitive(3));
  const isIndirect = flag(4);
  const onlyAttributeCertificates = flag(5);
  fields.end();
  return {
    ...(name && { name: parsePointName(name) }),
    onlyUserCertificates,
    onlyAuthorityCertificates,
    ...(reasons && { onlySomeReasons: parseNamedBits(reasons) }),
    isIndirect,
    onlyAttributeCertificates,
  };
}

function parsePointName(element: DerElement): DistributionPointName {
  // DistributionPointName is a CHOICE: its tag is explicit, and inside are implicit [0] and [1].
  const choice = parseExplicit(element);
  if (choice.tag === constructed(0)) {
    return { kind: 'full', names: parseGeneralNameList(DerReader.of(choice, constructed(0))) };
  }
  if (choice.tag === constructed(1)) {
    const set: DerElement = { ...choice, tag: derTags.set };
    return { kind: 'relative', attributes: parseRelativeName(set) };
  }
  throw new FormatError('x509/distribution-point', 'not a DistributionPointName');
}
