import { latin1Bytes } from '../../src/shared/bytes.ts';

/**
 * The smallest PDF with a certification signature field (DocMDP P=2), ready to be signed: placeholder byte
 * range, `/Contents` of so many bytes.
 */
export function toUnsignedPdf(contentsBytes: number): Uint8Array {
  const objects = [
    '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]/SigFlags 3>>/Perms<</DocMDP 5 0 R>>>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Annots[4 0 R]>>',
    '<</Type/Annot/Subtype/Widget/FT/Sig/T(Signature)/V 5 0 R/P 3 0 R/F 132/Rect[0 0 0 0]>>',
    '<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(D:20261124030000Z)' +
      '/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P 2/V/1.2>>>>]\n' +
      `/ByteRange [0 /********** /********** /**********]\n/Contents <${'00'.repeat(contentsBytes)}>\n>>`,
  ];
  let text = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = text.length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows.join('')}`;
  text += `trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`;
  return latin1Bytes(text);
}
