"""Judges signed PDFs with pyHanko, offline.

Arguments: a folder of anchors (DER, *.crt), a folder of CRLs (DER, *.crl), then the PDFs, each as
LEVEL=PATH. Files of B-LT and B-LTA are judged with what they bring themselves, without the CRLs.
Renewed ones (B-LTA+), whose signer has ended since, are judged as of one of their time-stamps: pyHanko does not
get through chains of time-stamps whose authorities have ended (EN 319 102-1 5.6.3), DSS does.
Output: one line a file, tab separated: path, trusted, coverage, modification level, docmdp_ok,
bottom_line.
"""

import sys
from datetime import timedelta
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
        if level in ("B-LT", "B-LTA", "B-LTA+"):
            brought = DocumentSecurityStore.read_dss(reader)
            contexts = [
                brought.as_validation_context({**settings, **moment})
                for moment in moments_of(level, reader, signatures[0])
            ]
        else:
            contexts = [ValidationContext(crls=crls, **settings)]
        for context in contexts:
            status = validate_pdf_signature(signatures[0], context, context)
            if status.bottom_line:
                break
        return [
            path,
            str(status.trusted),
            status.coverage.name,
            status.modification_level.name,
            str(status.docmdp_ok),
            str(status.bottom_line),
        ]


def moments_of(level, reader, signature):
    """Now or, for a renewed file, shortly after each of its time-stamps."""
    if level != "B-LTA+":
        return [{}]
    tokens = [each.signed_data for each in reader.embedded_timestamp_signatures]
    for attribute in signature.signer_info["unsigned_attrs"] or []:
        if attribute["type"].native == "signature_time_stamp_token":
            tokens += [value["content"] for value in attribute["values"]]
    times = [token["encap_content_info"]["content"].parsed["gen_time"].native for token in tokens]
    return [{"moment": time + timedelta(minutes=5)} for time in sorted(times)]


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
