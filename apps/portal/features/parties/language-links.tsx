'use client';

import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { LOCALES, LOCALE_COOKIE } from '@/i18n/locales';
import classes from './language-links.module.css';

/** The language of the portal, before anyone is signed in. */
export function LanguageLinks() {
  const t = useTranslations('operator');
  const current = useLocale();
  const router = useRouter();
  return (
    <div className={classes.links} role="group" aria-label={t('language')}>
      {LOCALES.map((name) => (
        <button
          key={name}
          type="button"
          lang={name}
          aria-pressed={name === current}
          onClick={() => {
            document.cookie = `${LOCALE_COOKIE}=${name}; path=/; max-age=31536000; samesite=lax`;
            router.refresh();
          }}
        >
          {t(`languages.${name}`)}
        </button>
      ))}
    </div>
  );
}
