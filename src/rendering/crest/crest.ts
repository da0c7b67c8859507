/** An institution's emblem, ready for a template's part of a file. */
export type Crest =
  | {
      /** Content stream operators, one unit high, the lower left corner at the origin. */
      readonly operators: string;
      /** Width divided by height. */
      readonly aspect: number;
    }
  | { readonly image: RasterImage; readonly aspect: number };

/** A picture of pixels, from the top left one on. */
export interface RasterImage {
  readonly width: number;
  readonly height: number;
  /** Three bytes a pixel, sRGB. */
  readonly rgb: Uint8Array;
  /** One byte a pixel, 255 for solid; absent when all of it is solid. */
  readonly alpha?: Uint8Array;
}
