import { FormatError } from '../../shared/format-error.ts';
import { parseDer, parseDerAt, type DerElement } from './der-element.ts';

/**
 * Walks the fields of one SEQUENCE or SET in order, as their ASN.1 definition lists them. Everything that
 * is taken is checked; `end` makes sure that nothing was left over.
 */
export class DerReader {
  readonly #content: Uint8Array;
  #offset = 0;

  private constructor(content: Uint8Array) {
    this.#content = content;
  }

  /**
   * The fields of an element with this tag.
   * @throws FormatError `der/unexpected-tag`.
   */
  static of(element: DerElement, tag: number): DerReader {
    return new DerReader(expectTag(element, tag).content);
  }

  /**
   * The fields of bytes that are exactly one element with this tag.
   * @throws FormatError `der/…`
   */
  static ofBytes(bytes: Uint8Array, tag: number): DerReader {
    return DerReader.of(parseDer(bytes), tag);
  }

  /** Whether every field has been taken. */
  get isAtEnd(): boolean {
    return this.#offset === this.#content.length;
  }

  /** The next field, whatever its tag. */
  takeAny(): DerElement {
    const element = parseDerAt(this.#content, this.#offset);
    this.#offset += element.encoded.length;
    return element;
  }

  /** @throws FormatError `der/unexpected-tag` when the next field has another tag. */
  take(tag: number): DerElement {
    return expectTag(this.takeAny(), tag);
  }

  /** The next field if it has this tag. */
  takeIf(tag: number): DerElement | undefined {
    return this.#content[this.#offset] === tag ? this.takeAny() : undefined;
  }

  /** A reader over the next field. */
  enter(tag: number): DerReader {
    return DerReader.of(this.take(tag), tag);
  }

  /** A reader over the next field if it has this tag. */
  enterIf(tag: number): DerReader | undefined {
    const element = this.takeIf(tag);
    return element && DerReader.of(element, tag);
  }

  /**
   * All fields that are left.
   * @throws FormatError `der/too-many` for more than `limit`: no honest structure of ours comes near it.
   */
  takeAll(limit = 10_000): DerElement[] {
    const elements: DerElement[] = [];
    while (!this.isAtEnd) {
      if (elements.length === limit) throw new FormatError('der/too-many', 'too many DER values');
      elements.push(this.takeAny());
    }
    return elements;
  }

  /** @throws FormatError `der/unexpected-field` when a field is left. */
  end(): void {
    if (!this.isAtEnd) {
      throw new FormatError('der/unexpected-field', 'a DER structure has a field too many');
    }
  }
}

/** @throws FormatError `der/unexpected-tag` when the element has another identifier octet. */
export function expectTag(element: DerElement, tag: number): DerElement {
  if (element.tag !== tag) {
    throw new FormatError(
      'der/unexpected-tag',
      `tag 0x${element.tag.toString(16)} where 0x${tag.toString(16)} belongs`,
    );
  }
  return element;
}

/** The element inside an explicit tag: exactly one. */
export function parseExplicit(element: DerElement): DerElement {
  return parseDer(element.content);
}
