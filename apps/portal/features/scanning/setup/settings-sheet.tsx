'use client';

import { useTranslations } from 'next-intl';
import { Sheet } from '@/ui/sheet';
import { CodeDrawing } from './code-drawing';
import { CHECK_ELEMENTS } from './mock-codes';
import classes from './scanner-screen.module.css';

/** What a scanner needs to be set to, and a code to see whether it is. */
export function SettingsSheet() {
  const t = useTranslations('scanner.page.settings');
  return (
    <Sheet title={t('title')} lead={t('lead')}>
      <ol className={classes.steps}>
        <li>{t('aim')}</li>
        <li>{t('gs')}</li>
        <li>{t('country')}</li>
        <li>{t('enter')}</li>
      </ol>
      <div className={classes.code}>
        <CodeDrawing elements={CHECK_ELEMENTS} label={t('checkCode')} />
        <p className={classes.aside}>{t('check')}</p>
      </div>
    </Sheet>
  );
}
