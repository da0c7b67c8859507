import type { TrustListFile } from '../../trust/trust-list.ts';
import type { TrustListSource } from '../verifier-environment.ts';

/** Institutions' names by code, as the trust list has them: a verifier needs no other settings. */
export async function readInstitutionNames(
  source: TrustListSource,
): Promise<ReadonlyMap<string, { readonly nameTh: string; readonly nameEn: string }>> {
  const { institutions } = JSON.parse(await source.read()) as TrustListFile;
  return new Map(institutions.map(({ code, nameTh, nameEn }) => [code, { nameTh, nameEn }]));
}
