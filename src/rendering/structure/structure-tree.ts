import type { StreamMember } from '../pdf/object-writer.ts';
import { objectNumbers, reference } from '../pdf/object-numbers.ts';
import { toPdfNumber } from '../pdf/pdf-text.ts';
import type { Box, TagTemplate } from './tag-template.ts';

/** An element whose place is known, or a group of them. */
export type StructureNode =
  | { readonly tag: string; readonly nodes: readonly StructureNode[] }
  | { readonly tags: readonly TagTemplate[]; readonly box: Box };

/** What the tree has to know of the document. */
export interface StructureOptions {
  /** Object number of each page. */
  readonly pageNumbers: readonly number[];
  readonly pageHeightPt: number;
  /** The first of the object numbers that the tree may use. */
  readonly firstNumber: number;
}

/** A structure tree as members of an object stream. */
export interface StructureTree {
  readonly members: readonly StreamMember[];
  /** The first object number that is still free. */
  readonly nextNumber: number;
}

/** Key of the signature field in the parent tree: after those of the pages. */
export function signatureFieldKey(pageCount: number): number {
  return pageCount;
}

/**
 * The logical structure of a document (ISO 32000-2:2020 §14.7): every piece of marked content has one
 * element, and the parent tree leads back from the content to it.
 */
export function toStructureTree(root: StructureNode, options: StructureOptions): StructureTree {
  return new TreeBuilder(options).build(root);
}

class TreeBuilder {
  readonly #options: StructureOptions;
  readonly #members: StreamMember[] = [];
  /** By page, by mark: the number of the element that owns it. */
  readonly #owners: number[][];
  #signatureElement: number | undefined;
  #nextNumber: number;

  constructor(options: StructureOptions) {
    this.#options = options;
    this.#nextNumber = options.firstNumber;
    this.#owners = options.pageNumbers.map(() => []);
  }

  build(root: StructureNode): StructureTree {
    const { structureTreeRoot } = objectNumbers.shape;
    const kids = this.#node(root, structureTreeRoot);
    const parentTree = this.#nextNumber++;
    this.#members.push(
      {
        number: structureTreeRoot,
        body:
          `<</Type/StructTreeRoot/K[${kids.map(reference).join(' ')}]` +
          `/ParentTree ${reference(parentTree)}/ParentTreeNextKey ${this.#owners.length + 1}>>`,
      },
      { number: parentTree, body: this.#parentTree() },
    );
    return { members: this.#members, nextNumber: this.#nextNumber };
  }

  #node(node: StructureNode, parent: number): number[] {
    if ('tags' in node) {
      let mark = node.box.firstMark;
      const nextMark = (): number => mark++;
      return node.tags.map((tag) => this.#element(tag, node.box, parent, nextMark));
    }
    const number = this.#nextNumber++;
    const kids = node.nodes.flatMap((kid) => this.#node(kid, number));
    this.#add(number, node.tag, parent, `/K[${kids.map(reference).join(' ')}]`);
    return [number];
  }

  #element(tag: TagTemplate, box: Box, parent: number, nextMark: () => number): number {
    const number = this.#nextNumber++;
    const page = reference(this.#options.pageNumbers[box.page]!);
    let content: string;
    if (tag.kids !== undefined) {
      const kids = tag.kids.map((kid) => this.#element(kid, box, number, nextMark));
      content = `/K[${kids.map(reference).join(' ')}]`;
    } else if (tag.signatureField !== undefined) {
      this.#signatureElement = number;
      const field = reference(objectNumbers.shape.signatureField);
      content = `/K<</Type/OBJR/Pg ${page}/Obj ${field}>>`;
    } else {
      const mark = nextMark();
      this.#owners[box.page]![mark] = number;
      content = `/Pg ${page}/K ${mark}`;
    }
    const bounds = tag.bounds === undefined ? '' : this.#bounds(tag.bounds(box));
    this.#add(number, tag.tag, parent, `${tag.entries ?? ''}${bounds}${content}`);
    return number;
  }

  #add(number: number, tag: string, parent: number, entries: string): void {
    this.#members.push({ number, body: `<</S/${tag}/P ${reference(parent)}${entries}>>` });
  }

  /** The layout attribute that ISO 14289-1 asks of figures. */
  #bounds({ xPt, yPt, widthPt, heightPt }: Omit<Box, 'page' | 'firstMark'>): string {
    const top = this.#options.pageHeightPt - yPt;
    const corners = [xPt, top - heightPt, xPt + widthPt, top].map(toPdfNumber);
    return `/A<</O/Layout/Placement/Block/BBox[${corners.join(' ')}]>>`;
  }

  #parentTree(): string {
    const pages = this.#owners.map((owners, page) => `${page}[${owners.map(reference).join(' ')}]`);
    const field =
      this.#signatureElement === undefined
        ? ''
        : `${signatureFieldKey(pages.length)} ${reference(this.#signatureElement)}`;
    return `<</Nums[${pages.join('')}${field}]>>`;
  }
}
