'use client';

import { Anchor, Skeleton } from '@mantine/core';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useAlertWords } from '@/features/alerts/use-alert-words';
import { usePages } from '@/lib/use-pages';
import { useTime } from '@/lib/use-time';
import { FailureNote } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { CaseStatusMark } from './case-marks';
import { CasesQuery } from './cases.documents';
import classes from './cases.module.css';

/** The cases that a site takes part in; nothing where there are none. */
export function CaseList({ folder }: { folder: string }) {
  const t = useTranslations('cases');
  const { moment } = useTime();
  const words = useAlertWords();
  const pages = usePages(CasesQuery, (data) => data.cases, {});
  if (pages.failure) return <FailureNote failure={pages.failure} onRetry={pages.refetch} />;
  if (!pages.rows) return <Skeleton height={96} radius="lg" />;
  if (pages.rows.length === 0) return null;
  return (
    <Sheet title={t('title')} lead={t('lead')}>
      <ul className={classes.list}>
        {pages.rows.map((file) => (
          <li key={file.id} className={classes.item}>
            <Anchor component={Link} href={`${folder}/cases/${file.id}`} fw={600}>
              {file.number}
            </Anchor>
            <span className={classes.grow}>{file.incident && words.title(file.incident)}</span>
            <CaseStatusMark status={file.status} />
            {file.asked === file.side && <strong>{t('due', { at: moment(file.dueAt) })}</strong>}
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
