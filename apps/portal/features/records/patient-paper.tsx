'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { LanguageLinks } from '@/features/parties/language-links';
import { BrandMark } from '@/ui/frame/brand-mark';
import classes from './patient.module.css';

/** A screen before the record is open. */
export function PatientPaper({
  title,
  lead,
  children,
}: {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations('record');
  return (
    <main className={classes.paper}>
      <div className={classes.brand}>
        <BrandMark size={26} />
        <span>{t('brand')}</span>
      </div>
      <LanguageLinks />
      <h1 className={classes.title}>{title}</h1>
      {lead && <p className={classes.lead}>{lead}</p>}
      {children}
      <p className={classes.small}>{t('oneOperator')}</p>
    </main>
  );
}
