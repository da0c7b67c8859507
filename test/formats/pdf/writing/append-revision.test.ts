import { describe, expect, it } from '@jest/globals';

import { parsePdf } from '../../../../src/formats/pdf/pdf-file.ts';
import { isPdfDict } from '../../../../src/formats/pdf/pdf-value.ts';
import {
  appendRevision,
  nextObjectNumber,
} from '../../../../src/formats/pdf/writing/append-revision.ts';
import {
  encodePdfValue,
  withEntries,
  encodeDict,
} from '../../../../src/formats/pdf/writing/encode-pdf-value.ts';
import { latin1Bytes } from '../../../../src/shared/bytes.ts';
import { formatErrorCode } from '../../../support/format-error-code.ts';
import { ownPdf, signedPdf } from '../../../support/signed-pdf.ts';

const identifier = new Uint8Array(16).fill(0xab);

describe('A revision of ours', () => {
  it('stands behind the file, of which no byte changes', () => {
    const before = ownPdf();
    const { bytes } = appendRevision(
      parsePdf(before),
      [{ number: 100, text: '(new)' }],
      identifier,
    );
    expect(bytes.subarray(0, before.length)).toEqual(before);
    expect(parsePdf(bytes).revisions).toHaveLength(2);
  });

  it('replaces and adds objects, streams too', () => {
    const file = parsePdf(ownPdf());
    const number = nextObjectNumber(file);
    const catalog = encodeDict(
      withEntries(file.newest.catalog, { DSS: { type: 'ref', number, generation: 0 } }),
    );
    const data = latin1Bytes('evidence');
    const { bytes, offsets } = appendRevision(
      file,
      [
        { number: 1, text: catalog },
        { number, text: '/Kind/test', data },
      ],
      identifier,
    );
    const { newest } = parsePdf(bytes);
    const stream = newest.read(number);
    expect(newest.catalog.entries.get('AcroForm')).toEqual(
      file.newest.catalog.entries.get('AcroForm'),
    );
    expect(stream).toMatchObject({ type: 'stream' });
    expect(bytes.subarray(offsets.get(number)).subarray(0, 3)).toEqual(
      latin1Bytes(String(number).padEnd(3)),
    );
    expect([...newest.objectNumbersChanged].sort((a, b) => a - b)).toEqual([1, number, number + 1]);
  });

  it('can be followed by another', () => {
    const once = appendRevision(
      parsePdf(ownPdf()),
      [{ number: 3, text: '<</Type/Page>>' }],
      identifier,
    );
    const twice = appendRevision(parsePdf(once.bytes), [{ number: 3, text: 'null' }], identifier);
    const file = parsePdf(twice.bytes);
    expect(file.revisions).toHaveLength(3);
    expect(isPdfDict(file.revisions[1]!.read(3))).toBe(true);
    expect(file.newest.read(3)).toBeNull();
  });

  it('is not appended to a file with another kind of cross-reference', () => {
    const file = parsePdf(signedPdf({ xref: 'table' }));
    expect(formatErrorCode(() => appendRevision(file, [], identifier))).toBe('pdf/xref');
  });
});

describe('A value as PDF syntax', () => {
  it('escapes what a name may not hold', () => {
    expect(encodePdfValue({ type: 'name', value: 'A B#(é' })).toBe('/A#20B#23#28#e9');
  });

  it('writes numbers without exponents and strings in hex', () => {
    const text = {
      type: 'string',
      bytes: latin1Bytes('a)'),
      hexadecimal: false,
      start: 0,
      end: 0,
    } as const;
    expect(encodePdfValue([1e-7, -0.5, 12, true, null, text])).toBe(
      '[0.0000001 -0.5 12 true null <6129>]',
    );
  });
});
