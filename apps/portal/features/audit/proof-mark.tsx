'use client';

import { IconAnchor, IconClock, IconLink } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StateMark } from '@/ui/state-mark';

/** How safe an entry is from being changed: written, in the chain of its site, or up to an anchor on the ledger. */
export function ProofMark({ seq, anchored }: { seq: number | null; anchored: boolean }) {
  const t = useTranslations('audit');
  if (anchored) {
    return (
      <StateMark tone="ok" icon={IconAnchor}>
        {t('anchored')}
      </StateMark>
    );
  }
  return (
    <StateMark tone="idle" icon={seq === null ? IconClock : IconLink}>
      {t(seq === null ? 'written' : 'chained')}
    </StateMark>
  );
}
