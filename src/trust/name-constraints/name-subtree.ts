import { isWithinName } from '../../formats/x509/names/distinguished-name.ts';
import type { GeneralName } from '../../formats/x509/names/general-name.ts';

/** Whether a name lies in a subtree. `unsupported`: a kind of name whose subtrees nobody defined for us. */
export type SubtreeAnswer = 'inside' | 'outside' | 'unsupported';

/**
 * Compares a name with the base of a subtree of the same kind (RFC 5280 §4.2.1.10).
 * @throws RangeError when the kinds differ: constraints say nothing about other kinds.
 */
export function compareWithSubtree(name: GeneralName, base: GeneralName): SubtreeAnswer {
  if (name.kind === 'directory' && base.kind === 'directory') {
    return answer(isWithinName(name.name, base.name));
  }
  if (name.kind === 'email' && base.kind === 'email') {
    return answer(isMailboxWithin(name.value, base.value));
  }
  if (name.kind === 'dns' && base.kind === 'dns')
    return answer(isHostBelow(name.value, base.value));
  if (name.kind === 'uri' && base.kind === 'uri') return compareUri(name.value, base.value);
  if (name.kind === 'ip' && base.kind === 'ip')
    return answer(isAddressWithin(name.bytes, base.bytes));
  if (name.kind !== base.kind) throw new RangeError('different kinds of names');
  return 'unsupported';
}

function answer(isInside: boolean): SubtreeAnswer {
  return isInside ? 'inside' : 'outside';
}

/** A base with `@` is one mailbox, with a leading dot every host below, else exactly one host. */
function isMailboxWithin(mailbox: string, base: string): boolean {
  const at = mailbox.lastIndexOf('@');
  if (base.includes('@')) {
    const baseAt = base.lastIndexOf('@');
    return (
      mailbox.slice(0, at) === base.slice(0, baseAt) &&
      lower(mailbox.slice(at + 1)) === lower(base.slice(baseAt + 1))
    );
  }
  return at >= 0 && isHostMatching(mailbox.slice(at + 1), base);
}

/** Every name that can be made by adding labels on the left; an empty base is every name. */
function isHostBelow(host: string, base: string): boolean {
  if (base.startsWith('.')) return lower(host).endsWith(lower(base));
  return base === '' || lower(host) === lower(base) || lower(host).endsWith(`.${lower(base)}`);
}

function isHostMatching(host: string, base: string): boolean {
  return base.startsWith('.') ? lower(host).endsWith(lower(base)) : lower(host) === lower(base);
}

/** Only addresses with a host name can be judged; a constraint on others cannot be met. */
function compareUri(uri: string, base: string): SubtreeAnswer {
  const host = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#:[\]]+)(?::\d*)?(?:[/?#]|$)/i.exec(
    uri,
  )?.[1];
  if (host === undefined || /^[\d.]+$/.test(host)) return 'unsupported';
  return answer(isHostMatching(host, base));
}

/** The base is an address and a mask of the same length. */
function isAddressWithin(address: Uint8Array, base: Uint8Array): boolean {
  if (base.length !== 2 * address.length) return false;
  return address.every((byte, index) => {
    const mask = base[address.length + index]!;
    return (byte & mask) === (base[index]! & mask);
  });
}

function lower(text: string): string {
  return text.toLowerCase();
}
