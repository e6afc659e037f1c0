/**
 * The token that the API compares with its cookie on every write. It comes with the session and, in a tab that was
 * opened later, is read from the readable cookie.
 */
const COOKIE = 'custodia_csrf';
/** Over https the name says that no other host has set it; that one first. */
const NAMES = [`__Host-${COOKIE}`, COOKIE];
export const CSRF_HEADER = 'x-custodia-csrf';

let fromSession = '';

export function rememberCsrf(token: string): void {
  fromSession = token;
}

export function csrfHeaders(): Record<string, string> {
  const token = fromCookie() ?? fromSession;
  return token === '' ? {} : { [CSRF_HEADER]: token };
}

function fromCookie(): string | undefined {
  if (typeof document === 'undefined') return undefined;
  const entries = document.cookie.split('; ');
  const pair = NAMES.flatMap((name) => entries.filter((entry) => entry.startsWith(`${name}=`)))[0];
  return pair && decodeURIComponent(pair.slice(pair.indexOf('=') + 1));
}
