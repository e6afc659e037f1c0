'use client';

import type { Category } from '@custodia/vault';
import { Button, Group } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useSession } from '@/features/parties/session-provider';
import { useRequest } from '@/lib/use-request';
import { FailureNote, Note } from '@/ui/notes';
import { askedInput, usualDay } from './asked-input';
import { deviceKeys } from './device-keys';
import { AskAccessMutation, type RecordPairing } from './records.documents';

/** Whether a test is told to be there already depends on the part that is open: one key asks for it. */
export function AskForPart({
  pairing,
  part,
  isOpen,
}: {
  pairing: RecordPairing;
  part: Category;
  isOpen: boolean;
}) {
  const t = useTranslations('record');
  const { session } = useSession();
  const { run, busy, failure } = useRequest(AskAccessMutation);
  const [asked, setAsked] = useState<Category>();
  const named = { part: t(`categories.${part}`) };
  const ask = async () => {
    const keys = await deviceKeys(session.user.id, session.site.id);
    const wanted = { categories: [part], until: usualDay(), words: t('write.whyAsked') };
    const outcome = await run({ input: askedInput(pairing, keys, wanted) });
    if (outcome.ok) setAsked(part);
  };
  if (isOpen)
    return (
      <Note tone="info" icon={IconInfoCircle}>
        {t('patients.incomplete')}
      </Note>
    );
  if (asked === part) return <p role="status">{t('write.asked', named)}</p>;
  return (
    <>
      <Note tone="info" icon={IconInfoCircle}>
        {t('write.partClosed', named)}
      </Note>
      {failure && <FailureNote failure={failure} />}
      <Group>
        <Button variant="default" loading={busy} onClick={() => void ask()}>
          {t('write.askFor', named)}
        </Button>
      </Group>
    </>
  );
}
