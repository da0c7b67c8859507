import { z } from 'zod';
import type { BilingualText } from '../../shared/app-error.ts';
import { AppError } from '../../shared/app-error.ts';

/** Mistakes named in one message: enough to mend a file in one go. */
const MOST_ISSUES = 8;

/**
 * Data of a template or of an institution's design, checked.
 * @param file how people know the file.
 * @throws AppError `template-invalid`, naming file and JSON pointer (RFC 6901) of every mistake.
 */
export function checkData<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  data: unknown,
): z.infer<Schema> {
  const result = schema.safeParse(data, { reportInput: true });
  if (result.success) return result.data;
  const mistakes = result.error.issues.flatMap(toMistakes).slice(0, MOST_ISSUES);
  throw templateInvalid(file, {
    th: mistakes.map(({ th }) => th).join('; '),
    en: mistakes.map(({ en }) => en).join('; '),
  });
}

/** What stands in a template's folder or a design's cannot be used. */
export function templateInvalid(file: string, what: BilingualText, cause?: unknown): AppError {
  return new AppError(
    'template-invalid',
    {
      th: `แม่แบบใช้ไม่ได้: ${file}: ${what.th}`,
      en: `The template cannot be used: ${file}: ${what.en}`,
    },
    { cause },
  );
}

type Issue = z.core.$ZodIssue;

/** The sentences of one finding: one for each place that it names. */
function toMistakes(issue: Issue): readonly BilingualText[] {
  const { th, en } = toWords(issue);
  const paths =
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => [...issue.path, key])
      : [issue.path];
  return paths.map((path) => {
    const place = toPointer(path);
    return { th: `${place} ${th}`, en: `${place} ${en}` };
  });
}

function toPointer(path: readonly PropertyKey[]): string {
  const steps = path.map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1'));
  return steps.length === 0 ? '/' : steps.map((step) => `/${step}`).join('');
}

/** What is wrong, in words: zod's own are English only. */
function toWords(issue: Issue): BilingualText {
  const own = 'params' in issue ? (issue.params as Partial<BilingualText> | undefined) : undefined;
  if (own?.th !== undefined && own.en !== undefined) return { th: own.th, en: own.en };
  if (issue.code === 'unrecognized_keys') {
    return { th: 'ไม่มีรายการชื่อนี้', en: 'is not a known entry' };
  }
  if (issue.input === undefined) return { th: 'ขาดหายไป', en: 'is missing' };
  if (issue.code === 'invalid_type') {
    return { th: `ต้องเป็น ${issue.expected}`, en: `must be of type ${issue.expected}` };
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String).join(', ');
    return { th: `ต้องเป็นค่าใดค่าหนึ่งต่อไปนี้: ${values}`, en: `must be one of: ${values}` };
  }
  if (issue.code === 'too_small') {
    const least = String(issue.minimum);
    return issue.inclusive === false
      ? { th: `ต้องมากกว่า ${least}`, en: `must be more than ${least}` }
      : { th: `ต้องไม่น้อยกว่า ${least}`, en: `must be at least ${least}` };
  }
  if (issue.code === 'too_big') {
    const most = String(issue.maximum);
    return { th: `ต้องไม่เกิน ${most}`, en: `must be at most ${most}` };
  }
  if (issue.code === 'invalid_union') return { th: 'ไม่ใช่ชนิดที่รู้จัก', en: 'is not a known kind' };
  return { th: 'เขียนไม่ถูกรูปแบบ', en: `is not written as it must be (${issue.message})` };
}

/** A text that follows a pattern, and what to say of one that does not. */
export function textLike(pattern: RegExp, th: string, en: string): z.ZodString {
  return z.string().refine((text) => pattern.test(text), { params: { th, en } });
}
