'use client';

import { ActionIcon, NumberInput, Select, TextInput } from '@mantine/core';
import { IconCircleCheck, IconFlag, IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Expiry } from '@/features/lots/expiry';
import { ProductName } from '@/features/lots/product-name';
import { useQuantity } from '@/lib/use-quantity';
import { CodeText } from '@/ui/code-text';
import { isOpen, isSubstitution, type BasketPack } from './basket';
import { useBasket } from './basket-provider';
import classes from './basket-packs.module.css';

/** A pack of the basket: for which item, how much of it, and why another product if it is one. */
export function PackRow({ pack, onRemove }: { pack: BasketPack; onRemove: () => void }) {
  const t = useTranslations('basket.pack');
  const quantity = useQuantity();
  const { basis, rx, settling, change } = useBasket();
  const items = basis === 'E_PRESCRIPTION' && !settling ? (rx?.opened.items ?? []) : [];
  const item = items.find(({ state }) => state.id === pack.itemId);
  const options = items
    .filter((candidate) => isOpen(candidate) || candidate === item)
    .map(({ state, substance, strength }) => ({
      value: state.id,
      label: [substance, strength].filter(Boolean).join(' '),
    }));
  return (
    <li className={classes.pack}>
      {pack.reportOnly ? (
        <IconFlag size={20} stroke={1.8} aria-hidden data-report />
      ) : (
        <IconCircleCheck size={20} stroke={1.8} aria-hidden />
      )}
      <div>
        <ProductName product={pack.product} />
        <p className={classes.codes}>
          <CodeText>{pack.lotNumber}</CodeText> · <CodeText>{pack.serial}</CodeText>
          {pack.expiry && (
            <>
              {' · '}
              {t('until')} <Expiry date={pack.expiry} />
            </>
          )}
        </p>
        {pack.reportOnly && <p className={classes.report}>{t('reportOnly')}</p>}
      </div>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('remove', { name: pack.product.name })}
        onClick={onRemove}
      >
        <IconX size={16} />
      </ActionIcon>
      <div className={classes.fields}>
        {items.length > 0 && (
          <Select
            className={classes.item}
            aria-label={t('item')}
            placeholder={t('chooseItem')}
            error={!item && t('noItem')}
            data={options}
            value={pack.itemId ?? null}
            onChange={(itemId) => change(pack.key, { itemId: itemId ?? undefined })}
          />
        )}
        <NumberInput
          className={classes.quantity}
          aria-label={t('quantity', { unit: pack.product.baseUnit })}
          min={1}
          max={pack.content}
          clampBehavior="strict"
          allowDecimal={false}
          suffix={` ${t('of', { quantity: quantity(pack.content, pack.product.baseUnit) })}`}
          value={pack.quantity}
          onChange={(value) => change(pack.key, { quantity: Number(value) || 0 })}
        />
        {item && isSubstitution(item, pack.product) && (
          <TextInput
            className={classes.item}
            aria-label={t('reason')}
            placeholder={t('reason')}
            error={item.substitutionAllowed ? undefined : t('notAllowed')}
            value={pack.substitutionReason}
            onChange={(event) => change(pack.key, { substitutionReason: event.currentTarget.value })}
          />
        )}
        {pack.daysLeft !== undefined && (
          <TextInput
            className={classes.item}
            aria-label={t('override', { days: pack.daysLeft })}
            placeholder={t('override', { days: pack.daysLeft })}
            value={pack.override}
            onChange={(event) => change(pack.key, { override: event.currentTarget.value })}
          />
        )}
      </div>
    </li>
  );
}
