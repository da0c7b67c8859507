import { worstOf, type Verdict } from '../judgement/overall-indication.ts';
import type { CheckResult, SignatureReport, VerificationReport } from '../report.ts';
import {
  etsiUris,
  mainIndications,
  namespaces,
  processes,
  toSubIndicationUri,
} from './etsi-names.ts';
import { toValidationObjects, type ObjectIds } from './validation-objects.ts';
import { encodeXml, xml, type XmlElement } from './xml-element.ts';

/** What the report itself does not say. */
export interface EtsiReportOptions {
  /** SHA-256 of the PDF, base64. */
  readonly pdfDigest?: string;
}

/**
 * A report as XML validation report (ETSI TS 119 102-2 V1.4.1), for programs that read those of other
 * validators. One part for each signature; where there is none, one that says so.
 *
 * Programs that know the standard alone must not take a revoked document for a good one: where the document
 * is of ours, the status of its signatures is never better than the answer as a whole.
 */
export function toEtsiReport(report: VerificationReport, options: EtsiReportOptions = {}): string {
  const { elements, ids } = toValidationObjects(report, options.pdfDigest);
  const parts = report.signatures.map((signature, index) =>
    signaturePart(report, signature, index, ids),
  );
  return encodeXml(
    xml(
      'ValidationReport',
      namespaces,
      ...(parts.length > 0 ? parts : [partWithoutSignature(report)]),
      elements.length === 0 ? undefined : xml('SignatureValidationObjects', {}, ...elements),
    ),
  );
}

function signaturePart(
  report: VerificationReport,
  signature: SignatureReport,
  index: number,
  ids: ObjectIds,
): XmlElement {
  const { field, level, signedAt, signer } = signature;
  const certificateId = ids.certificates[index];
  return xml(
    'SignatureValidationReport',
    {},
    xml(
      'SignatureIdentifier',
      { id: `S-${index + 1}` },
      xml('HashOnly', {}, 'false'),
      xml('DocHashOnly', {}, 'false'),
      xml('DAIdentifier', {}, field),
    ),
    constraints(report.checks.filter((check) => (check.field ?? field) === field)),
    timeInfo(report.validationTime, signature, ids),
    ids.document === undefined
      ? undefined
      : xml(
          'SignersDocument',
          {},
          xml('SignersDocumentRepresentation', { VOReference: ids.document }),
        ),
    signedAt === null
      ? undefined
      : xml(
          'SignatureAttributes',
          {},
          xml('SigningTime', { Signed: 'true' }, time('Time', signedAt)),
        ),
    signer === null || certificateId === undefined
      ? undefined
      : xml(
          'SignerInformation',
          {},
          xml('SignerCertificate', { VOReference: certificateId }),
          xml('Signer', {}, signer.subject),
        ),
    level === null
      ? undefined
      : xml(
          'SignatureValidationProcess',
          {},
          xml('SignatureValidationProcessID', {}, processes[level]),
        ),
    status(report.document === null ? signature : worstOf([signature, report])),
    documentInformation(report),
  );
}

function partWithoutSignature(report: VerificationReport): XmlElement {
  return xml(
    'SignatureValidationReport',
    {},
    constraints(report.checks),
    timeInfo(report.validationTime, undefined, undefined),
    status(report),
    documentInformation(report),
  );
}

function constraints(checks: readonly CheckResult[]): XmlElement | undefined {
  if (checks.length === 0) return undefined;
  return xml('ValidationConstraintsEvaluationReport', {}, ...checks.map(constraint));
}

function constraint({ check, indication, subIndication, found }: CheckResult): XmlElement {
  const isSkipped = indication === 'SKIPPED';
  return xml(
    'ValidationConstraint',
    {},
    xml('ValidationConstraintIdentifier', {}, `urn:parinya:check:${check.replace('/', ':')}`),
    xml(
      'ConstraintStatus',
      {},
      xml('Status', {}, isSkipped ? etsiUris.disabled : etsiUris.applied),
    ),
    isSkipped
      ? undefined
      : xml('ValidationStatus', {}, ...indicationElements(indication, subIndication)),
    found === '' ? undefined : xml('Indications', {}, found),
  );
}

/** Without proof of an earlier time, a signature is known to exist since it was validated. */
function timeInfo(
  validationTime: string,
  signature: SignatureReport | undefined,
  ids: ObjectIds | undefined,
): XmlElement {
  const best = signature?.bestSignatureTime ?? null;
  const proof = best === null ? undefined : ids?.timeStamps.get(best);
  return xml(
    'ValidationTimeInfo',
    {},
    time('ValidationTime', validationTime),
    xml(
      'BestSignatureTime',
      {},
      time('POETime', best ?? validationTime),
      xml('TypeOfProof', {}, etsiUris.proofByValidation),
      proof === undefined ? undefined : xml('POEObject', { VOReference: proof }),
    ),
  );
}

function status({ indication, subIndication }: Verdict): XmlElement {
  return xml('SignatureValidationStatus', {}, ...indicationElements(indication, subIndication));
}

function indicationElements(
  indication: keyof typeof mainIndications,
  subIndication: Verdict['subIndication'],
): readonly XmlElement[] {
  return [
    xml('MainIndication', {}, mainIndications[indication]),
    ...(subIndication === null
      ? []
      : [xml('SubIndication', {}, toSubIndicationUri(subIndication))]),
  ];
}

/** The answer as a whole and the registry's state, which the standard has no place for. */
function documentInformation(report: VerificationReport): XmlElement {
  const { indication, subIndication, document, registry } = report;
  return xml(
    'OtherInformation',
    {},
    xml('parinya:Document', {
      indication,
      ...(subIndication === null ? {} : { subIndication }),
      ...(document === null ? {} : { documentId: document.documentId }),
      registryState: registry.state,
      ...(registry.since === null ? {} : { registrySince: registry.since }),
      developmentOnly: String(report.developmentOnly),
    }),
  );
}

function time(name: string, value: string): XmlElement {
  return xml(name, {}, value);
}
