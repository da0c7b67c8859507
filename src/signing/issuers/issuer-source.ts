import type { Certificate } from '../../formats/x509/certificate.ts';

/** Where the certificates of issuers come from that did not come along with a certificate. */
export interface IssuerSource {
  /**
   * Certificates that lead from one up towards an anchor and are not at hand. Nothing in them is believed: they
   * only let a path be built, which is then judged like any other.
   * @param known certificates at hand, in any order.
   * @returns none where nothing is missing, or no issuer says where its certificate is.
   * @throws AppError `issuer-…` where one is published and cannot be had.
   */
  findMissing(
    leaf: Certificate,
    known: readonly Certificate[],
    anchors: readonly Certificate[],
  ): Promise<readonly Certificate[]>;
}
