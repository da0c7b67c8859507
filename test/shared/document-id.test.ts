import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseDocumentId, toDocumentId } from '../../src/shared/document-id.ts';

const randomBytes = fc.uint8Array({ minLength: 15, maxLength: 15 });

describe('document ids', () => {
  it('have four groups of four characters', () => {
    expect(toDocumentId(new Uint8Array(15))).toBe('0000-0000-0000-0000');
    expect(toDocumentId(new Uint8Array(15).fill(31))).toMatch(/^ZZZZ-ZZZZ-ZZZZ-ZZZ[0-9A-Z]$/);
  });

  it('need exactly 15 random bytes', () => {
    expect(() => toDocumentId(new Uint8Array(14))).toThrow(RangeError);
  });

  it('are read back from any way of typing them', () => {
    fc.assert(
      fc.property(randomBytes, (bytes) => {
        const id = toDocumentId(bytes);
        expect(parseDocumentId(id)).toBe(id);
        expect(parseDocumentId(` ${id.toLowerCase().replaceAll('-', ' ')}`)).toBe(id);
        expect(parseDocumentId(id.replaceAll('0', 'o').replaceAll('1', 'l'))).toBe(id);
      }),
    );
  });

  it('notice every single wrong character and every exchange of two characters', () => {
    fc.assert(
      fc.property(
        randomBytes,
        fc.nat(15),
        fc.nat(15),
        fc.constantFrom(...Array.from('0123456789ABCDEFGHJKMNPQRSTVWXYZ')),
        (bytes, first, second, wrong) => {
          const plain = toDocumentId(bytes).replaceAll('-', '');
          const replaced = plain.slice(0, first) + wrong + plain.slice(first + 1);
          const exchanged = Array.from(plain);
          exchanged[first] = plain[second]!;
          exchanged[second] = plain[first]!;
          for (const typed of [replaced, exchanged.join('')]) {
            if (typed !== plain) {
              expect(() => parseDocumentId(typed)).toThrow(
                expect.objectContaining({ code: 'document-id/check' }),
              );
            }
          }
        },
      ),
    );
  });

  it('refuse what is no id at all', () => {
    for (const text of [
      '',
      '7K3M',
      '7K3M-9QXT-2WBD-4HNU',
      '7K3M-9QXT-2WBD-4HN8-0',
      'ก'.repeat(16),
    ]) {
      expect(() => parseDocumentId(text)).toThrow(
        expect.objectContaining({ code: 'document-id/syntax' }),
      );
    }
  });
});
