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
  readonly localCrc32?: number;
  readonly localUnpackedBytes?: number;
  /** As programs write that do not go back: checksum and sizes stand behind the data. */
  readonly streamed?: boolean;
  /** Sizes and place in the directory have eight bytes. */
  readonly zip64?: boolean;
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
  /** A whole zip64 end record; the old one says nothing. */
  readonly zip64?: boolean;
  readonly zip64Count?: number;
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
    const flags = member.flags ?? (member.streamed === true ? 0x808 : 0x800);
    const method = member.method ?? (member.stored === true ? 0 : 8);
    const checksum = member.crc32 ?? crc32(content);
    const packedBytes = member.packedBytes ?? packed.length;
    const unpackedBytes = member.unpackedBytes ?? content.length;
    const toFields = (sum: number, packedSize: number, unpackedSize: number) => [
      ...[u16(flags), u16(method), u32(0), u32(sum), u32(packedSize), u32(unpackedSize)],
    ];
    if (member.sharesBytes !== true) {
      const localName = bytesOf(member.localName ?? name);
      const local = concatBytes(
        ...[u32(0x04034b50), u16(20)],
        ...(member.streamed === true
          ? toFields(0, 0, 0)
          : toFields(
              member.localCrc32 ?? checksum,
              packedBytes,
              member.localUnpackedBytes ?? unpackedBytes,
            )),
        ...[u16(localName.length), u16(0), localName, packed],
        ...(member.streamed === true
          ? [u32(0x08074b50), u32(checksum), u32(packedBytes), u32(unpackedBytes)]
          : []),
      );
      parts.push(local);
      lastOffset = offset;
      offset += local.length;
    }
    const isLarge = member.zip64 === true;
    const extra = isLarge
      ? concatBytes(u16(1), u16(24), u64(unpackedBytes), u64(packedBytes), u64(lastOffset))
      : new Uint8Array();
    const sizes = isLarge ? [0xffffffff, 0xffffffff] : [packedBytes, unpackedBytes];
    directory.push(
      ...[u32(0x02014b50), u16(0x314), u16(20), ...toFields(checksum, sizes[0]!, sizes[1]!)],
      ...[u16(name.length), u16(extra.length), u16(0), u16(0), u16(0)],
      ...[u32(member.externalAttributes ?? 0), u32(isLarge ? 0xffffffff : lastOffset), name, extra],
    );
  }
  const listing = concatBytes(...directory);
  const count = end.count ?? members.length;
  const comment = utf8Bytes(end.comment ?? '');
  const end64 = concatBytes(
    ...[u32(0x06064b50), u64(44), u16(45), u16(45), u32(0), u32(0)],
    ...[
      u64(end.zip64Count ?? count),
      u64(end.zip64Count ?? count),
      u64(listing.length),
      u64(offset),
    ],
    ...[u32(0x07064b50), u32(0), u64(offset + listing.length), u32(1)],
  );
  if (end.zip64 === true) {
    const nothing = [u16(0xffff), u16(0xffff), u32(0xffffffff), u32(0xffffffff), u16(0)];
    const old = [u32(0x06054b50), u16(0), u16(0), ...(end.count === undefined ? nothing : [])];
    if (end.count !== undefined) {
      old.push(u16(end.count), u16(end.count), u32(listing.length), u32(offset), u16(0));
    }
    return concatBytes(...parts, listing, end64, ...old);
  }
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

function u64(value: number): Uint8Array {
  return concatBytes(u32(value), u32(0));
}

function u32(value: number): Uint8Array {
  return concatBytes(u16(value & 0xffff), u16(value >>> 16));
}
