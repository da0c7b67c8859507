/** What the XMP packets of all documents of a template say. */
export interface SharedDescription {
  readonly creator: string;
  readonly language: string;
}

/** What the XMP packet of one document says besides. */
export interface DocumentDescription {
  readonly title: string;
  readonly identifier: string;
  /** RFC 3339, UTC. */
  readonly createdAt: string;
}

/** Program name in `pdf:Producer` and `xmp:CreatorTool`; without version, so that bytes stay the same. */
export const PRODUCER = 'Parinya';

/**
 * PDF/A allows properties of its own list only; the one of PDF/UA is described here
 * (ISO 19005-3:2012 §6.6.2.3).
 */
const OPEN = `<?xpacket begin="\u{feff}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part of ISO 14289 that the document follows</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
<xmp:CreatorTool>${PRODUCER}</xmp:CreatorTool><pdf:Producer>${PRODUCER}</pdf:Producer>
<dc:format>application/pdf</dc:format>
`;

const CLOSE = `</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`;

/**
 * Metadata packets with the PDF/A-3a and PDF/UA-1 identifications, UTF-8 (ISO 16684-1). They are deflated like other
 * streams: that a filter hides a packet from programs that search files for it is forbidden by PDF/A-1
 * (ISO 19005-1 §6.7.2) and no longer by PDF/A-3 (ISO 19005-3 §6.6.2.1).
 */
export class XmpMetadata {
  readonly #shared: Uint8Array;

  constructor({ creator, language }: SharedDescription) {
    const properties = [
      `<dc:creator><rdf:Seq><rdf:li>${escapeXml(creator)}</rdf:li></rdf:Seq></dc:creator>`,
      `<dc:language><rdf:Bag><rdf:li>${escapeXml(language)}</rdf:li></rdf:Bag></dc:language>`,
    ];
    this.#shared = Buffer.from(`${OPEN}${properties.join('\n')}\n`, 'utf8');
  }

  /** The packet of one document, in parts. */
  toPacket({ title, identifier, createdAt }: DocumentDescription): readonly Uint8Array[] {
    const properties =
      `<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(title)}</rdf:li></rdf:Alt></dc:title>` +
      `<dc:identifier>${escapeXml(identifier)}</dc:identifier>` +
      `<xmp:CreateDate>${createdAt}</xmp:CreateDate><xmp:ModifyDate>${createdAt}</xmp:ModifyDate>`;
    return [this.#shared, Buffer.from(`${properties}${CLOSE}`, 'utf8')];
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escapeXml(text: string): string {
  return /[&<>"]/.test(text) ? text.replace(/[&<>"]/g, (c) => ENTITIES[c]!) : text;
}
