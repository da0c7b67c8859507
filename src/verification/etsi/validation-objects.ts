import type { SignerReport, TimeStampReport, VerificationReport } from '../report.ts';
import { etsiUris, mainIndications, toSubIndicationUri } from './etsi-names.ts';
import { xml, type XmlElement } from './xml-element.ts';

/** How the parts of a report refer to its objects. */
export interface ObjectIds {
  readonly document: string | undefined;
  /** Of each signature's certificate, by the signature's place. */
  readonly certificates: readonly (string | undefined)[];
  /** Of time-stamps that stand, by the time that they prove. */
  readonly timeStamps: ReadonlyMap<string, string>;
}

/** What a report refers to: the PDF, certificates, time-stamps (ETSI TS 119 102-2 §4.4). */
export function toValidationObjects(
  { signatures, timeStamps = [] }: VerificationReport,
  pdfDigest: string | undefined,
): { readonly elements: readonly XmlElement[]; readonly ids: ObjectIds } {
  const certificates = signatures.map(({ signer }, index) =>
    signer === null ? undefined : certificateObject(`C-${index + 1}`, signer),
  );
  const stamps = timeStamps.map((stamp, index) => timeStampObject(`T-${index + 1}`, stamp));
  return {
    elements: [
      ...(pdfDigest === undefined ? [] : [documentObject(pdfDigest)]),
      ...certificates.filter((element) => element !== undefined),
      ...stamps,
    ],
    ids: {
      document: pdfDigest === undefined ? undefined : DOCUMENT_ID,
      certificates: certificates.map((element) => element?.attributes['id']),
      timeStamps: new Map(
        timeStamps
          .map(({ time, indication }, index) => ({ time, indication, id: `T-${index + 1}` }))
          .filter(({ indication }) => indication === 'TOTAL-PASSED')
          .flatMap(({ time, id }) => (time === null ? [] : [[time, id] as const]))
          // The first of several stamps of one moment is the one that proved it.
          .reverse(),
      ),
    },
  };
}

const DOCUMENT_ID = 'D-1';

function documentObject(digest: string): XmlElement {
  return validationObject(
    DOCUMENT_ID,
    etsiUris.signedData,
    xml(
      'DigestAlgAndValue',
      {},
      xml('ds:DigestMethod', { Algorithm: etsiUris.sha256 }),
      xml('ds:DigestValue', {}, digest),
    ),
  );
}

function certificateObject(id: string, { issuer, serial }: SignerReport): XmlElement {
  return validationObject(
    id,
    etsiUris.certificate,
    xml(
      'direct',
      {},
      xml(
        'ds:X509IssuerSerial',
        {},
        xml('ds:X509IssuerName', {}, issuer),
        xml('ds:X509SerialNumber', {}, BigInt(`0x${serial}`).toString()),
      ),
    ),
  );
}

function timeStampObject(id: string, stamp: TimeStampReport): XmlElement {
  const { field, kind, time, authority, indication, subIndication } = stamp;
  return validationObject(
    id,
    etsiUris.timestamp,
    xml(
      'direct',
      {},
      xml('parinya:TimeStamp', {
        field,
        kind,
        ...(time === null ? {} : { time }),
        ...(authority === null ? {} : { authority }),
      }),
    ),
    xml(
      'ValidationReport',
      {},
      xml(
        'SignatureValidationStatus',
        {},
        xml('MainIndication', {}, mainIndications[indication]),
        subIndication === null
          ? undefined
          : xml('SubIndication', {}, toSubIndicationUri(subIndication)),
      ),
    ),
  );
}

function validationObject(
  id: string,
  objectType: string,
  representation: XmlElement,
  report?: XmlElement,
): XmlElement {
  return xml(
    'ValidationObject',
    { id },
    xml('ObjectType', {}, objectType),
    xml('ValidationObjectRepresentation', {}, representation),
    report,
  );
}
