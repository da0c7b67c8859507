"""Processor milliseconds of one warm PAdES signature (B-B) with pyHanko, the median of several.

Arguments: a folder with key.p12, passphrase and unsigned.pdf; how many times. The key is opened once.
"""

import io
import sys
import time
from pathlib import Path

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter


def main(folder, count):
    folder = Path(folder)
    signer = signers.SimpleSigner.load_pkcs12(
        folder / "key.p12", passphrase=(folder / "passphrase").read_bytes().strip()
    )
    pdf = (folder / "unsigned.pdf").read_bytes()
    metadata = signers.PdfSignatureMetadata(
        field_name="Peer", subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256"
    )
    times = []
    for turn in range(-(count // 4), count):
        before = time.process_time()
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        signed = signers.sign_pdf(writer, metadata, signer=signer)
        if len(signed.getbuffer()) <= len(pdf):
            sys.exit("pyHanko has signed nothing")
        if turn >= 0:
            times.append((time.process_time() - before) * 1000)
    print(sorted(times)[len(times) // 2])


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
