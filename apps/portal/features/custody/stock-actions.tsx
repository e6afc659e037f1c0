'use client';

import { Button, Menu, Text } from '@mantine/core';
import {
  IconArrowBackUp,
  IconLock,
  IconLockOpen,
  IconPackageExport,
  IconQuestionMark,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useSession } from '@/features/parties/session-provider';
import type { Holding } from './custody.documents';
import { allows, EXITS, statesOf, type PackOrder } from './pack-orders';
import classes from './stock-actions.module.css';
import { countUnits, type UnitRange } from './unit-ranges';

export interface StockActionsProps {
  holding: Holding;
  chosen: readonly UnitRange[];
  onOrder: (order: PackOrder) => void;
}

/** What can be done with the chosen packs. What one of them does not allow is greyed out. */
export function StockActions({ holding, chosen, onOrder }: StockActionsProps) {
  const t = useTranslations('custody');
  const { can } = useSession();
  const inOrder = holding.run.lot.status === 'ACTIVE' && holding.recalled === 0;
  const states = statesOf(chosen, holding);
  const may = (order: PackOrder) => allows(order, states, inOrder);
  const button = (order: PackOrder, Symbol: typeof IconLock) => (
    <Button
      variant="default"
      leftSection={<Symbol size={16} aria-hidden />}
      disabled={!may(order)}
      onClick={() => onOrder(order)}
    >
      {t(`orders.${order}.action`)}
    </Button>
  );
  return (
    <div className={classes.bar} data-none={chosen.length === 0 || undefined}>
      <Text role="status" fw={550}>
        {t('stockDetail.chosen', { count: countUnits(chosen) })}
      </Text>
      <div className={classes.buttons}>
        {can('custody.return') && button('RETURN', IconArrowBackUp)}
        {can('unit.lock') && button('LOCK', IconLock)}
        {can('unit.lock') && button('UNLOCK', IconLockOpen)}
        {can('custody.report-missing') && button('MISSING', IconQuestionMark)}
        {can('unit.decommission') && (
          <Menu position="top-end">
            <Menu.Target>
              <Button
                variant="default"
                leftSection={<IconPackageExport size={16} aria-hidden />}
                disabled={!EXITS.some(may)}
              >
                {t('orders.exits')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {EXITS.map((order) => (
                <Menu.Item key={order} disabled={!may(order)} onClick={() => onOrder(order)}>
                  {t(`orders.${order}.action`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
    </div>
  );
}
