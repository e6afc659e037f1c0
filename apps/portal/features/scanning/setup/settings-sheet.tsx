'use client';

import { useTranslations } from 'next-intl';
import { Sheet } from '@/ui/sheet';
import { CodeDrawing } from './code-drawing';
import { CHECK_ELEMENTS } from './mock-codes';
import classes from './scanner-screen.module.css';

/**
 * What their manuals call the two settings that differ most: "Transmit Code ID Character", "FN1 Substitution Values" (Zebra DS3408
 * Product Reference Guide, chapter 14), "Function Code Transmit" (Honeywell 1981 user manual, chapter 5), "Global AIM ID", "Control
 * Character Emulation" (Datalogic Gryphon GPS4400, "Data Editing", and QuickScan QD24, appendix A). What their set-up codes hold is
 * not published as a whole.
 */
const MAKERS = ['zebra', 'honeywell', 'datalogic'] as const;

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
      <details className={classes.keys}>
        <summary>{t('makers')}</summary>
        <table className={classes.makers}>
          <thead>
            <tr>
              <th scope="col">{t('maker')}</th>
              <th scope="col">{t('identifiers')}</th>
              <th scope="col">{t('separator')}</th>
            </tr>
          </thead>
          <tbody>
            {MAKERS.map((maker) => (
              <tr key={maker}>
                <th scope="row">{t(`names.${maker}.name`)}</th>
                <td>{t(`names.${maker}.identifiers`)}</td>
                <td>{t(`names.${maker}.separator`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
      <div className={classes.code}>
        <CodeDrawing elements={CHECK_ELEMENTS} label={t('checkCode')} />
        <p className={classes.aside}>{t('check')}</p>
      </div>
    </Sheet>
  );
}
