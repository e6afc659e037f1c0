'use client';

import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { usePatientFacing } from '@/features/verification/patient-facing';
import { isAlarm } from './later';
import { useLaterScans } from './later-store';

const ID = 'later-alarm';

/** Says on every screen of the pharmacy that a pack of an outage must not be dispensed, until its card was read. */
export function useLaterAlarm(): void {
  const t = useTranslations('scan.later');
  const hidden = usePatientFacing();
  const count = useLaterScans().filter(isAlarm).length;
  useEffect(() => {
    if (count === 0) return undefined;
    const message = t(hidden ? 'looks' : 'alarm', { count });
    notifications.show({ id: ID, color: 'brick', autoClose: false, message });
    // Whoever comes next at this terminal is not told of it.
    return () => {
      notifications.hide(ID);
    };
  }, [count, hidden, t]);
}
