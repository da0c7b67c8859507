import { GUILLOCHE_TILE } from '../page/guilloche-tile.ts';
import type { EmbeddedFont, FaceName } from '../text/embedded-font.ts';
import { FACE_NAMES } from '../text/embedded-font.ts';
import type { Crest } from '../crest/crest.ts';
import { toFileSpecifications } from './associated-files.ts';
import { writeCrest } from './crest-objects.ts';
import { CrossReference } from './cross-reference.ts';
import { CATALOG_MEMBERS } from './document-catalog.ts';
import { FONT_RESOURCE, writeFont } from './font-objects.ts';
import { encodeSrgbProfile } from './icc-profile.ts';
import { fontNumbers, objectNumbers } from './object-numbers.ts';
import { COMPRESSION, ObjectWriter } from './object-writer.ts';
import { toPdfNumber } from './pdf-text.ts';
import { referenceTo, toTemplateMember } from './template-member.ts';

/** The first part of every file of a template. */
export interface TemplatePrefix {
  readonly bytes: Uint8Array;
  readonly crossReference: CrossReference;
}

/** Version 1.7 (ISO 32000-1, which PDF/A-3 is made of), and bytes that say that the file is binary. */
const HEADER = '%PDF-1.7\n%\xE2\xE3\xCF\xD3\n';

/** What is drawn once for all documents. */
export interface TemplateParts {
  readonly fonts: Readonly<Record<FaceName, EmbeddedFont>>;
  readonly crest: Crest;
  readonly fileDescriptions: { readonly xml: string; readonly json: string };
}

/** Fonts, colour profile, crest, resources and file specifications, at fixed numbers and offsets. */
export function toTemplatePrefix(parts: TemplateParts): TemplatePrefix {
  const { template, firstFree } = objectNumbers;
  const crossReference = new CrossReference(firstFree);
  const writer = new ObjectWriter(crossReference, 0, COMPRESSION.template);
  writer.appendText(HEADER);

  writer.stream(template.colourProfile, encodeSrgbProfile(), '/N 3');
  const fonts = FACE_NAMES.flatMap((face) => writeFont(writer, parts.fonts[face]));
  const form = (width: number, height: number): string =>
    `/Type/XObject/Subtype/Form/BBox[0 0 ${toPdfNumber(width)} ${toPdfNumber(height)}]`;
  const crestMembers = writeCrest(writer, parts.crest);
  const tile = GUILLOCHE_TILE;
  writer.stream(
    template.guilloche,
    Buffer.from(tile.operators, 'latin1'),
    // A little wider than a period, so that no joint shows.
    `/Type/XObject/Subtype/Form/BBox[-1 -1 ${tile.width + 1} ${tile.height + 1}]`,
  );
  // The visible block is part of the page, tagged and searchable; the field itself shows nothing.
  writer.stream(template.signatureAppearance, new Uint8Array(), form(1, 1));

  const fontResources = FACE_NAMES.map(
    (face) => [FONT_RESOURCE[face], referenceTo(fontNumbers(face).font)] as const,
  );
  writer.objectStream(template.details, [
    ...fonts,
    ...crestMembers,
    toTemplateMember(template.resources, {
      Font: Object.fromEntries(fontResources),
      XObject: {
        Crest: referenceTo(template.crest),
        Guilloche: referenceTo(template.guilloche),
        Microtext: referenceTo(objectNumbers.document.microtext),
      },
    }),
    ...toFileSpecifications(parts.fileDescriptions),
    ...CATALOG_MEMBERS,
  ]);
  return { bytes: writer.toBytes(), crossReference };
}
