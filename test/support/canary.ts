import { Buffer } from 'node:buffer';

/**
 * A secret that is planted to see where it comes out again.
 * @returns every form in which it could: as it is, hex, base64 at each of three alignments, percent-encoded.
 */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      // The characters at both ends also depend on the neighbours.
      .slice(shift === 0 ? 0 : 4, -4),
  );
  const hex = bytes.toString('hex');
  return [secret, encodeURIComponent(secret), hex, hex.toUpperCase(), ...base64];
}

/** The planted secrets, by name, that a text gives away. */
export function findLeaks(
  text: string,
  secrets: Readonly<Record<string, string>>,
): readonly string[] {
  return Object.entries(secrets)
    .filter(([, secret]) => formsOf(secret).some((form) => text.includes(form)))
    .map(([name]) => name);
}
