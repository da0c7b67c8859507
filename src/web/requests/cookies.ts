import type { Request } from 'express';

/** The value of a cookie (RFC 6265 §5.4), if the browser sent it once and readable. */
export function cookieOf(request: Request, name: string): string | undefined {
  const values = (request.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  try {
    return values.length === 1 ? decodeURIComponent(values[0]!) : undefined;
  } catch {
    return undefined;
  }
}
