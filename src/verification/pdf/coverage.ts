import { characterKinds, hexDigits, WHITE_SPACE } from '../../formats/pdf/syntax/characters.ts';
import type { PdfFile } from '../../formats/pdf/pdf-file.ts';
import type { PdfSignature } from '../../formats/pdf/signatures/pdf-signature.ts';
import type { CheckResult } from '../report.ts';

/** Which bytes a signature protects. */
export interface CoverageResult {
  /** `REVISION` also when a check failed: nothing is claimed that was not proven. */
  readonly coverage: 'WHOLE_FILE' | 'REVISION';
  /** The revision that was signed; `null` when the signed bytes are not exactly one. */
  readonly signedRevisionIndex: number | null;
  readonly checks: readonly CheckResult[];
}

const RULES = {
  'pdf/signature-dictionary':
    'A signature dictionary is an object of its own, written in place and without ambiguity (ISO 32000-2 §12.8.1).',
  'pdf/byte-range':
    'The signed bytes begin with the file and leave out exactly the hexadecimal string in /Contents of their own signature dictionary (ISO 32000-2 §12.8.1, ETSI EN 319 142-1 §5.1).',
  'pdf/coverage':
    'The signed bytes end where the revision ends that holds the signature (ISO 32000-2 §12.8.1).',
  'pdf/end-of-file': 'Nothing but one line end follows the last %%EOF (ISO 32000-2 §7.5.5).',
} as const;

type Rule = keyof typeof RULES;

/**
 * Says whether a signature covers everything it should: from the first byte of the file to the last byte of
 * its own revision, except its own /Contents. All faults are FORMAT_FAILURE (ETSI EN 319 102-1
 * §5.1.3); whether the bytes are the signed ones is another check.
 */
export function checkCoverage(file: PdfFile, signature: PdfSignature): CoverageResult {
  const gap = gapFault(file.bytes, signature);
  const signedRevisionIndex = gap === undefined ? findSignedRevision(file, signature) : undefined;
  const covered = signedRevisionIndex !== undefined;
  const isNewest = signedRevisionIndex === file.newest.index;
  const trailingBytes = countTrailing(file, signature, isNewest);
  const codes = [...new Set(signature.findings.map(({ code }) => code))];
  return {
    coverage: covered && isNewest && trailingBytes === 0 ? 'WHOLE_FILE' : 'REVISION',
    signedRevisionIndex: signedRevisionIndex ?? null,
    checks: [
      codes.length === 0
        ? passed('pdf/signature-dictionary', 'well formed')
        : failed('pdf/signature-dictionary', codes.join(', ')),
      gap === undefined
        ? passed('pdf/byte-range', 'one gap, which is the signature value')
        : failed('pdf/byte-range', gap),
      gap === undefined ? coverageCheck(file, signature, signedRevisionIndex) : skippedCoverage(),
      trailingBytes === 0
        ? passed('pdf/end-of-file', 'nothing follows')
        : failed('pdf/end-of-file', `${trailingBytes} bytes follow`),
    ],
  };
}

/** What is wrong with the byte range's begin and gap, `undefined` when nothing is. */
function gapFault(bytes: Uint8Array, signature: PdfSignature): string | undefined {
  const { byteRange, contentsRange } = signature;
  if (byteRange === null) return 'no usable /ByteRange';
  if (contentsRange === null) return 'no /Contents that could be left out';
  const [first, firstLength, second, secondLength] = byteRange;
  if (first !== 0) return 'the signed bytes do not begin with the file';
  if (second + secondLength > bytes.length) return 'the signed bytes reach beyond the file';
  if (firstLength !== contentsRange.start || second !== contentsRange.end) {
    return 'the gap is not the string in /Contents';
  }
  if (bytes[firstLength] !== 0x3c || bytes[second - 1] !== 0x3e) {
    return 'the gap is no hexadecimal string';
  }
  for (let offset = firstLength + 1; offset < second - 1; offset++) {
    // White space within a hexadecimal string means nothing (ISO 32000-2 §7.3.4.3).
    if (hexDigits[bytes[offset]!]! < 0 && characterKinds[bytes[offset]!] !== WHITE_SPACE) {
      return 'the gap holds more than hexadecimal digits';
    }
  }
  return undefined;
}

/** The revision that ends where the signed bytes end and holds the signature. */
function findSignedRevision(file: PdfFile, signature: PdfSignature): number | undefined {
  const [, , second, secondLength] = signature.byteRange!;
  const end = second + secondLength;
  const revision = file.revisions[signature.revisionIndex]!;
  // The blanks after %%EOF may count for this revision or the next: signers do both.
  const ends = end >= revision.eofOffset && isBlank(file.bytes, revision.eofOffset, end);
  return ends ? revision.index : undefined;
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let offset = start; offset < end; offset++) {
    if (characterKinds[bytes[offset]!] !== WHITE_SPACE) return false;
  }
  return true;
}

/** How many bytes follow the last %%EOF and its line end that no signature covers; blanks in a signature are signed. */
function countTrailing(file: PdfFile, { byteRange }: PdfSignature, isNewest: boolean): number {
  const [, , second = 0, secondLength = 0] = byteRange ?? [];
  const isSigned = isNewest && second + secondLength === file.bytes.length;
  return isSigned ? 0 : file.trailingBytes;
}

function coverageCheck(
  file: PdfFile,
  signature: PdfSignature,
  signedRevisionIndex: number | undefined,
): CheckResult {
  if (signedRevisionIndex === undefined) {
    return failed('pdf/coverage', 'the signed bytes do not end with the revision of the signature');
  }
  const later = file.newest.index - signedRevisionIndex;
  const number = signature.revisionIndex + 1;
  return passed(
    'pdf/coverage',
    later === 0 ? 'the whole file' : `revision ${number}, ${later} more follow`,
  );
}

function skippedCoverage(): CheckResult {
  return {
    check: 'pdf/coverage',
    indication: 'SKIPPED',
    subIndication: null,
    found: 'the byte range is wrong',
    because: RULES['pdf/coverage'],
  };
}

function passed(check: Rule, found: string): CheckResult {
  return { check, indication: 'PASSED', subIndication: null, found, because: RULES[check] };
}

function failed(check: Rule, found: string): CheckResult {
  return {
    check,
    indication: 'FAILED',
    subIndication: 'FORMAT_FAILURE',
    found,
    because: RULES[check],
  };
}
