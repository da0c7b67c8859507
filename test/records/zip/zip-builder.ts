import { crc32 } from 'node:zlib';
import { deflateSync } from 'fflate';
import { concatBytes, utf8Bytes } from '../../../src/shared/bytes.ts';

/** A file for a zip; whatever is overridden is written as given, true or not. */
export interface Member {
  readonly name: string | Uint8Array;
  readonly content?: string | Uint8Array;
  readonly stored?: boolean;
  readonly packed?: Uint8Array;
  readonly method?: number;
  readonly flags?: number;
  readonly crc32?: number;
  readonly packedBytes?: number;
  readonly unpackedBytes?: number;
  readonly localName?: string;
  readonly externalAttributes?: number;
  /** Header and data are those of the member before it. */
  readonly sharesBytes?: boolean;
}

/** What the end record says, where it is to lie. */
export interface EndOverrides {
  readonly count?: number;
  readonly directoryBytes?: number;
  readonly offset?: number;
  readonly disk?: number;
  readonly zip64Locator?: boolean;
  readonly comment?: string;
  readonly trailing?: string;
}

/** Writes a zip as told, sound or not. */
export function zip(members: readonly Member[], end: EndOverrides = {}): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  let lastOffset = 0;
  for (const member of members) {
    const name = bytesOf(member.name);
    const content = bytesOf(member.content ?? '');
    const packed = member.packed ?? (member.stored === true ? content : deflateSync(content));
    const fields = [
      u16(member.flags ?? 0x800),
      u16(member.method ?? (member.stored === true ? 0 : 8)),
      u32(0),
      u32(member.crc32 ?? crc32(content)),
      u32(member.packedBytes ?? packed.length),
      u32(member.unpackedBytes ?? content.length),
    ];
    if (member.sharesBytes !== true) {
      const localName = bytesOf(member.localName ?? name);
      const local = concatBytes(
        ...[u32(0x04034b50), u16(20), ...fields, u16(localName.length), u16(0)],
        localName,
        packed,
      );
      parts.push(local);
      lastOffset = offset;
      offset += local.length;
    }
    directory.push(
      ...[u32(0x02014b50), u16(0x314), u16(20), ...fields, u16(name.length), u16(0), u16(0)],
      ...[u16(0), u16(0), u32(member.externalAttributes ?? 0), u32(lastOffset), name],
    );
  }
  const listing = concatBytes(...directory);
  const count = end.count ?? members.length;
  const comment = utf8Bytes(end.comment ?? '');
  return concatBytes(
    ...parts,
    listing,
    ...(end.zip64Locator === true ? [u32(0x07064b50), new Uint8Array(16)] : []),
    ...[u32(0x06054b50), u16(end.disk ?? 0), u16(end.disk ?? 0), u16(count), u16(count)],
    ...[u32(end.directoryBytes ?? listing.length), u32(end.offset ?? offset)],
    ...[u16(comment.length), comment, utf8Bytes(end.trailing ?? '')],
  );
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? utf8Bytes(content) : content;
}

function u16(value: number): Uint8Array {
  return Uint8Array.of(value & 0xff, (value >>> 8) & 0xff);
}

function u32(value: number): Uint8Array {
  return concatBytes(u16(value & 0xffff), u16(value >>> 16));
}
