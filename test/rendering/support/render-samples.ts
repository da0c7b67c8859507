import { collectDocumentTexts } from '../../../src/rendering/collect-document-texts.ts';
import type { CompiledTemplate } from '../../../src/rendering/compile-template.ts';
import { compileTemplate } from '../../../src/rendering/compile-template.ts';
import type { RenderableDocument } from '../../../src/rendering/renderable-document.ts';
import { loadInstitutionTemplate } from '../../../src/rendering/template/load-institution-template.ts';
import type { Template } from '../../../src/rendering/template/load-template.ts';
import { embedFonts } from '../../../src/rendering/text/font-embedding.ts';
import { loadFontFaces } from '../../../src/rendering/text/font-files.ts';
import { collectRepertoire } from '../../../src/rendering/text/repertoire.ts';
import { createTextShaper } from '../../../src/rendering/text/text-shaper.ts';
import type { Institution } from '../../../src/transcript/institution.ts';
import type { DocumentLanguage } from '../../../src/transcript/record.ts';
import { sampleInstitution } from './sample-documents.ts';

/** Room for the CMS in samples: bytes of DER. */
export const SAMPLE_CONTENTS_BYTES = 4096;

/** A shipped template, or a changed one, compiled for some documents of one language and their repertoire. */
export function compileFor(
  documents: readonly RenderableDocument[],
  language: DocumentLanguage,
  institution: Institution = sampleInstitution(),
  named: string | Template = 'classic',
): CompiledTemplate {
  const template = typeof named === 'string' ? loadInstitutionTemplate(named, institution) : named;
  const shaper = createTextShaper(loadFontFaces(template.fonts));
  const texts = documents.flatMap((document) => [
    ...collectDocumentTexts(template, institution, document),
  ]);
  const fonts = embedFonts(shaper, collectRepertoire(shaper, texts));
  return compileTemplate({
    template,
    language,
    institution,
    fonts,
    signatureContentsBytes: SAMPLE_CONTENTS_BYTES,
    shaper,
  });
}

/** One document rendered with a repertoire of its own. */
export function renderAlone(document: RenderableDocument, templateName = 'classic'): Uint8Array {
  const language = document.transcript.record.documentLanguage;
  return compileFor([document], language, sampleInstitution(), templateName).render(document);
}

/** The templates that ship with the program. */
export const TEMPLATES = ['classic', 'modern'] as const;
