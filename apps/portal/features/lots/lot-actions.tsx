'use client';

import { Button, Menu } from '@mantine/core';
import {
  IconDots,
  IconHandStop,
  IconPencil,
  IconPlayerPlay,
  IconSpeakerphone,
  IconTruckLoading,
} from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useSession } from '@/features/parties/session-provider';
import { ProposeRecallDialog } from '@/features/recalls/propose-recall-dialog';
import { AmendLotDialog } from './amend-lot-dialog';
import { LotOrderDialog } from './lot-order-dialog';
import type { Lot } from './lots.documents';

type Open = 'hold' | 'release' | 'recall' | 'amend' | undefined;

/** What may be done with a lot: ship it, hold or release it, correct its record, recall it. */
export function LotActions({ lot, folder, onChanged }: { lot: Lot; folder: string; onChanged: () => void }) {
  const t = useTranslations('lots.actions');
  const { can } = useSession();
  const [open, setOpen] = useState<Open>();
  const alive = lot.status === 'ACTIVE' || lot.status === 'HELD' || lot.status === 'EXPIRED';
  const close = () => setOpen(undefined);
  const done = () => {
    close();
    onChanged();
  };
  return (
    <>
      {can('custody.ship') && lot.status === 'ACTIVE' && (
        <Button
          component={Link}
          href={`${folder}/shipments/new?lot=${lot.id}`}
          leftSection={<IconTruckLoading size={16} aria-hidden />}
        >
          {t('ship')}
        </Button>
      )}
      {alive && (can('lot.hold') || can('recall.propose') || can('lot.amend')) && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" leftSection={<IconDots size={16} aria-hidden />}>
              {t('more')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {can('lot.hold') && !lot.heldByYou && lot.status !== 'EXPIRED' && (
              <Menu.Item leftSection={<IconHandStop size={16} aria-hidden />} onClick={() => setOpen('hold')}>
                {t('hold')}
              </Menu.Item>
            )}
            {can('lot.release') && lot.heldByYou && (
              <Menu.Item
                leftSection={<IconPlayerPlay size={16} aria-hidden />}
                onClick={() => setOpen('release')}
              >
                {t('release')}
              </Menu.Item>
            )}
            {can('lot.amend') && lot.status !== 'RECALLED' && (
              <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setOpen('amend')}>
                {t('amend')}
              </Menu.Item>
            )}
            {can('recall.propose') && lot.recall?.ranges.length !== 0 && (
              <Menu.Item
                color="brick"
                leftSection={<IconSpeakerphone size={16} aria-hidden />}
                onClick={() => setOpen('recall')}
              >
                {t('recall')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      {open === 'amend' && <AmendLotDialog lot={lot} onClose={close} onDone={done} />}
      <LotOrderDialog order="hold" lot={lot} opened={open === 'hold'} onClose={close} onDone={done} />
      <LotOrderDialog order="release" lot={lot} opened={open === 'release'} onClose={close} onDone={done} />
      <ProposeRecallDialog lot={lot} opened={open === 'recall'} onClose={close} onDone={done} />
    </>
  );
}
