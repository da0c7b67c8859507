/** The digests that are computed in JavaScript, by name, as `rare-curves` has the curves. */
export { md5, ripemd160 } from '@noble/hashes/legacy.js';
export { sha224 } from '@noble/hashes/sha2.js';
export { sha3_256, sha3_384, sha3_512, shake256 } from '@noble/hashes/sha3.js';
