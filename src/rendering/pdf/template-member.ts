import { PDFContext, PDFRef, PDFString } from 'pdf-lib';
import type { PDFObject } from 'pdf-lib';
import type { StreamMember } from './object-writer.ts';
import { toPdfTextString } from './pdf-text.ts';

/** Entries of a dictionary: a plain string is a name, a number a number, the rest says what it is. */
export interface TemplateEntries {
  readonly [key: string]: TemplateValue;
}

type TemplateValue = string | number | PDFObject | TemplateEntries | readonly TemplateValue[];

/**
 * A dictionary of the template layer, built and written by pdf-lib. The template is made once for a
 * batch, so its objects may cost what convenience costs; the objects of each document are written by hand.
 */
export function toTemplateMember(number: number, entries: TemplateEntries): StreamMember {
  const context = PDFContext.create();
  return { number, body: context.obj(entries as Parameters<PDFContext['obj']>[0]).toString() };
}

/** An indirect reference as a value. */
export function referenceTo(number: number): PDFRef {
  return PDFRef.of(number);
}

/** A byte string of plain ASCII without brackets or backslashes. */
export function asciiString(text: string): PDFString {
  return PDFString.of(text);
}

/** Text for people, as {@link toPdfTextString} writes it. */
export function textString(text: string): PDFString {
  return PDFString.of(toPdfTextString(text).slice(1, -1));
}
