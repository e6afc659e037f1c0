'use client';

import { Button, Group, Stack } from '@mantine/core';
import { IconAlertTriangle, IconHeartbeat } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useSession } from '@/features/parties/session-provider';
import { FailureNote, Note } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { readEmergency, type OpenedSummary } from './break-glass';
import type { KeptEmergency } from './kept-emergency';
import classes from './patient.module.css';
import { useAttempt } from './use-attempt';

/** Leads through an emergency that is recorded here while the ledger is away, of a patient who allowed that. */
export function EmergencyAway({
  kept: { bytes, request },
  onOpened,
  onLeave,
}: {
  kept: KeptEmergency;
  onOpened: (opened: OpenedSummary) => void;
  onLeave: () => void;
}) {
  const t = useTranslations('record.emergency');
  const { session } = useSession();
  const { busy, failure, attempt } = useAttempt();
  const open = async () => onOpened(await readEmergency(session, bytes, { withoutLedger: true }));
  return (
    <Sheet title={t('away')} lead={t('awayLead')}>
      <Stack gap="sm" className={classes.prose}>
        <div role="alert">
          <Note tone="warn" icon={IconAlertTriangle}>
            {t('awayMeans')}
          </Note>
        </div>
        <p>{t(`reasons.${request.reason}`)}</p>
        {request.words && <blockquote className={classes.words}>{request.words}</blockquote>}
        {failure && <FailureNote failure={failure} />}
        <Group>
          <Button
            color="brick"
            autoFocus
            loading={busy !== undefined}
            leftSection={<IconHeartbeat size={16} aria-hidden />}
            onClick={() => void attempt('open', open)}
          >
            {t('openAway')}
          </Button>
          <Button variant="default" disabled={busy !== undefined} onClick={onLeave}>
            {t('leaveAway')}
          </Button>
        </Group>
      </Stack>
    </Sheet>
  );
}
