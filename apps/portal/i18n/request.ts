import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { LOCALE_COOKIE, isLocale, preferredLocale, type AppLocale } from './locales';

interface Messages {
  readonly failure: { readonly codes: Record<string, string> };
}

/** The API's sentences are English. In other languages each code has words of its own. */
const FAILURES: Partial<Record<AppLocale, () => Promise<{ default: Record<string, string> }>>> = {
  fr: () => import('../messages/failures.fr.json'),
  de: () => import('../messages/failures.de.json'),
};

export default getRequestConfig(async () => {
  const chosen = (await cookies()).get(LOCALE_COOKIE)?.value;
  const locale = isLocale(chosen) ? chosen : preferredLocale((await headers()).get('accept-language'));
  const { default: messages } = (await import(`../messages/${locale}.json`)) as { default: Messages };
  const failures = await FAILURES[locale]?.();
  const codes = { ...failures?.default, ...messages.failure.codes };
  return { locale, messages: { ...messages, failure: { ...messages.failure, codes } } };
});
