import { resolve } from 'node:path';
import type { Institution } from '../../transcript/institution.ts';
import type { ConfiguredInstitution } from '../configuration/configuration-schema.ts';

/** What the application sees of the configured institutions, by code: everything but where their keys lie. */
export function toInstitutions(
  configured: readonly ConfiguredInstitution[],
  dataFolder: string,
): ReadonlyMap<string, Institution> {
  return new Map(
    configured.map(({ code, nameTh, nameEn, addressTh, addressEn, crest, design, ...rest }) => [
      code,
      {
        code,
        nameTh,
        nameEn,
        registrar: rest.registrar,
        template: rest.template,
        gradingScheme: rest.gradingScheme,
        gpaRounding: rest.gpaRounding,
        gpaDifference: rest.gpaDifference,
        repeatedCourses: rest.repeatedCourses,
        requiresApproval: rest.requiresApproval,
        onePersonUpTo: rest.onePersonUpTo,
        approvalNamesDigest: rest.approvalNamesDigest,
        signatureLevel: rest.signatureLevel,
        ...(addressTh === undefined ? {} : { addressTh }),
        ...(addressEn === undefined ? {} : { addressEn }),
        ...(crest === undefined ? {} : { crest }),
        ...(design === undefined ? {} : { design: resolve(dataFolder, design) }),
      },
    ]),
  );
}
