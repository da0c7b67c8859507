import type { RequestHandler, Request } from 'express';
import { isLanguage, languageOf } from '../../http/requests/language.ts';
import type { Language } from '../../http/requests/language.ts';
import { cookieOf } from './cookies.ts';

const COOKIE = 'lang';
const ONE_YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/** The language of a page: the one in the address, else the one kept, else the browser's, else Thai. */
export function pageLanguageOf(request: Request): Language {
  const asked = request.query['lang'];
  if (isLanguage(asked)) return asked;
  const kept = cookieOf(request, COOKIE);
  return isLanguage(kept) ? kept : languageOf(request, 'th');
}

/** Keeps a language that was chosen by its link. */
export const keepLanguage: RequestHandler = (request, response, next) => {
  const asked = request.query['lang'];
  if (isLanguage(asked)) {
    response.cookie(COOKIE, asked, { maxAge: ONE_YEAR_MS, sameSite: 'lax', httpOnly: true });
  }
  next();
};
