import type { KeptTemplate } from '../../../registry/registry-entries.ts';
import { freezeTemplate } from '../../../rendering/template/frozen/freeze-template.ts';
import {
  encodeFrozenTemplate,
  frozenTemplateDigestHex,
  readFrozenTemplate,
} from '../../../rendering/template/frozen/frozen-template.ts';
import { openFrozenTemplate } from '../../../rendering/template/frozen/open-frozen-template.ts';
import { loadInstitutionTemplate } from '../../../rendering/template/load-institution-template.ts';
import type { Template, TemplateFolders } from '../../../rendering/template/load-template.ts';
import { RunCache } from '../../../rendering/text/run-cache.ts';
import { ShaperShelf } from '../../../rendering/text/shaper-shelf.ts';
import type { TextShaper } from '../../../rendering/text/text-shaper.ts';
import type { Institution, PrintedInstitution } from '../../../transcript/institution.ts';
import { COUNT_EVERY_ATTEMPT } from '../../../transcript/repeated-courses.ts';
import { getInstitution, getStudyRules } from '../institution-rules.ts';
import type { StudyRules } from '../institution-rules.ts';
import type { TemplateKeeper } from './template-keeper.ts';

/** Everything that documents of a batch are printed with, as it was frozen. */
export interface OpenedTemplate {
  /** SHA-256 of the frozen template, lower-case hex. */
  readonly digestHex: string;
  readonly template: Template;
  readonly institution: PrintedInstitution;
  readonly rules: StudyRules;
  readonly shaper: TextShaper;
}

/** Templates of batches in work at the same time in one thread: few. */
const KEPT_TEMPLATES = 8;

/** Freezes templates, and opens frozen ones once. Not shared between threads. */
export class FrozenTemplateShelf implements TemplateKeeper {
  readonly #institutions: ReadonlyMap<string, Institution>;
  readonly #templatesFolder: TemplateFolders;
  readonly #shapers = new ShaperShelf();
  readonly #opened = new RunCache<OpenedTemplate>(KEPT_TEMPLATES);

  /** @param templatesFolder holds a folder for each template. */
  constructor(institutions: ReadonlyMap<string, Institution>, templatesFolder: TemplateFolders) {
    this.#institutions = institutions;
    this.#templatesFolder = templatesFolder;
  }

  freeze(institutionCode: string, name: string): KeptTemplate {
    const institution = getInstitution(this.#institutions, institutionCode);
    const { scheme } = getStudyRules(institution);
    const template = loadInstitutionTemplate(name, institution, this.#templatesFolder);
    const content = encodeFrozenTemplate(freezeTemplate(template, institution, scheme));
    return { digestHex: frozenTemplateDigestHex(content), content };
  }

  check(frozenTemplate: Uint8Array): void {
    this.open(frozenTemplate);
  }

  /** @throws AppError `template-changed` */
  open(frozenTemplate: Uint8Array): OpenedTemplate {
    const digestHex = frozenTemplateDigestHex(frozenTemplate);
    return this.#opened.get(digestHex, () => {
      const frozen = readFrozenTemplate(frozenTemplate);
      const { institution, scheme } = frozen;
      const template = openFrozenTemplate(frozen, {
        templatesFolder: this.#templatesFolder,
        designFolder: this.#institutions.get(institution.code)?.design,
      });
      return {
        digestHex,
        template,
        institution,
        rules: { scheme, repeatedCourses: institution.repeatedCourses ?? COUNT_EVERY_ATTEMPT },
        shaper: this.#shapers.get(template.fonts),
      };
    });
  }
}
