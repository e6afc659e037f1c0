'use client';

import { IconSpeakerphone } from '@tabler/icons-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useSession } from '@/features/parties/session-provider';
import { useWorkspace } from '@/ui/frame/use-workspace';
import { Note } from '@/ui/notes';
import { useRecallNews } from './recall-news';
import { RecallsHereQuery } from './recall-news.documents';
import classes from './recall-banner.module.css';

/** More would push the work off the screen. */
const MOST_BANNERS = 2;

/** On every screen of a site that holds recalled packs, until it has acknowledged the recall. */
export function RecallBanner() {
  const t = useTranslations('recalls.banner');
  const path = usePathname();
  const workspace = useWorkspace();
  const { can, session } = useSession();
  const [{ data }, execute] = useQuery({
    query: RecallsHereQuery,
    requestPolicy: 'cache-and-network',
    pause: !can('recall.acknowledge'),
  });
  useRecallNews(() => {
    if (can('recall.acknowledge')) execute({ requestPolicy: 'network-only' });
  });
  if (!workspace || !can('recall.acknowledge')) return null;
  const open = (data?.recalls.nodes ?? []).flatMap((recall) => {
    const here = recall.holders.find(({ site }) => site.id === session.site.id);
    const stands = recall.status === 'APPROVED' || recall.status === 'ISSUED';
    const seen = path === `/${workspace}/recalls/${recall.id}`;
    return stands && here && here.units > 0 && !here.acknowledgedAt && !seen
      ? [{ ...recall, units: here.units }]
      : [];
  });
  return (
    <div className={classes.banner} role="alert" data-screen-only>
      {open.length > MOST_BANNERS && (
        <Note tone="stop" icon={IconSpeakerphone}>
          <strong>{t('many', { count: open.length })}</strong> {open.map(({ lot }) => lot.number).join(', ')}{' '}
          <Link href={`/${workspace}/recalls`}>{t('open')}</Link>
        </Note>
      )}
      {(open.length > MOST_BANNERS ? [] : open).map(({ id, class: danger, lot, units }) => (
        <Note key={id} tone="stop" icon={IconSpeakerphone}>
          <strong>{t('title', { product: lot.product.name, lot: lot.number, class: danger })}</strong>{' '}
          {t('text', { count: units })} <Link href={`/${workspace}/recalls/${id}`}>{t('open')}</Link>
        </Note>
      ))}
    </div>
  );
}
