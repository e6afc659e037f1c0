'use client';

import { IconKey } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Note } from '@/ui/notes';
import { useRecord } from './open-record';
import { waysOf } from './record';
import { dueChecks, lastOpened } from './unlock-checks';

/** Asks from time to time whether what opens the record is still there, while it is open anyway. */
export function CheckDue() {
  const t = useTranslations('record.ways');
  const { record } = useRecord();
  const [now] = useState(Date.now);
  const due = dueChecks(waysOf(record.keybag.bag).kinds, lastOpened(record.keys.pseudonym), now);
  if (due.length === 0) return null;
  const kinds = due.map((kind) => t(`kinds.${kind}`, { count: 1 })).join(', ');
  return (
    <div role="status">
      <Note tone="warn" icon={IconKey}>
        {t('due', { kinds })} <Link href="/patient/ways">{t('dueTry')}</Link>
      </Note>
    </div>
  );
}
