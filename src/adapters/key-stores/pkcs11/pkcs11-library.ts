import type { PKCS11 } from 'pkcs11js';

import { keyStoreError } from '../key-store-errors.ts';
import {
  CKR_CRYPTOKI_ALREADY_INITIALIZED,
  isReturnValue,
  toPkcs11Failure,
} from './pkcs11-errors.ts';

const CKF_OS_LOCKING_OK = 2;

/**
 * Loads the module of an HSM's maker. The package behind it is optional: whoever keeps keys in files needs
 * neither it nor a compiler.
 * @param path of the module, a shared library.
 * @throws AppError `key-store-missing`
 */
export async function loadPkcs11Library(path: string): Promise<PKCS11> {
  try {
    const { default: pkcs11js } = await import('pkcs11js');
    const library = new pkcs11js.PKCS11();
    library.load(path);
    return library;
  } catch {
    throw keyStoreError('key-store-missing');
  }
}

/** Starts the module; another user of it in this process may have done so. */
export function startPkcs11Library(library: PKCS11): void {
  try {
    // Signatures are made side by side in threads: the module must lock.
    library.C_Initialize({ flags: CKF_OS_LOCKING_OK });
  } catch (error) {
    if (!isReturnValue(error, CKR_CRYPTOKI_ALREADY_INITIALIZED)) throw toPkcs11Failure(error);
  }
}

/** Starts the module again, so that it looks for its tokens anew. Sessions of others in this process end, too. */
export function restartPkcs11Library(library: PKCS11): void {
  try {
    library.C_Finalize();
  } catch {
    // It was not running: as good.
  }
  startPkcs11Library(library);
}
