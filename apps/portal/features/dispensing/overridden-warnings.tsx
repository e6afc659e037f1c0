'use client';

import { Button, Group } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import classes from '@/features/warnings/warnings.module.css';
import { OpenOverriddenWarningsMutation } from '@/features/warnings/warnings.documents';
import type { ResultOf } from '@/lib/graphql';
import { useRequest } from '@/lib/use-request';
import { FailureNote } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';

type Overridden = ResultOf<typeof OpenOverriddenWarningsMutation>['openOverriddenWarnings'];

/** Why a supply went on against warnings. It is the patient's: it is opened when somebody asks for it. */
export function OverriddenWarnings({ dispensingId }: { dispensingId: string }) {
  const t = useTranslations('supplies.warned');
  const reasons = useTranslations('record.warnings.reasons');
  const { run, busy, failure } = useRequest(OpenOverriddenWarningsMutation);
  const [opened, setOpened] = useState<Overridden>();
  const open = async () => {
    const outcome = await run({ id: dispensingId });
    if (outcome.ok) setOpened(outcome.data.openOverriddenWarnings);
  };
  return (
    <Sheet title={t('title')} lead={t('lead')}>
      {failure && <FailureNote failure={failure} onRetry={() => void open()} />}
      {opened ? (
        <ul role="status" className={classes.opened}>
          {opened.map(({ kind, given, besides, about, reason, words }, n) => (
            <li key={n}>
              {t(kind, { given, besides, about })} {t('why', { reason: reasons(reason) })}
              {words && ` ${t('words', { words })}`}
            </li>
          ))}
        </ul>
      ) : (
        <Group>
          <Button
            variant="default"
            loading={busy}
            leftSection={<IconEye size={16} aria-hidden />}
            onClick={() => void open()}
          >
            {t('open')}
          </Button>
        </Group>
      )}
    </Sheet>
  );
}
