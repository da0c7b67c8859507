import type { Request } from 'express';
import type { Language } from '../../verification/sentences/language.ts';

export type { Language };

/** Whether a text names one of our two languages. */
export function isLanguage(text: unknown): text is Language {
  return text === 'th' || text === 'en';
}

/** The language that the caller prefers (`Accept-Language`), or `otherwise` when it names neither. */
export function languageOf(request: Request, otherwise: Language): Language {
  if (request.headers['accept-language'] === undefined) return otherwise;
  const preferred = request.acceptsLanguages(otherwise, otherwise === 'th' ? 'en' : 'th');
  return isLanguage(preferred) ? preferred : otherwise;
}
