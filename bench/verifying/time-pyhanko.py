"""Processor milliseconds of one warm verification with pyHanko, the median of several.

Arguments: a folder with anchors/*.crt, crls/*.crl and document.pdf; how many times; when (RFC 3339). Where there are
no CRLs, the document's own security store must have all that is needed.
"""

import io
import sys
import time
from datetime import datetime
from pathlib import Path

from asn1crypto import crl as asn1_crl, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator import ValidationContext


def main(folder, count, at):
    folder = Path(folder)
    anchors = [x509.Certificate.load(p.read_bytes()) for p in sorted(folder.glob("anchors/*"))]
    crls = [asn1_crl.CertificateList.load(p.read_bytes()) for p in sorted(folder.glob("crls/*"))]
    pdf = (folder / "document.pdf").read_bytes()
    moment = datetime.fromisoformat(at.replace("Z", "+00:00"))
    times = []
    for turn in range(-(count // 4), count):
        before = time.process_time()
        reader = PdfFileReader(io.BytesIO(pdf), strict=True)
        signature = reader.embedded_regular_signatures[0]
        settings = dict(
            trust_roots=anchors, allow_fetching=False, revocation_mode="require", moment=moment
        )
        if crls:
            context = ValidationContext(crls=crls, **settings)
        else:
            context = DocumentSecurityStore.read_dss(reader).as_validation_context(settings)
        status = validate_pdf_signature(signature, context, context)
        if not status.intact:
            sys.exit("pyHanko finds the document broken")
        if turn >= 0:
            times.append((time.process_time() - before) * 1000)
    print(sorted(times)[len(times) // 2])


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
