import type { Institution } from '../../transcript/institution.ts';
import { withDesign } from './load-design.ts';
import type { Template, TemplateFolders } from './load-template.ts';
import { loadTemplate } from './load-template.ts';

/**
 * A template as documents of an institution use it: with its design, if it has one.
 * @param templatesDir the shipped templates when left out.
 * @throws AppError `template-invalid`, naming file and place.
 */
export function loadInstitutionTemplate(
  name: string,
  institution: Pick<Institution, 'design'>,
  templatesDir?: TemplateFolders,
): Template {
  const template = loadTemplate(name, templatesDir);
  return institution.design === undefined ? template : withDesign(template, institution.design);
}
