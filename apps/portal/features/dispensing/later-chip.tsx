'use client';

import { IconCloudOff } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Chip } from '@/ui/frame/chip';
import { isAlarm } from './later';
import { useLaterScans } from './later-store';

/** How many scans of an outage are still to be checked or looked at; leads to them. */
export function LaterChip() {
  const t = useTranslations('scan.later');
  const router = useRouter();
  const scans = useLaterScans();
  if (scans.length === 0) return null;
  const looks = scans.filter(({ told }) => told).length;
  return (
    <Chip
      tone={scans.some(isAlarm) ? 'stop' : 'warn'}
      icon={IconCloudOff}
      label={looks > 0 ? t('looks', { count: looks }) : t('waiting', { count: scans.length })}
      onClick={() => router.push('/pharmacy/scan#checked-later')}
    />
  );
}
