export const LOCALES = ['en', 'fr', 'de'] as const;

export type AppLocale = (typeof LOCALES)[number];

export const LOCALE_COOKIE = 'custodia-locale';

export function isLocale(value: string | undefined): value is AppLocale {
  return LOCALES.some((locale) => locale === value);
}

/** The first language of an Accept-Language header that we speak, else English. */
export function preferredLocale(acceptLanguage: string | null): AppLocale {
  const wanted = (acceptLanguage ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase());
  return wanted.find(isLocale) ?? 'en';
}
