const HEADER =
  'student_id,given_name_th,family_name_th,given_name_en,family_name_en,admission_date,degree_th,degree_en,academic_year,semester,course_code,course_title_en,credits,grade,term_gpa,gpax';
const STUDENT = '66010099,ผิดพลาด,ตัวอย่าง,Phitphlat,Tuayang,01/08/2566,ปริญญาสมมติ,Sommut Degree';

/** Files that intake must refuse, each for one reason. */
export function badFiles(): Readonly<Record<string, string>> {
  return {
    'wrong-grade.csv': rows([
      `${STUDENT},2566,1,SC111,Calculus I,3,B+,3.50,3.50`,
      `${STUDENT},2566,1,SC121,General Physics I,3,B + ,3.50,3.50`,
      `${STUDENT},2566,1,SC131,General Chemistry,3,E,3.50,3.50`,
    ]),
    'wrong-gpa.csv': rows([
      `${STUDENT},2566,1,SC111,Calculus I,3,B+,3.25,3.25`,
      `${STUDENT},2566,1,SC121,General Physics I,1,A,3.25,3.25`,
    ]),
    'missing-column.csv': `${[HEADER, `${STUDENT},2566,1,SC111,Calculus I,3,B+,3.50,3.50`]
      .map((line) => line.split(','))
      .map((cells) => cells.filter((_, index) => index !== 5 && index !== 13).join(','))
      .join('\n')}\n`,
    'header-only.csv': rows([]),
    'empty.csv': '',
    'broken.json': '[\n  {"studentId": "66010099",\n   "givenNameTh": }\n]\n',
    'doctype.xml':
      '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE t [<!ENTITY e SYSTEM "file:///etc/hostname">]>\n<tc:Transcript xmlns:tc="urn:etda:teda:documentation:Transcript:1">&e;</tc:Transcript>\n',
  };
}

/** Bytes of a text in the encoding of older Thai student systems. */
export function toWindows874(text: string): Uint8Array {
  return Uint8Array.from(text.replaceAll('’', "'"), (character) => {
    const code = character.charCodeAt(0);
    return code >= 0x0e01 ? code - 0x0e01 + 0xa1 : code;
  });
}

function rows(lines: readonly string[]): string {
  return [HEADER, ...lines, ''].join('\n');
}
