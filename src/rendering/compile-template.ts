import type { PrintedInstitution } from '../transcript/institution.ts';
import type { DocumentLanguage } from '../transcript/record.ts';
import {
  SharedContent,
  toInstitutionContent,
  toTranscriptContent,
} from './content/to-transcript-content.ts';
import type { TranscriptContent } from './content/transcript-content.ts';
import type { DocumentItems } from './layout/flow-item.ts';
import type { LayoutContext } from './layout/layout-context.ts';
import { toDigitWriter } from './content/digits.ts';
import { toLayoutContext } from './layout/layout-context.ts';
import { toMicrotextPhrase } from './layout/blocks/ornaments.ts';
import { drawFooter } from './layout/items/running-parts.ts';
import { itemAt } from './layout/place-document.ts';
import { TextFitter } from './layout/text-fitter.ts';
import { toSpecimenMark } from './layout/items/specimen-mark.ts';
import { Deflater } from './deflate/deflater.ts';
import { toDocumentItems, toShapeKey } from './layout/to-document-items.ts';
import { toCrestPath } from './crest/crest-path.ts';
import { PageCanvas } from './page/page-canvas.ts';
import { TextRuns } from './page/text-runs.ts';
import { drawTinyText } from './page/tiny-letters.ts';
import { ByteWriter } from './pdf/byte-writer.ts';
import { documentCompression } from './pdf/object-writer.ts';
import { toTemplatePrefix } from './pdf/template-objects.ts';
import { XmpMetadata } from './pdf/xmp-metadata.ts';
import type { RenderableDocument } from './renderable-document.ts';
import type { Shape, ShapeBase } from './shape.ts';
import { toShape } from './shape.ts';
import type { Template } from './template/load-template.ts';
import type { EmbeddedFont, FaceName } from './text/embedded-font.ts';
import { RunCache } from './text/run-cache.ts';
import type { TextShaper } from './text/text-shaper.ts';
import { writeDocument } from './write-document.ts';

/**
 * Shapes remembered in a generation. Two thousand students of one university have some two hundred, a few of
 * which most of them share; one takes a tenth of a megabyte in each thread.
 */
const CACHED_SHAPES = 48;

/** A template made ready for one institution, one document language and one batch's fonts. */
export interface CompiledTemplate {
  /**
   * One document as a PDF that is complete but for its signature's bytes: PDF/A-3a and PDF/UA-1, with
   * the placeholder that signing looks for. Same document, same bytes.
   * @throws AppError `glyph-missing`, or `text-does-not-fit` when a text is longer than its place.
   */
  render(document: RenderableDocument): Uint8Array;
}

/** What a template is compiled from. */
export interface TemplateCompilation {
  readonly template: Template;
  /** Of the documents that will be rendered. */
  readonly language: DocumentLanguage;
  readonly institution: PrintedInstitution;
  readonly fonts: Readonly<Record<FaceName, EmbeddedFont>>;
  /** Room for the signature's CMS, in bytes of DER. */
  readonly signatureContentsBytes: number;
  readonly shaper: TextShaper;
  /** For looking at a template: nothing to sign, and SPECIMEN across every page. */
  readonly isSpecimen?: boolean;
}

/**
 * Compiles a template in three layers: what all documents share is written now, what documents with the
 * same rows share when the first of them comes, and only the rest for each document.
 */
export function compileTemplate(compilation: TemplateCompilation): CompiledTemplate {
  const { template, language, institution, isSpecimen = false } = compilation;
  const labels = template.labels[language];
  const crest = template.crest ?? toCrestPath(institution.crest ?? template.data.crest);
  const context = toLayoutContext({
    data: template.data,
    labels,
    institution: toInstitutionContent(template, institution, language),
    digits: toDigitWriter(template, language),
    fitter: new TextFitter(compilation.shaper),
    crestAspect: crest.aspect,
    ...(isSpecimen ? { specimen: toSpecimenMark(compilation.shaper.program('regular')) } : {}),
  });
  const prefix = toTemplatePrefix({
    fonts: compilation.fonts,
    crest,
    fileDescriptions: { xml: labels.xmlDescription, json: labels.jsonDescription },
  });
  const base: ShapeBase = {
    context,
    runs: new TextRuns(compilation.fonts, language),
    templateBytes: prefix.bytes,
    templateReference: prefix.crossReference,
  };
  const metadata = new XmpMetadata({ creator: context.institution.name, language });
  const shapes = new RunCache<Shape>(CACHED_SHAPES);
  const shared = new SharedContent();
  const compression = documentCompression(new Deflater());
  const bytes = new ByteWriter();
  const canvases: PageCanvas[] = [];

  return {
    render(document) {
      if (document.transcript.record.documentLanguage !== language) {
        throw new RangeError(`the template was compiled for documents in "${language}"`);
      }
      const content = toTranscriptContent(template, document, shared);
      const items = toDocumentItems(context, content);
      const shape = shapes.get(toShapeKey(items), () => toShape(base, items));
      return writeDocument({
        shape,
        document,
        content,
        pages: drawPages(base, canvases, shape, items, content),
        microtext: drawTinyText(toMicrotextPhrase(content)),
        metadata,
        compression,
        bytes,
        institutionCode: institution.code,
        institutionName: context.institution.name,
        signatureReason: labels.signatureReason,
        signatureContentsBytes: compilation.signatureContentsBytes,
        isSpecimen,
      });
    },
  };
}

/**
 * The content streams of one document: everything that its shape does not already draw.
 * @param canvases are drawn on again for each document, so the streams hold until the next.
 */
function drawPages(
  { context, runs }: { readonly context: LayoutContext; readonly runs: TextRuns },
  canvases: PageCanvas[],
  { places }: Shape,
  items: DocumentItems,
  content: TranscriptContent,
): Uint8Array[] {
  const { pageCount } = places;
  while (canvases.length < pageCount) {
    canvases.push(new PageCanvas(runs, context.data.page.heightPt));
  }
  for (const canvas of canvases) canvas.clear();
  for (const { address, box } of places.items) {
    itemAt(items, address).draw?.(canvases[box.page]!, box, content);
  }
  return canvases.slice(0, pageCount).map((canvas, page) => {
    drawFooter(context, content, canvas, { page, pageCount });
    return canvas.toBytes();
  });
}
