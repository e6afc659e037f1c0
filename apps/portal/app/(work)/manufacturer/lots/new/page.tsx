'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { RegisterLotForm } from '@/features/lots/register-lot-form';
import { RunProgress } from '@/features/lots/run-progress';
import { Page } from '@/ui/page';

export default function RegisterLotPage() {
  const t = useTranslations('lots');
  const [runId, setRunId] = useState<string>();
  return (
    <Page
      narrow
      title={t('register.title')}
      lead={t('register.lead')}
      back={{ href: '/manufacturer/lots', label: t('title') }}
    >
      {runId === undefined ? (
        <RegisterLotForm onRegistered={setRunId} />
      ) : (
        <RunProgress runId={runId} base="/manufacturer/lots" onAgain={() => setRunId(undefined)} />
      )}
    </Page>
  );
}
