'use client';

import { ActionIcon, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDots } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useAction } from '@/lib/use-action';
import { useFailureText } from '@/lib/use-failure-text';
import { useBasket } from './basket-provider';
import { RecordNotDispensedMutation } from './dispensing.documents';

const REASONS = [
  'OUT_OF_STOCK',
  'PATIENT_DECLINED',
  'CLINICAL_CONCERN',
  'PRESCRIBER_ASKED',
  'ITEM_NOT_READABLE',
] as const;

/** Records that an item is not given now, and why. The item stays open. */
export function NotDispensedMenu({ itemId }: { itemId: string }) {
  const { rx } = useBasket();
  const t = useTranslations('basket.notDispensed');
  const text = useFailureText();
  const action = useAction(RecordNotDispensedMutation);
  const record = async (reason: (typeof REASONS)[number]) => {
    if (!rx) return;
    const outcome = await action.run({
      prescriptionId: rx.opened.id,
      contentKey: rx.contentKey,
      itemId,
      reason,
    });
    notifications.show(
      outcome.ok ? { message: t('saved') } : { color: 'brick', message: text(outcome.failure) },
    );
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t('label')} loading={action.busy}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('label')}</Menu.Label>
        {REASONS.map((reason) => (
          <Menu.Item key={reason} onClick={() => void record(reason)}>
            {t(`reasons.${reason}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
