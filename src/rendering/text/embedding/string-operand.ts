/** Bytes that would end a literal string or be changed in it (ISO 32000-2:2020 §7.3.4.2). */
const ESCAPED: Readonly<Record<number, string>> = {
  0x0a: '\\n',
  0x0d: '\\r',
  0x28: '\\(',
  0x29: '\\)',
  0x5c: '\\\\',
};

/** A CID as two bytes inside a literal string, one character per byte, escaped. */
export function cidOperand(cid: number): string {
  return byteOperand(cid >> 8) + byteOperand(cid & 0xff);
}

/** A number as a content stream writes it: at most three decimals, no exponent. */
export function numberOperand(value: number): string {
  const rounded = Math.round(value * 1000) / 1000;
  return Object.is(rounded, -0) ? '0' : String(rounded);
}

function byteOperand(byte: number): string {
  return ESCAPED[byte] ?? String.fromCharCode(byte);
}
