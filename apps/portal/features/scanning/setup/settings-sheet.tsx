'use client';

import { parseScan, type Element } from '@custodia/gs1';
import { useTranslations } from 'next-intl';
import { Sheet } from '@/ui/sheet';
import { CodeDrawing } from './code-drawing';
import { MOCK_CODES } from './mock-codes';
import classes from './scanner-screen.module.css';

const parsed = parseScan(MOCK_CODES.pack);
const PACK: readonly Element[] = parsed.ok ? parsed.elements : [];

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
        <CodeDrawing elements={PACK} label={t('checkCode')} />
        <p className={classes.aside}>{t('check')}</p>
      </div>
    </Sheet>
  );
}
