'use client';

import { Button, Group } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useClient } from 'urql';
import { useSession } from '@/features/parties/session-provider';
import type { Failure } from '@/lib/failure';
import { FailureNote } from '@/ui/notes';
import { authorAtWork } from './author';
import type { ReadLine } from './entry-list';
import { takenBack } from './fhir';
import type { RecordPairing } from './records.documents';
import { sealInto } from './seal';
import { vaultFailure } from './vault-failure';

/** Takes back what this site wrote: a signed correction is added, and what stood there is still told. */
export function TakeBack({
  pairing,
  line,
  onDone,
}: {
  pairing: RecordPairing;
  line: ReadLine;
  /** Reads the list anew, where that can be done: elsewhere it is said that it was taken back. */
  onDone: (() => void) | undefined;
}) {
  const t = useTranslations('record.write');
  const client = useClient();
  const { session } = useSession();
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [isDone, setDone] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const isOurs = line.party === session.site.partyId && line.author === session.site.name;
  if (!isOurs || line.summary.state === 'taken-back' || !line.summary.about) return null;
  const take = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      const author = await authorAtWork(client, session);
      const resource = takenBack(line.resource);
      await sealInto(pairing.pseudonym, [{ category: line.category, resource }], author);
      setDone(true);
      onDone?.();
    } catch (error) {
      setFailure(vaultFailure(error));
    }
    setBusy(false);
  };
  if (isDone) return <p role="status">{t('takenBack')}</p>;
  if (!asked)
    return (
      <Button variant="subtle" size="compact-sm" onClick={() => setAsked(true)}>
        {t('takeBack')}
      </Button>
    );
  return (
    <div>
      <p>{t('takeBackMeans')}</p>
      {failure && <FailureNote failure={failure} />}
      <Group gap="xs">
        <Button size="compact-sm" color="brick" loading={busy} onClick={() => void take()}>
          {t('takeBackNow')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => setAsked(false)}>
          {t('keep')}
        </Button>
      </Group>
    </div>
  );
}
