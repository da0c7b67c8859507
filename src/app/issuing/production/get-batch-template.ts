import type { BatchEntry, KeptTemplate } from '../../../registry/registry-entries.ts';
import type { IssuerEnvironment } from '../../issuer-environment.ts';

/**
 * What a batch is printed with: template and design as they were when it was submitted or, for batches of
 * before they were kept, as they are now.
 * @throws AppError `template-invalid` for such an older batch
 */
export async function getBatchTemplate(
  { registry, templates }: Pick<IssuerEnvironment, 'registry' | 'templates'>,
  { batchId, institutionCode, template, templateDigestHex }: BatchEntry,
): Promise<KeptTemplate> {
  const content = await registry.findFrozenTemplate(batchId);
  if (content === undefined || templateDigestHex === null) {
    return templates.freeze(institutionCode, template);
  }
  return { digestHex: templateDigestHex, content };
}
