import type { Chapter } from './collection-case.ts';
import { TEXT_CHAPTER } from './text-chapter.ts';
import { CSV_CHAPTER } from './csv-chapter.ts';
import { VALUES_CHAPTER } from './values-chapter.ts';
import { NAMES_CHAPTER } from './names-chapter.ts';
import { DATES_CHAPTER } from './dates-chapter.ts';
import { GPA_CHAPTER } from './gpa-chapter.ts';
import { COUNTING_CHAPTER } from './counting-chapter.ts';
import { XLSX_CHAPTER } from './xlsx-chapter.ts';
import { JSON_CHAPTER } from './json-chapter.ts';
import { NDJSON_CHAPTER } from './ndjson-chapter.ts';
import { XLSX_CELLS_CHAPTER } from './xlsx-cells-chapter.ts';
import { XML_CHAPTER } from './xml-chapter.ts';
import { ZIP_CHAPTER } from './zip-chapter.ts';
import { HOSTILE_CHAPTER, LIMITS_CHAPTER } from './limits-chapter.ts';

/** Files as registrars really send them, by the chapters of the intake contract. */
export const CHAPTERS: readonly Chapter[] = [
  TEXT_CHAPTER,
  CSV_CHAPTER,
  VALUES_CHAPTER,
  NAMES_CHAPTER,
  DATES_CHAPTER,
  GPA_CHAPTER,
  COUNTING_CHAPTER,
  XLSX_CHAPTER,
  XLSX_CELLS_CHAPTER,
  JSON_CHAPTER,
  NDJSON_CHAPTER,
  XML_CHAPTER,
  ZIP_CHAPTER,
  LIMITS_CHAPTER,
  HOSTILE_CHAPTER,
];
