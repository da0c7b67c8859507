import { FormatError } from '../../../shared/format-error.ts';
import type { ReadingLimits } from '../pdf-limits.ts';
import { Lexer } from './lexer.ts';

/** Told of each reference: the object that it names, and where in the value it stands, key by key, when asked. */
export type ReferenceVisitor = (number: number, trail: () => readonly (string | number)[]) => void;

/**
 * Finds the references in a value without making it: most of a file is read for nothing else. What is not well formed
 * fails here as it does for {@link ObjectParser}. Of a key that is written twice both values are looked at.
 */
export class ReferenceScan {
  readonly #lexer: Lexer;
  readonly #limits: ReadingLimits;
  readonly #visit: ReferenceVisitor;
  /** For an item its index; for an entry the offset of its key's slash, below zero. */
  readonly #trail: number[] = [];

  constructor(lexer: Lexer, limits: ReadingLimits, visit: ReferenceVisitor) {
    this.#lexer = lexer;
    this.#limits = limits;
    this.#visit = visit;
  }

  /** Passes the value that stands here. @throws FormatError `pdf/syntax` or `pdf/limit`. */
  passValue(depth = 0): void {
    const lexer = this.#lexer;
    this.#limits.values.take(0);
    lexer.skipBlank();
    switch (lexer.peek()) {
      case -1:
        throw lexer.error('the file ends within an object');
      case 0x2f: // slash
        lexer.passName();
        return;
      case 0x28: // (
        lexer.passLiteralString();
        return;
      case 0x5b: // [
        this.#passArray(this.#deeper(depth));
        return;
      case 0x3c: // <
        if (lexer.peek(1) === 0x3c) this.#passDict(this.#deeper(depth));
        else lexer.passHexString();
        return;
      default:
        this.#passWord();
    }
  }

  #passArray(depth: number): void {
    const lexer = this.#lexer;
    lexer.position++;
    for (let index = 0; ; index++) {
      lexer.skipBlank();
      if (lexer.peek() === 0x5d) {
        lexer.position++;
        return;
      }
      this.#trail.push(index);
      this.passValue(depth);
      this.#trail.pop();
    }
  }

  #passDict(depth: number): void {
    const lexer = this.#lexer;
    lexer.position += 2;
    for (;;) {
      lexer.skipBlank();
      if (lexer.peek() === 0x3e && lexer.peek(1) === 0x3e) {
        lexer.position += 2;
        return;
      }
      if (lexer.peek() !== 0x2f) throw lexer.error('a key or the end of a dictionary expected');
      this.#trail.push(-1 - lexer.position);
      lexer.passName();
      this.passValue(depth);
      this.#trail.pop();
    }
  }

  #passWord(): void {
    const lexer = this.#lexer;
    const number = lexer.takeCount();
    if (number === undefined) {
      const word = lexer.readWord();
      if (word !== 'true' && word !== 'false' && word !== 'null') lexer.toNumber(word);
    } else if (lexer.takeReferenceTail() !== undefined) this.#visit(number, () => this.#keys());
  }

  #keys(): readonly (string | number)[] {
    const { bytes, end } = this.#lexer;
    return this.#trail.map((step) =>
      step >= 0 ? step : new Lexer(bytes, -1 - step, end).readName(this.#limits.names).value,
    );
  }

  #deeper(depth: number): number {
    if (depth >= this.#limits.maxDepth) {
      throw new FormatError('pdf/limit', 'objects are nested too deeply', this.#lexer.position);
    }
    return depth + 1;
  }
}
