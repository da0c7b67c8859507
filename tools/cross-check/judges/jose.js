import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { compactVerify, importX509 } from 'jose';

/**
 * jose verifies the sidecar with the institutions' published certificates; its digest is the PDF's or, of one that was
 * renewed, that of the PDF as it was issued: its beginning, up to the end of a revision.
 */
export const joseJudge = {
  name: 'jose',
  isInstalled: () => true,
  judge: ({ documents, trustList }) =>
    Promise.all(documents.map((document) => judgeSidecar(document, trustList))),
};

async function judgeSidecar({ file, timeStamps }, trustList) {
  const sidecar = file.replace(/\.pdf$/, '.jws');
  if (!existsSync(sidecar)) return { file, ok: false, answer: 'no sidecar' };
  try {
    const { payload, protectedHeader } = await compactVerify(
      readFileSync(sidecar, 'utf8').trim(),
      (header) => importX509(findCertificatePem(header, trustList), header.alg),
    );
    const digestSri = JSON.parse(new TextDecoder().decode(payload)).relatedResource[0].digestSRI;
    const pdf = readFileSync(file);
    const files = timeStamps === undefined ? [pdf] : toRevisions(pdf);
    const ok = protectedHeader.typ === 'vc+jwt' && files.map(toSri).includes(digestSri);
    return {
      file,
      ok,
      answer: `${protectedHeader.alg} ${protectedHeader.typ} ${ok ? 'bound' : 'NOT bound'}`,
    };
  } catch (error) {
    return { file, ok: false, answer: String(error) };
  }
}

/** The file as it ended at each of its revisions; ours end with the marker and without a line end. */
function toRevisions(pdf) {
  const ends = [];
  for (let at = pdf.indexOf('%%EOF'); at >= 0; at = pdf.indexOf('%%EOF', at + 1)) ends.push(at + 5);
  return ends.map((end) => pdf.subarray(0, end));
}

const toSri = (bytes) => `sha256-${createHash('sha256').update(bytes).digest('base64')}`;

/** The key comes from the trust list, picked by `kid` (SHA-256 of the certificate), never from the header. */
function findCertificatePem(header, trustList) {
  for (const institution of trustList.institutions) {
    for (const signer of institution.signers) {
      const keyId = createHash('sha256')
        .update(Buffer.from(signer.certificate, 'base64'))
        .digest('base64url');
      if (keyId === header.kid) {
        return `-----BEGIN CERTIFICATE-----\n${signer.certificate}\n-----END CERTIFICATE-----`;
      }
    }
  }
  throw new Error(`no published certificate for kid ${header.kid}`);
}
