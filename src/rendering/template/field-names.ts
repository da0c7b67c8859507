/** What a block of a template can show. A field without a value in the record is left out. */
export const FIELD_NAMES = [
  'studentName',
  'studentId',
  'birthDate',
  'level',
  'degree',
  'faculty',
  'programme',
  'major',
  'minor',
  'admissionDate',
  'graduationDate',
  'previousInstitution',
  'previousCertificate',
  'transferredCredits',
  'registeredCredits',
  'earnedCredits',
  'calculatedCredits',
  'gpax',
  'honours',
  'thesisTitle',
] as const;

export type FieldName = (typeof FIELD_NAMES)[number];

/** Without these nobody can say whose results a document shows, or what they come to. */
export const REQUIRED_FIELDS: readonly FieldName[] = [
  'studentName',
  'studentId',
  'degree',
  'earnedCredits',
  'gpax',
];
