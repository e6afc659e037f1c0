'use client';

import { ActionIcon, Badge } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import {
  IconAlertTriangle,
  IconBell,
  IconEye,
  IconLock,
  IconPill,
  IconSettings,
  IconUsers,
  IconWifiOff,
  type Icon,
} from '@tabler/icons-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, type ReactNode } from 'react';
import { FailureNote, Note } from '@/ui/notes';
import { BrandMark } from '@/ui/frame/brand-mark';
import { isDue } from './childhood';
import { MoveNotice } from './move-notice';
import { MoveScreen } from './move-screen';
import { useRecord } from './open-record';
import classes from './patient.module.css';
import { RecoveryWarning } from './recovery-warning';
import { useUnseenLooks } from './seen-looks';
import { useRequests } from './use-requests';

const PLACES: readonly {
  key: 'medicines' | 'requests' | 'sharing' | 'log' | 'more';
  href: string;
  icon: Icon;
}[] = [
  { key: 'medicines', href: '/patient', icon: IconPill },
  { key: 'requests', href: '/patient/requests', icon: IconBell },
  { key: 'sharing', href: '/patient/sharing', icon: IconUsers },
  { key: 'log', href: '/patient/log', icon: IconEye },
  { key: 'more', href: '/patient/more', icon: IconSettings },
];

const LARGE = 'custodia-large-text';

/** Larger letters, kept on this device. */
export function applyLargeText(large: boolean): void {
  document.documentElement.style.fontSize = large ? '125%' : '';
  localStorage.setItem(LARGE, large ? '1' : '');
}

export function isLargeText(): boolean {
  return localStorage.getItem(LARGE) === '1';
}

/** What surrounds an open record: the way out, and five places at the thumb. */
export function PatientFrame({ children }: { children: ReactNode }) {
  const t = useTranslations('record');
  const path = usePathname();
  const { record, close, renew, unrenewed } = useRecord();
  const unseen = useUnseenLooks(record);
  const { requests } = useRequests();
  const open = requests?.filter(({ status }) => status === 'OPEN').length ?? 0;
  const { online } = useNetwork();
  useEffect(() => applyLargeText(isLargeText()), []);
  return (
    <div className={classes.frame}>
      <header className={classes.bar}>
        <BrandMark size={22} />
        <span>{t('brand')}</span>
        <ActionIcon variant="subtle" size="lg" aria-label={t('close')} title={t('close')} onClick={close}>
          <IconLock size={20} stroke={1.7} aria-hidden />
        </ActionIcon>
      </header>
      <main className={classes.content}>
        {unrenewed && (
          <>
            <Note tone="warn" icon={IconAlertTriangle}>
              {t('unrenewed')}
            </Note>
            <FailureNote failure={unrenewed} onRetry={() => void renew()} />
          </>
        )}
        {!online && (
          <div role="status">
            <Note tone="warn" icon={IconWifiOff}>
              {t('app.offline')}
            </Note>
          </div>
        )}
        <RecoveryWarning />
        <MoveNotice />
        {isDue(record.childhood) && path !== '/patient/more' ? <MoveScreen occasion="handOver" /> : children}
        <p className={classes.small}>{t('oneOperator')}</p>
      </main>
      <nav className={classes.nav} aria-label={t('places')}>
        {PLACES.map(({ key, href, icon: Symbol }) => (
          <Link key={key} href={href} aria-current={path === href ? 'page' : undefined}>
            <Symbol size={22} stroke={1.6} aria-hidden />
            <span>{t(`nav.${key}`)}</span>
            {key === 'requests' && open > 0 && (
              <Count count={open} label={t('openRequests', { count: open })} />
            )}
            {key === 'log' && unseen > 0 && <Count count={unseen} label={t('newLooks', { count: unseen })} />}
          </Link>
        ))}
      </nav>
    </div>
  );
}

function Count({ count, label }: { count: number; label: string }) {
  return (
    <Badge className={classes.badge} size="sm" circle aria-label={label}>
      {count > 99 ? '99+' : count}
    </Badge>
  );
}
