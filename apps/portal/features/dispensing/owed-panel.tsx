'use client';

import { Button, TextInput } from '@mantine/core';
import { IconCircleCheck, IconQrcode, IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { ProductName } from '@/features/lots/product-name';
import { useQuantity } from '@/lib/use-quantity';
import { useTime } from '@/lib/use-time';
import { FailureNote, Note } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { useBasket } from './basket-provider';
import { isSigned } from './owed';

/** What the patient is still owed, while it is being given. */
export function OwedPanel() {
  const t = useTranslations('owed');
  const basket = useTranslations('basket');
  const quantity = useQuantity();
  const { moment } = useTime();
  const { settling, rx, collector, failure, set, clear } = useBasket();
  if (!settling) return null;
  const { product, dispensing } = settling;
  const signed = isSigned(settling, rx?.opened.items);
  return (
    <Sheet
      title={t('panel', { quantity: quantity(settling.quantity - settling.settled, product.baseUnit) })}
      lead={t('since', { time: moment(dispensing.eventTime), user: dispensing.user })}
      actions={
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconX size={14} aria-hidden />}
          onClick={clear}
        >
          {basket('closePrescription')}
        </Button>
      }
    >
      <ProductName product={product} />
      <Note tone={signed ? 'ok' : 'warn'} icon={signed ? IconCircleCheck : IconQrcode}>
        {signed ? t('signed') : t('scanAgain')}
      </Note>
      {failure && <FailureNote failure={failure} />}
      <TextInput
        mt="md"
        label={basket('collector')}
        description={basket('collectorText')}
        value={collector}
        onChange={(event) => set({ collector: event.currentTarget.value })}
      />
    </Sheet>
  );
}
