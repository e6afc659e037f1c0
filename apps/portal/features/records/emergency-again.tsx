'use client';

import { Button, Group, Stack } from '@mantine/core';
import { IconHeartbeat } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { NodesError } from '@custodia/vault/nodes';
import { useSession } from '@/features/parties/session-provider';
import { useTime } from '@/lib/use-time';
import { FailureNote } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { readEmergency, type OpenedSummary } from './break-glass';
import type { KeptEmergency } from './kept-emergency';
import classes from './patient.module.css';
import { useAttempt } from './use-attempt';

/** Reads on under an emergency that was recorded in this tab, which was left or loaded again since. */
export function EmergencyAgain({
  kept: { bytes, request, until },
  onOpened,
  onAway,
}: {
  kept: KeptEmergency;
  onOpened: (opened: OpenedSummary) => void;
  /** It was not opened before the ledger went away, and the patient allowed that. */
  onAway: () => void;
}) {
  const t = useTranslations('record.emergency');
  const time = useTime();
  const { session } = useSession();
  const { busy, failure, attempt } = useAttempt();
  const read = async () => {
    try {
      onOpened(await readEmergency(session, bytes));
    } catch (error) {
      if (!(error instanceof NodesError) || error.code !== 'EMERGENCY_AWAY') throw error;
      onAway();
    }
  };
  const clock = (moment: number) => time.clock(new Date(moment).toISOString());
  return (
    <Sheet
      title={t('again')}
      lead={t('againLead', {
        reason: t(`reasons.${request.reason}`),
        time: clock(request.time * 1000),
        until: clock(until),
      })}
    >
      <Stack gap="sm" className={classes.prose}>
        {request.words && <blockquote className={classes.words}>{request.words}</blockquote>}
        <p>{t('againText')}</p>
        {failure && <FailureNote failure={failure} />}
        <Group>
          <Button
            color="brick"
            variant="light"
            loading={busy !== undefined}
            leftSection={<IconHeartbeat size={16} aria-hidden />}
            onClick={() => void attempt('read', read)}
          >
            {t('readAgain')}
          </Button>
        </Group>
      </Stack>
    </Sheet>
  );
}
