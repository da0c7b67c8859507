/** What can be wrong with the syntax of JSON, in the words of both languages. Keys are codes of `FormatError`. */
export const JSON_PROBLEMS = {
  'json/text-after-value': {
    th: 'มีข้อความต่อท้ายข้อมูล',
    en: 'text follows the value',
  },
  'json/ends-early': { th: 'ไฟล์จบก่อนข้อมูลครบ', en: 'the text ends too early' },
  'json/name-missing': {
    th: 'ต้องมีชื่อในเครื่องหมายคำพูด',
    en: 'a name in quotation marks is missing',
  },
  'json/colon-missing': { th: 'ขาดเครื่องหมาย :', en: 'a colon is missing' },
  'json/brace-missing': { th: 'ขาดเครื่องหมาย , หรือ }', en: 'a comma or a closing brace is missing' },
  'json/bracket-missing': {
    th: 'ขาดเครื่องหมาย , หรือ ]',
    en: 'a comma or a closing bracket is missing',
  },
  'json/text-not-closed': { th: 'ข้อความไม่มีเครื่องหมายคำพูดปิด', en: 'a text is not closed' },
  'json/control-character': {
    th: 'มีอักขระควบคุมหรือขึ้นบรรทัดใหม่ในข้อความ',
    en: 'a text holds a raw control character',
  },
  'json/escape': { th: 'รหัสหลัง \\ ไม่ถูกต้อง', en: 'an escape is not valid' },
  'json/value-missing': { th: 'ขาดข้อมูลหรืออ่านไม่ออก', en: 'a value is missing or not readable' },
} as const;

export type JsonProblem = keyof typeof JSON_PROBLEMS;

/** Whether an error code is one of JSON's syntax. */
export function isJsonProblem(code: string): code is JsonProblem {
  return Object.hasOwn(JSON_PROBLEMS, code);
}
