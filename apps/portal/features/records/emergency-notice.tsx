'use client';

import { IconAlertTriangle } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useTime } from '@/lib/use-time';
import { Note } from '@/ui/notes';
import { MyEmergencyQuery } from './emergency.documents';

const TOLD_MS = 30 * 86_400_000;

/** Tells on the first screen who lately read without asking; a month later, only where emergencies are chosen. */
export function EmergencyNotice() {
  const t = useTranslations('record.emergencyChoice');
  const time = useTime();
  const [now] = useState(() => Date.now());
  const [{ data }] = useQuery({ query: MyEmergencyQuery, requestPolicy: 'cache-and-network' });
  const recent = data?.myEmergency.accesses.filter(({ createdAt }) => Date.parse(createdAt) > now - TOLD_MS);
  return recent?.map(({ id, person, site, createdAt }) => (
    <Note key={id} tone="warn" icon={IconAlertTriangle}>
      {t('used', { person, site: site.name, time: time.moment(createdAt) })}{' '}
      <Link href="/patient/more">{t('why')}</Link>
    </Note>
  ));
}
