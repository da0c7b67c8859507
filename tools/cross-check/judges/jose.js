import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { compactVerify, importX509 } from 'jose';

/** jose verifies the sidecar with the institutions' published certificates; its digest is the PDF's. */
export const joseJudge = {
  name: 'jose',
  isInstalled: () => true,
  judge: ({ pdfs, trustList }) => Promise.all(pdfs.map((file) => judgeSidecar(file, trustList))),
};

async function judgeSidecar(file, trustList) {
  const sidecar = file.replace(/\.pdf$/, '.jws');
  if (!existsSync(sidecar)) return { file, ok: false, answer: 'no sidecar' };
  try {
    const { payload, protectedHeader } = await compactVerify(
      readFileSync(sidecar, 'utf8').trim(),
      (header) => importX509(findCertificatePem(header, trustList), header.alg),
    );
    const digestSri = JSON.parse(new TextDecoder().decode(payload)).relatedResource[0].digestSRI;
    const digest = createHash('sha256').update(readFileSync(file)).digest('base64');
    const ok = protectedHeader.typ === 'vc+jwt' && digestSri === `sha256-${digest}`;
    return {
      file,
      ok,
      answer: `${protectedHeader.alg} ${protectedHeader.typ} ${ok ? 'bound' : 'NOT bound'}`,
    };
  } catch (error) {
    return { file, ok: false, answer: String(error) };
  }
}

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
