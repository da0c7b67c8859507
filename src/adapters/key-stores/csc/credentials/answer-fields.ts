import { keyStoreError } from '../../key-store-errors.ts';
import type { CscAnswer } from '../csc-answer.ts';

/** Whether a value of an answer is a JSON object. */
export function isObject(value: unknown): value is CscAnswer {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws AppError `signing-service-answer` */
export function toObject(value: unknown, property: string): CscAnswer {
  if (!isObject(value)) throw malformed(property);
  return value;
}

/** @throws AppError `signing-service-answer` */
export function objectAt(object: CscAnswer, property: string): CscAnswer {
  return toObject(object[property], property);
}

/** @throws AppError `signing-service-answer` */
export function textAt(object: CscAnswer, property: string): string {
  const value = object[property];
  if (typeof value !== 'string') throw malformed(property);
  return value;
}

/** @throws AppError `signing-service-answer` */
export function textsAt(object: CscAnswer, property: string): readonly string[] {
  const value = object[property];
  if (!Array.isArray(value) || !value.every((each) => typeof each === 'string')) {
    throw malformed(property);
  }
  return value;
}

/** An answer that is not as the standard has it; the property is ours to name, its value never shown. */
export function malformed(property: string) {
  return keyStoreError('signing-service-answer', property);
}
