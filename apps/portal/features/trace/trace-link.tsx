'use client';

import { IconRoute } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useSession } from '@/features/parties/session-provider';
import { useWorkspace } from '@/ui/frame/use-workspace';
import classes from './trace-link.module.css';

export interface TracedPack {
  readonly gtin: string;
  readonly serial: string;
  readonly lot: string | null;
}

/** Leads to the way of a pack, for those who may see any of it. */
export function TraceLink({ gtin, serial, lot }: TracedPack) {
  const t = useTranslations('trace');
  const { can } = useSession();
  const workspace = useWorkspace();
  if (!workspace || !can('unit.trace')) return null;
  const pack = new URLSearchParams({ gtin, serial, lot: lot ?? '' });
  return (
    <Link className={classes.link} href={`/${workspace}/trace?${pack}`}>
      <IconRoute size={15} stroke={1.8} aria-hidden />
      {t('this')}
    </Link>
  );
}
