import type { DocumentLanguage } from '../../transcript/record.ts';
import type { FieldName } from '../template/field-names.ts';

/** A value with its label. */
export interface ContentField {
  readonly label: string;
  readonly value: string;
  /** Whether it is a person's name, which is broken only at spaces. */
  readonly isName: boolean;
}

/** The average of one term, for a drawing. */
export interface ProgressPoint {
  /** `1/2563`: short enough to stand under a point. */
  readonly label: string;
  /** Absent when nothing of the term counts. */
  readonly gpaHundredths?: number;
}

export interface ContentCourse {
  readonly code: string;
  readonly title: string;
  readonly credits: string;
  readonly grade: string;
}

export interface ContentTerm {
  readonly heading: string;
  /** Repeats the heading where the term goes on in another column or page. */
  readonly continuation: string;
  readonly courses: readonly ContentCourse[];
  /** Credits of the term, for its last line. */
  readonly credits: string;
  /** Averages of the term, for the right end of its last line; absent when nothing counts. */
  readonly averages?: string;
}

/**
 * Every text that one document shows, in the document's language and in reading order: what the layout
 * places, and what a batch's repertoire of glyphs is collected from.
 */
export interface TranscriptContent {
  readonly language: DocumentLanguage;
  /** The document's title for its window and metadata. */
  readonly documentTitle: string;
  readonly documentId: string;
  readonly documentIdLabel: string;
  readonly issueDate: string;
  readonly issueDateLabel: string;
  readonly studentName: string;
  readonly studentId: string;
  /** Set when studies are not completed or the degree not yet approved: shown on every page. */
  readonly notice?: string;
  /** The fields that have a value. */
  readonly fields: Readonly<Partial<Record<FieldName, ContentField>>>;
  readonly terms: readonly ContentTerm[];
  /** One for each term. */
  readonly progress: readonly ProgressPoint[];
  /** The grading scheme in force: one entry a grade. */
  readonly legend: readonly string[];
  /** Changes when the legend does. */
  readonly legendId: string;
  readonly verificationUrl: string;
}

/** What is the same in all documents of an institution in one language. */
export interface InstitutionContent {
  readonly name: string;
  readonly otherName: string;
  readonly title: string;
  readonly otherTitle: string;
  readonly registrarName: string;
  readonly registrarTitle: string;
}
