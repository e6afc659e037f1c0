'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import classes from './app-frame.module.css';
import { RecallBanner } from '@/features/recalls/recall-banner';
import { FrameKeys } from './frame-keys';
import { Header } from './header';
import { OwnWorkspace } from './own-workspace';
import { PaletteDock } from './palette-button';
import { Rail } from './rail';

/** What surrounds every working screen: rail (a bar below on phones), header, palette and the keys of everywhere. */
export function AppFrame({ children }: { children: ReactNode }) {
  const t = useTranslations('frame');
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#content">
        {t('skip')}
      </a>
      <Rail />
      <div className={classes.column}>
        <Header />
        <main id="content" className={classes.content} tabIndex={-1}>
          <RecallBanner />
          <OwnWorkspace>{children}</OwnWorkspace>
        </main>
      </div>
      <PaletteDock />
      <FrameKeys />
    </div>
  );
}
