import type { Instant } from '../../shared/instant.ts';
import type { ObjectWriter, StreamMember } from './object-writer.ts';
import { objectNumbers, reference } from './object-numbers.ts';
import { toPdfDate, toPdfTextString } from './pdf-text.ts';

/** The machine-readable record inside every document (ISO 19005-3:2012 §6.8 and annex E). */
const FILES = [
  {
    name: 'transcript.xml',
    specification: objectNumbers.template.xmlFile,
    stream: objectNumbers.document.transcriptXml,
    subtype: '/text#2Fxml',
    relationship: 'Alternative',
  },
  {
    name: 'transcript.json',
    specification: objectNumbers.template.jsonFile,
    stream: objectNumbers.document.transcriptJson,
    subtype: '/application#2Fjson',
    relationship: 'Source',
  },
] as const;

/** File specifications: the same in all documents of a template. */
export function toFileSpecifications(descriptions: {
  readonly xml: string;
  readonly json: string;
}): readonly StreamMember[] {
  return FILES.map(({ name, specification, stream, relationship }) => {
    const description = name.endsWith('.xml') ? descriptions.xml : descriptions.json;
    const file = reference(stream);
    return {
      number: specification,
      body:
        `<</Type/Filespec/F(${name})/UF(${name})/Desc${toPdfTextString(description)}` +
        `/AFRelationship/${relationship}/EF<</F ${file}/UF ${file}>>>>`,
    };
  });
}

/** Writes the two embedded files of one document. */
export function writeEmbeddedFiles(
  writer: ObjectWriter,
  contents: { readonly xml: Uint8Array; readonly json: Uint8Array },
  modifiedAt: Instant,
): void {
  const date = toPdfDate(modifiedAt);
  for (const { name, stream, subtype } of FILES) {
    const content = name.endsWith('.xml') ? contents.xml : contents.json;
    const parameters = `/Params<</Size ${content.length}/ModDate(${date})>>`;
    writer.stream(stream, content, `/Type/EmbeddedFile/Subtype${subtype}${parameters}`);
  }
}
