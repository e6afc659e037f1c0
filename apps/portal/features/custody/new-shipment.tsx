'use client';

import { useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Page } from '@/ui/page';
import type { Picked } from './holding-picker';
import { ShipForm } from './ship-form';
import { rangesFrom } from './unit-ranges';

/** The page on which goods leave. `?lot=` narrows the stock, `?kind=return` begins a return, `?run=` and `?chosen=` name packs. */
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
        chosen={chosenOf(wanted.get('run'), wanted.get('chosen'))}
        kind={wanted.get('kind') === 'return' ? 'return' : 'delivery'}
        onShipped={(id) => router.replace(`${folder}/shipments/${id}`)}
      />
    </Page>
  );
}

function chosenOf(runId: string | null, text: string | null): Picked | undefined {
  const ranges = rangesFrom(text ?? '');
  return runId !== null && ranges.length > 0 ? { runId, ranges } : undefined;
}
