/** Sheets of a workbook that is divided; names are matched in lower case. */
export const STUDENTS_SHEET = 'students';
export const COURSES_SHEET = 'courses';

/** The sheet of our own example file that explains the columns: passed over without a word. */
export const EXPLANATION_SHEET = 'คำอธิบาย columns';
