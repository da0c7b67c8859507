/** Text in Windows-874: ASCII, Thai, and Windows' curly quotes, dash and ellipsis. */
export function windows874(text: string): Uint8Array {
  const signs: Readonly<Record<string, number>> = {
    '€': 0x80,
    '…': 0x85,
    '‘': 0x91,
    '’': 0x92,
    '“': 0x93,
    '”': 0x94,
    '•': 0x95,
    '–': 0x96,
    '—': 0x97,
    '\u00A0': 0xa0,
  };
  return Uint8Array.from(text, (character) => {
    const code = character.codePointAt(0)!;
    const byte =
      code < 0x80 ? code : code >= 0x0e01 && code <= 0x0e5b ? code - 0x0d60 : signs[character];
    if (byte === undefined) throw new Error(`Windows-874 has no ${character}`);
    return byte;
  });
}

/** Text in UTF-16 with a byte order mark. */
export function utf16(text: string, order: 'little' | 'big', mark = '\uFEFF'): Uint8Array {
  const units = Array.from({ length: text.length + mark.length }, (_, index) =>
    (mark + text).charCodeAt(index),
  );
  return Uint8Array.from(
    units.flatMap((unit) =>
      order === 'little' ? [unit & 0xff, unit >> 8] : [unit >> 8, unit & 0xff],
    ),
  );
}

/** UTF-8 text in which every `~` is these bytes. */
export function withBytes(text: string, ...bytes: number[]): Uint8Array {
  const encoded = new TextEncoder().encode(text);
  return Uint8Array.from(Array.from(encoded).flatMap((byte) => (byte === 0x7e ? bytes : [byte])));
}
