'use client';

import { IconScan } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { EmptyNote } from '@/ui/empty-note';
import { Sheet } from '@/ui/sheet';
import type { BasketPack } from './basket';
import { useBasket } from './basket-provider';
import classes from './basket-packs.module.css';
import { PackRow } from './pack-row';

/** The packs on the counter. */
export function BasketPacks({ onRemove }: { onRemove: (pack: BasketPack) => void }) {
  const t = useTranslations('basket');
  const { packs } = useBasket();
  return (
    <Sheet flush title={t('packs', { count: packs.length })}>
      {packs.length === 0 ? (
        <EmptyNote icon={IconScan} title={t('scanPacks')}>
          {t('scanPacksText')}
        </EmptyNote>
      ) : (
        <ul className={classes.packs}>
          {packs.map((pack) => (
            <PackRow key={pack.key} pack={pack} onRemove={() => onRemove(pack)} />
          ))}
        </ul>
      )}
    </Sheet>
  );
}
