'use client';

import { useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Page } from '@/ui/page';
import { ShipForm } from './ship-form';

/** The page on which goods leave. `?lot=` narrows the stock, `?kind=return` begins a return. */
export function NewShipment({ folder }: { folder: string }) {
  const t = useTranslations('custody');
  const router = useRouter();
  const wanted = useSearchParams();
  return (
    <Page
      title={t('ship.title')}
      lead={t('ship.lead')}
      back={{ href: `${folder}/shipments`, label: t('shipments') }}
    >
      <ShipForm
        lotId={wanted.get('lot') ?? undefined}
        kind={wanted.get('kind') === 'return' ? 'return' : 'delivery'}
        onShipped={(id) => router.replace(`${folder}/shipments/${id}`)}
      />
    </Page>
  );
}
