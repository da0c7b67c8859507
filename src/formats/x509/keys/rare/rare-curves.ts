/**
 * The curves that are verified in JavaScript, by name: a bundle for browsers then carries these and not
 * everything else that their modules offer.
 */
export { ed448 } from '@noble/curves/ed448.js';
export { brainpoolP256r1, brainpoolP384r1, brainpoolP512r1 } from '@noble/curves/misc.js';
export { p256, p384, p521 } from '@noble/curves/nist.js';
export { secp256k1 } from '@noble/curves/secp256k1.js';
