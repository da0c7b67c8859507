import { lookup as lookupAll, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Networks that are nobody's on the Internet (IANA special-purpose registries, RFC 6890). */
const IPV4_SPECIAL: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
/** The last four carry IPv4 addresses within them, which may be any. */
const IPV6_SPECIAL: readonly (readonly [network: string, prefix: number])[] = [
  ['::', 128],
  ['::1', 128],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2002::', 16],
];

/** Whether an IP address is one of the public Internet: not this machine's, not its network's. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  // Apart: a list of both would take every IPv4 address for one that is mapped into IPv6.
  return family === 6
    ? !toBlockList(IPV6_SPECIAL, 'ipv6').check(address, 'ipv6')
    : !toBlockList(IPV4_SPECIAL, 'ipv4').check(address, 'ipv4');
}

/**
 * Resolves names and refuses those with an address that is not public. The connection goes to the address
 * that was looked at, so a name that changes its mind in between gains nothing.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookupAll(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) callback(error, '');
    else if (
      addresses.length === 0 ||
      !addresses.every(({ address }) => isPublicAddress(address))
    ) {
      callback(refused(), '');
    } else if (options.all === true) callback(null, addresses);
    else {
      const [{ address, family }] = addresses as [LookupAddress];
      callback(null, address, family);
    }
  });
};

/** The address that a URL names without any lookup (`http://127.0.0.1/`, `http://[::1]/`). */
export function literalAddressOf({ hostname }: URL): string | undefined {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return isIP(bare) === 0 ? undefined : bare;
}

function toBlockList(networks: typeof IPV4_SPECIAL, family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of networks) list.addSubnet(network, prefix, family);
  return list;
}

function refused(): NodeJS.ErrnoException {
  return Object.assign(new Error('not a public address'), { code: 'REFUSED_ADDRESS' });
}
