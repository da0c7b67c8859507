import type { PadesLevel } from '../formats/pdf/signatures/pades-level.ts';
import type { GpaRounding } from './grading-scheme.ts';
import type { RepeatedCourses } from './repeated-courses.ts';

/** What is printed for an institution, and the rules it has chosen. */
export interface Institution {
  /** Five digits, as the ministry numbers it. */
  readonly code: string;
  readonly nameTh: string;
  readonly nameEn: string;
  readonly addressTh?: string;
  readonly addressEn?: string;
  readonly registrar: {
    readonly nameTh: string;
    readonly nameEn: string;
    readonly titleTh: string;
    readonly titleEn: string;
  };
  /** Name of a template folder below `templates/transcripts/`. */
  readonly template: string;
  readonly gradingScheme: string;
  readonly gpaRounding: GpaRounding;
  /** Whether a GPA that differs from ours is an error (the default) or a warning. */
  readonly gpaDifference?: 'error' | 'warning';
  /** How courses taken more than once count; left out, every attempt does. */
  readonly repeatedCourses?: RepeatedCourses;
  /** Whether a second person must approve a batch before it is issued. */
  readonly requiresApproval: boolean;
  /** Batches of up to so many documents may be approved by whoever submitted them; 0 when left out. */
  readonly onePersonUpTo?: number;
  /** Whether a second person has to name the digest of the summary that they looked at; not when left out. */
  readonly approvalNamesDigest?: boolean;
  /** The level of its signatures where a batch says no other; B-B when left out. */
  readonly signatureLevel?: PadesLevel;
  /** Folder of what the institution changes of its template: `design.json`, crest and fonts. An absolute path. */
  readonly design?: string;
  /** Crest as vector: a view box and filled paths in SVG path syntax. Absent: the template's neutral mark. */
  readonly crest?: { readonly viewBox: string; readonly paths: readonly string[] };
}

/** What documents show of an institution and reckon by: everything of it that a batch keeps as it was. */
export type PrintedInstitution = Pick<
  Institution,
  | 'code'
  | 'nameTh'
  | 'nameEn'
  | 'addressTh'
  | 'addressEn'
  | 'registrar'
  | 'gradingScheme'
  | 'gpaRounding'
  | 'repeatedCourses'
  | 'crest'
>;
