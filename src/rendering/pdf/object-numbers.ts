import type { FaceName } from '../text/embedded-font.ts';

/**
 * The numbers of the objects that every document has. They are the same in all documents of a template,
 * so that everything that does not change can be written once, with its references in place.
 *
 * Who writes what: `document` objects are new in each file, `shape` objects are shared by documents
 * with the same rows, `template` objects by all documents of a batch.
 */
export const objectNumbers = {
  document: {
    catalog: 1,
    metadata: 2,
    transcriptXml: 3,
    transcriptJson: 4,
    signature: 5,
    /** The object stream of the small dictionaries that differ in each document. */
    details: 6,
    crossReference: 7,
    information: 8,
    outlines: 9,
    /** The document id as an ornament. */
    microtext: 10,
  },
  /** All numbers from here on and below a shape's first free one are the same in all its documents. */
  firstShared: 11,
  shape: { pages: 11, structureTreeRoot: 12, signatureField: 13 },
  template: {
    colourProfile: 14,
    xmlFile: 15,
    jsonFile: 16,
    resources: 17,
    crest: 18,
    signatureAppearance: 19,
    /** The object stream of the template's dictionaries. */
    details: 20,
    /** One period of the band of fine lines. */
    guilloche: 21,
    /** Pixels of a crest that is a picture, and how solid they are. */
    crestImage: 22,
    crestMask: 23,
  },
  /** Five objects a face, see {@link fontNumbers}. */
  fonts: { regular: 24, bold: 29 } satisfies Record<FaceName, number>,
  /** What every catalog says alike, each an object of the template. */
  catalog: { outputIntents: 34, associatedFiles: 35, names: 36 },
  /** The first number that a shape may give away. */
  firstFree: 37,
} as const;

/** The five objects of one embedded face. */
export function fontNumbers(face: FaceName): {
  readonly font: number;
  readonly descendant: number;
  readonly descriptor: number;
  readonly program: number;
  readonly toUnicode: number;
} {
  const font = objectNumbers.fonts[face];
  return {
    font,
    descendant: font + 1,
    descriptor: font + 2,
    program: font + 3,
    toUnicode: font + 4,
  };
}

/** An indirect reference. */
export function reference(number: number): string {
  return `${number} 0 R`;
}
