import { FormatError } from '../../../shared/format-error.ts';

const UTF8_FLAG = 1 << 11;
const CONTROL = /[\u0000-\u001F\u007F]/; // eslint-disable-line no-control-regex -- control characters are what it looks for

/**
 * The name of an entry, folders divided by `/`. Names not marked as UTF-8 are read as UTF-8 where they
 * are, else as Windows-874, which is what Thai Windows writes.
 * @throws FormatError `zip/path` (its message is the name) for names that lead out of the folder in which
 * somebody unpacks the zip, or that say different things to different programs.
 */
export function parseEntryName(rawName: Uint8Array, flags: number): string {
  const written = decodeName(rawName, (flags & UTF8_FLAG) !== 0);
  const name = written.replaceAll('\\', '/');
  const isUnsafe =
    name === '' ||
    name.startsWith('/') ||
    /^[a-z]:/i.test(name) ||
    CONTROL.test(name) ||
    name.split('/').some((part) => part === '..' || part === '.');
  if (isUnsafe) throw new FormatError('zip/path', written);
  return name;
}

/** Whether an entry is only what an operating system leaves behind beside the files. */
export function isLitter(name: string): boolean {
  const parts = name.split('/');
  const last = parts.at(-1)!.toLowerCase();
  return (
    parts.includes('__MACOSX') ||
    last === '.ds_store' ||
    last === 'thumbs.db' ||
    last === 'desktop.ini' ||
    last.startsWith('._')
  );
}

function decodeName(bytes: Uint8Array, isMarkedUtf8: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const name = new TextDecoder(isMarkedUtf8 ? 'utf-8' : 'windows-874').decode(bytes);
    if (isMarkedUtf8) throw new FormatError('zip/path', name);
    return name;
  }
}
