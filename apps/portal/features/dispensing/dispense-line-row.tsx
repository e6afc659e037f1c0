'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useRefusalText } from '@/features/ledger/use-refusal-text';
import { ProductName } from '@/features/lots/product-name';
import { useQuantity } from '@/lib/use-quantity';
import { CodeText } from '@/ui/code-text';
import classes from './dispense-line-row.module.css';
import { DispenseLineMark } from './dispense-marks';
import type { DispenseLine } from './dispensing.documents';

/** A pack that was dispensed, or was not. */
export function DispenseLineRow({ line, actions }: { line: DispenseLine; actions?: ReactNode }) {
  const quantity = useQuantity();
  const refusalText = useRefusalText();
  const t = useTranslations('supplies.because');
  const { substitutionReason, overrideReason, undoReason } = line;
  return (
    <li className={classes.line}>
      <div className={classes.words}>
        <ProductName product={line.product} />
        <p className={classes.codes}>
          <CodeText>{line.lotNumber}</CodeText> · <CodeText>{line.serial}</CodeText> ·{' '}
          {quantity(line.quantity, line.product.baseUnit)}
        </p>
        {substitutionReason && (
          <p className={classes.codes}>{t('substitution', { reason: substitutionReason })}</p>
        )}
        {overrideReason && <p className={classes.codes}>{t('override', { reason: overrideReason })}</p>}
        {undoReason && <p className={classes.codes}>{t('undo', { reason: undoReason })}</p>}
        {line.refusal && <p className={classes.refusal}>{refusalText(line.refusal)}</p>}
      </div>
      <div className={classes.end}>
        <DispenseLineMark status={line.status} />
        {actions}
      </div>
    </li>
  );
}
