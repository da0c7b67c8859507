import { latin1Text } from '../../shared/bytes.ts';
import { isPdfString, type PdfValue } from './pdf-value.ts';

/** Where PDFDocEncoding differs from Latin-1 (ISO 32000-2 annex D.2); U+FFFD where it has no character. */
const DOC_ENCODING: ReadonlyMap<number, string> = new Map([
  ...characters(0x18, '˘ˇˆ˙˝˛˚˜'),
  ...characters(0x7f, '\ufffd•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž\ufffd€'),
  ...characters(0xad, '\ufffd'),
]);

function characters(first: number, text: string): [number, string][] {
  return Array.from(text, (character, index) => [first + index, character]);
}

/**
 * What a text string says (ISO 32000-2 §7.9.2.2): UTF-16BE or UTF-8 with their marks, otherwise
 * PDFDocEncoding. Broken characters become U+FFFD, so this is for showing, not for comparing.
 */
export function toText(bytes: Uint8Array): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return new TextDecoder('utf-16be').decode(bytes);
  }
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    return new TextDecoder('utf-8').decode(bytes);
  }
  return latin1Text(bytes).replace(
    // eslint-disable-next-line no-control-regex -- PDFDocEncoding has letters where Latin-1 has controls
    /[\x18-\x1f\x7f-\xa0\xad]/g,
    (character) => DOC_ENCODING.get(character.charCodeAt(0))!,
  );
}

/** The text of a string object, `null` for anything else. */
export function findText(value: PdfValue): string | null {
  return isPdfString(value) ? toText(value.bytes) : null;
}
