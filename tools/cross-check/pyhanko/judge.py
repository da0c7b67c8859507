"""Judges signed PDFs with pyHanko, offline.

Arguments: a folder of anchors (DER, *.crt), a folder of CRLs (DER, *.crl), then the PDFs, each as
LEVEL=PATH. Files of B-LT and B-LTA are judged with what they bring themselves, without the CRLs.
Output: one line a file, tab separated: path, trusted, coverage, modification level, docmdp_ok,
bottom_line.
"""

import sys
from pathlib import Path

from asn1crypto import crl as asn1_crl, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator import ValidationContext


def read_all(folder, ending, load):
    return [load(path.read_bytes()) for path in sorted(Path(folder).glob("*" + ending))]


def judge(level, path, anchors, crls):
    with open(path, "rb") as stream:
        reader = PdfFileReader(stream, strict=True)
        signatures = reader.embedded_regular_signatures
        if not signatures:
            return [path, "NO_SIGNATURE"]
        settings = {
            "trust_roots": anchors,
            "allow_fetching": False,
            "revocation_mode": "require",
        }
        if level in ("B-LT", "B-LTA"):
            context = DocumentSecurityStore.read_dss(reader).as_validation_context(settings)
        else:
            context = ValidationContext(crls=crls, **settings)
        status = validate_pdf_signature(signatures[0], context, context)
        return [
            path,
            str(status.trusted),
            status.coverage.name,
            status.modification_level.name,
            str(status.docmdp_ok),
            str(status.bottom_line),
        ]


def main(anchor_folder, crl_folder, files):
    anchors = read_all(anchor_folder, ".crt", x509.Certificate.load)
    crls = read_all(crl_folder, ".crl", asn1_crl.CertificateList.load)
    for document in files:
        level, path = document.split("=", 1)
        try:
            print("\t".join(judge(level, path, anchors, crls)))
        except Exception as error:  # the judge's own words are the finding
            print(f"{path}\tERROR\t{type(error).__name__}: {error}".replace("\n", " "))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
