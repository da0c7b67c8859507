import type { KeptTemplate } from '../../../registry/registry-entries.ts';

/**
 * Keeps templates with institutions' designs as they are at one moment, so that a batch is printed with what
 * was approved, whatever is edited meanwhile (ADR 0019).
 */
export interface TemplateKeeper {
  /**
   * @param template name of the template folder.
   * @throws AppError `template-invalid`, `institution-unknown`
   */
  freeze(institutionCode: string, template: string): KeptTemplate;

  /** Makes sure that documents can still be printed exactly so. @throws AppError `template-changed` */
  check(frozenTemplate: Uint8Array): void;
}
