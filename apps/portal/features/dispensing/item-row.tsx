'use client';

import { Checkbox, Progress } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useQuantity } from '@/lib/use-quantity';
import { useTime } from '@/lib/use-time';
import { givenOn, isOpen, leftOn } from './basket';
import { useBasket } from './basket-provider';
import type { OpenedItem } from './dispensing.documents';
import classes from './item-row.module.css';
import { NotDispensedMenu } from './not-dispensed-menu';

/** One item of the prescription: what is left of it, what the basket takes, what stays owed. */
export function ItemRow({ item }: { item: OpenedItem }) {
  const t = useTranslations('basket.item');
  const { day } = useTime();
  const quantity = useQuantity();
  const { packs, owed, set } = useBasket();
  const { state, substance, strength, form, baseUnit, dosage, substitutionAllowed } = item;
  const open = isOpen(item);
  const given = givenOn(item, packs);
  const left = leftOn(item, packs);
  const used = state.quantity - state.remaining;
  const toggleOwed = () => {
    const next = new Set(owed);
    if (!next.delete(state.id)) next.add(state.id);
    set({ owed: next });
  };
  return (
    <li className={classes.item} data-closed={!open || undefined}>
      <div className={classes.head}>
        <span className={classes.name}>{[substance, strength, form].filter(Boolean).join(' ')}</span>
        {open && <NotDispensedMenu itemId={state.id} />}
      </div>
      <p className={classes.dosage}>
        {dosage}
        {!substitutionAllowed && ` · ${t('noSubstitution')}`}
      </p>
      {open ? (
        <>
          <Progress.Root size={8} className={classes.bar} aria-hidden>
            <Progress.Section value={(used / state.quantity) * 100} color="gray.5" />
            <Progress.Section value={(given / state.quantity) * 100} color="petrol" />
          </Progress.Root>
          <p className={classes.numbers} data-over={left < 0 || undefined}>
            {left < 0
              ? t('tooMuch', { quantity: quantity(-left, baseUnit) })
              : t('left', {
                  given,
                  givenText: quantity(given, baseUnit),
                  left: quantity(left, baseUnit),
                  of: state.quantity,
                })}
          </p>
          {given > 0 && left > 0 && (
            <Checkbox
              mt={6}
              size="xs"
              label={t('owe', { quantity: quantity(left, baseUnit) })}
              checked={owed.has(state.id)}
              onChange={toggleOwed}
            />
          )}
        </>
      ) : (
        <p className={classes.numbers}>
          {t(`closed.${state.state}`, { from: day(state.validFrom), until: day(state.validUntil) })}
        </p>
      )}
    </li>
  );
}
