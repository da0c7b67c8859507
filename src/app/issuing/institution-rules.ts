import { AppError } from '../../shared/app-error.ts';
import type { Institution } from '../../transcript/institution.ts';

/** @throws AppError `institution-unknown` */
export function getInstitution(
  institutions: ReadonlyMap<string, Institution>,
  code: string,
): Institution {
  const institution = institutions.get(code);
  if (institution === undefined) {
    const known = [...institutions.keys()].join(', ') || '-';
    throw new AppError('institution-unknown', {
      th: `ไม่รู้จักสถาบันรหัส ${code} (ที่ตั้งค่าไว้: ${known})`,
      en: `No institution with code ${code} is configured (configured: ${known}).`,
    });
  }
  return institution;
}

/** The institution's settings name a grading scheme that this program does not have. */
export function schemeUnknown({ code, gradingScheme }: Institution): AppError {
  return new AppError('configuration-invalid', {
    th: `สถาบัน ${code} ใช้หลักเกณฑ์การให้เกรดที่ไม่รู้จัก (institutions.gradingScheme: ${gradingScheme})`,
    en: `Institution ${code} names a grading scheme that is not known (institutions.gradingScheme: ${gradingScheme}).`,
  });
}
