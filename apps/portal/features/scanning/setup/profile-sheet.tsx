'use client';

import { Button } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'next-intl';
import { Sheet } from '@/ui/sheet';
import { StateMark } from '@/ui/state-mark';
import { chooseProfile, forgetProfile, type ScannerProfiles } from '../scanner-profiles';
import classes from './scanner-screen.module.css';

/** The scanners that were calibrated on this device, and by which of them scans are read. */
export function ProfileSheet({ profiles: { active, all } }: { profiles: ScannerProfiles }) {
  const t = useTranslations('scanner.page.profiles');
  const format = useFormatter();
  return (
    <Sheet title={t('title')}>
      {all.length === 0 ? (
        <span className={classes.dim}>{t('none')}</span>
      ) : (
        <ul className={classes.profiles}>
          {all.map(({ name, learnedAt }) => (
            <li key={name} className={classes.profile}>
              <span className={classes.profileName}>{name}</span>
              <span className={classes.dim}>
                {t('learned', { date: format.dateTime(new Date(learnedAt), { dateStyle: 'medium' }) })}
              </span>
              {name === active && (
                <StateMark tone="ok" icon={IconCircleCheck}>
                  {t('inUse')}
                </StateMark>
              )}
              <Button
                variant="default"
                size="compact-sm"
                onClick={() => chooseProfile(name === active ? undefined : name)}
              >
                {t(name === active ? 'stop' : 'use')}
              </Button>
              <Button variant="default" size="compact-sm" onClick={() => forgetProfile(name)}>
                {t('forget')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  );
}
