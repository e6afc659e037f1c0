'use client';

import { useTranslations } from 'next-intl';
import { useQuantity } from '@/lib/use-quantity';
import classes from './product-name.module.css';

interface Named {
  name: string;
  substance: string;
  strength: string | null;
  form: string | null;
  baseUnit: string;
  packQuantity: number;
}

/** A product as people at the shelf tell products apart: name, then substance, strength, form and pack size. */
export function ProductName({ product, large = false }: { product: Named; large?: boolean }) {
  const t = useTranslations('product');
  const quantity = useQuantity();
  const { name, substance, strength, form, packQuantity, baseUnit } = product;
  const detail = [
    [substance, strength].filter(Boolean).join(' '),
    // The pack size says it already, in the reader's language: 30 tablets.
    form?.toLowerCase() !== baseUnit.toLowerCase() && form,
    t('pack', { quantity: quantity(packQuantity, baseUnit) }),
  ].filter(Boolean);
  return (
    <span className={classes.product} data-large={large || undefined}>
      <span className={classes.name}>{name}</span>
      <span className={classes.detail}>{detail.join(' · ')}</span>
    </span>
  );
}
