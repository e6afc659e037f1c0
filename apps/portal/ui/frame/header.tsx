'use client';

import { useTranslations } from 'next-intl';
import { LaterChip } from '@/features/dispensing/later-chip';
import { LedgerChip } from '@/features/ledger/ledger-chip';
import { QueueChip } from '@/features/ledger/queue-chip';
import { OperatorMenu } from '@/features/parties/operator-menu';
import { SiteMenu } from '@/features/parties/site-menu';
import { ScannerChip } from '@/features/scanning/scanner-chip';
import classes from './header.module.css';
import { PaletteButton } from './palette-button';

/** Where one is, and whether scanner, queue and ledger are well. */
export function Header() {
  const t = useTranslations('frame');
  return (
    <header className={classes.header} data-screen-only>
      <SiteMenu />
      <PaletteButton />
      <div className={classes.states} role="group" aria-label={t('states')}>
        <ScannerChip />
        <LaterChip />
        <QueueChip />
        <LedgerChip />
      </div>
      <OperatorMenu />
    </header>
  );
}
