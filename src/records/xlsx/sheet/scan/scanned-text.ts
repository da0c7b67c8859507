/** What a byte of character data means for reading it. */
export const TEXT = {
  plain: 0,
  /** Part of a letter beyond ASCII. */
  wide: 1,
  /** `&`, and `>`, which may not follow `]]`. */
  special: 2,
  /** `<`, and all that only a whole XML parser judges. */
  end: 4,
} as const;

/** {@link TEXT} by byte. */
export const TEXT_CLASSES = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte >= 0x80) return TEXT.wide;
  const character = String.fromCharCode(byte);
  if (character === '&' || character === '>') return TEXT.special;
  const isPlain = (byte >= 0x20 && character !== '<') || character === '\t' || character === '\n';
  return isPlain ? TEXT.plain : TEXT.end;
});

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};
const REFERENCE = /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));|&/g;

/**
 * Character data as the text that it stands for; none for what has to be judged by a whole XML parser
 * (XML 1.0 §2.2, §4.1): bytes that are no UTF-8, characters and references that XML does not allow.
 * @param classes of all its bytes, joined with `|`.
 */
export function findScannedText(
  bytes: Buffer,
  start: number,
  end: number,
  classes: number,
): string | undefined {
  if (classes === TEXT.plain) return bytes.toString('latin1', start, end);
  const text = bytes.toString('utf8', start, end);
  // What is no UTF-8 becomes U+FFFD, which may also stand there; the last two are not allowed.
  if ((classes & TEXT.wide) !== 0 && /[\uFFFD-\uFFFF]/.test(text)) return undefined;
  if ((classes & TEXT.special) === 0) return text;
  if (text.includes(']]>')) return undefined;
  let unknown = 0;
  const resolved = text.replace(REFERENCE, (_, name?: string, decimal?: string, hex?: string) => {
    const character = name === undefined ? findCharacter(decimal, hex) : NAMED[name];
    if (character === undefined) unknown++;
    return character ?? '';
  });
  return unknown === 0 ? resolved : undefined;
}

function findCharacter(decimal?: string, hex?: string): string | undefined {
  if (decimal === undefined && hex === undefined) return undefined;
  const code = decimal === undefined ? Number.parseInt(hex!, 16) : Number(decimal);
  const isAllowed =
    code === 0x9 ||
    code === 0xa ||
    code === 0xd ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff);
  return isAllowed ? String.fromCodePoint(code) : undefined;
}
