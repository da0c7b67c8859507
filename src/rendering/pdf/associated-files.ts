import type { Bytes } from '../../shared/bytes.ts';
import { partsOf } from '../../shared/bytes.ts';
import type { Instant } from '../../shared/instant.ts';
import type { ObjectWriter, StreamMember } from './object-writer.ts';
import { objectNumbers } from './object-numbers.ts';
import { toPdfDate } from './pdf-text.ts';
import { asciiString, referenceTo, textString, toTemplateMember } from './template-member.ts';

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
    const file = referenceTo(stream);
    return toTemplateMember(specification, {
      Type: 'Filespec',
      F: asciiString(name),
      UF: asciiString(name),
      Desc: textString(description),
      AFRelationship: relationship,
      EF: { F: file, UF: file },
    });
  });
}

/** Writes the two embedded files of one document. */
export function writeEmbeddedFiles(
  writer: ObjectWriter,
  contents: { readonly xml: Bytes; readonly json: Bytes },
  modifiedAt: Instant,
): void {
  const date = toPdfDate(modifiedAt);
  for (const { name, stream, subtype } of FILES) {
    const content = name.endsWith('.xml') ? contents.xml : contents.json;
    const size = partsOf(content).reduce((sum, { length }) => sum + length, 0);
    const parameters = `/Params<</Size ${size}/ModDate(${date})>>`;
    writer.stream(stream, content, `/Type/EmbeddedFile/Subtype${subtype}${parameters}`);
  }
}
