/** SpreadsheetML, the transitional form that every program reads (ECMA-376-1). */
export const SPREADSHEET_NAMESPACE = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
/** Types of the links between the parts of a workbook. */
export const OFFICE_RELATIONSHIPS =
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
/** Content types and links of a package (ISO/IEC 29500-2). */
export const PACKAGE_NAMESPACE = 'http://schemas.openxmlformats.org/package/2006';
