'use client';

import { useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Page } from '@/ui/page';
import { RegisterLotForm, type LotEntry } from './register-lot-form';
import { RunProgress } from './run-progress';

/** Registers a run and follows it. `?run=` names it, so that a page that is loaded again goes on following. */
export function RegisterLot({ folder }: { folder: string }) {
  const t = useTranslations('lots');
  const router = useRouter();
  const runId = useSearchParams().get('run');
  const [entry, setEntry] = useState<LotEntry>();
  return (
    <Page
      narrow
      title={t('register.title')}
      lead={t('register.lead')}
      back={{ href: folder, label: t('title') }}
    >
      {runId === null ? (
        <RegisterLotForm
          remembered={entry}
          onRegistered={(id, entered) => {
            setEntry(entered);
            router.replace(`${folder}/new?run=${id}`);
          }}
        />
      ) : (
        <RunProgress
          runId={runId}
          base={folder}
          onAgain={(refused) => {
            if (!refused) setEntry(undefined);
            router.replace(`${folder}/new`);
          }}
        />
      )}
    </Page>
  );
}
