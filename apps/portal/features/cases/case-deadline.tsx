'use client';

import { IconAlertTriangle, IconHourglass } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useTime } from '@/lib/use-time';
import classes from './cases.module.css';

const MINUTE_MS = 60_000;

/** The case of a row, and how long its deadline is away or past. */
export function CaseDeadline({ file }: { file: { readonly number: string; readonly dueAt: string } }) {
  const t = useTranslations('cases');
  const { ago } = useTime();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const clock = setInterval(() => setNow(Date.now()), MINUTE_MS);
    return () => clearInterval(clock);
  }, []);
  const late = Date.parse(file.dueAt) <= now;
  const Icon = late ? IconAlertTriangle : IconHourglass;
  return (
    <span className={late ? classes.late : undefined}>
      <Icon size={14} stroke={1.8} aria-hidden />
      {t(late ? 'rowLate' : 'rowDue', { number: file.number, when: ago(file.dueAt) })}
    </span>
  );
}
