'use client';

import { Button, Group, Select, Stack, TextInput, Textarea } from '@mantine/core';
import { IconAlertTriangle, IconHeartbeat, IconInfoCircle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useState, type FormEvent } from 'react';
import { useClient, useQuery } from 'urql';
import { EMERGENCY_REASONS, type EmergencyReason } from '@custodia/vault';
import { useSession } from '@/features/parties/session-provider';
import type { Failure } from '@/lib/failure';
import { useTime } from '@/lib/use-time';
import { FailureNote, Note } from '@/ui/notes';
import { Page } from '@/ui/page';
import { Sheet } from '@/ui/sheet';
import { openInEmergency, type OpenedSummary } from './break-glass';
import { EmergencyAgain } from './emergency-again';
import { EmergencyAway } from './emergency-away';
import { EmergencySummary } from './emergency-summary';
import { keptEmergency } from './kept-emergency';
import { RecordPairingsQuery } from './records.documents';
import { useLoaded } from './use-loaded';
import { vaultFailure } from './vault-failure';

/** Opens a patient's emergency summary where nobody can be asked. */
export function EmergencyScreen() {
  const t = useTranslations('record.emergency');
  const [opened, setOpened] = useState<OpenedSummary>();
  const [isOver, setOver] = useState(false);
  const [isAway, setAway] = useState(false);
  const { session } = useSession();
  const { value: kept, again: lookAgain } = useLoaded(useCallback(() => keptEmergency(session), [session]));
  const open = (summary: OpenedSummary) => {
    setOver(false);
    setAway(false);
    setOpened(summary);
  };
  const close = () => {
    setOpened(undefined);
    lookAgain();
  };
  return (
    <Page narrow title={t('title')} lead={t('lead')}>
      {opened ? (
        <Opened
          opened={opened}
          onClose={close}
          onOver={() => {
            setOver(true);
            close();
          }}
        />
      ) : (
        <>
          {isOver && (
            <div role="alert">
              <Note tone="warn" icon={IconInfoCircle}>
                {t('over')}
              </Note>
            </div>
          )}
          {isAway && kept ? (
            <EmergencyAway kept={kept} onOpened={open} onLeave={() => setAway(false)} />
          ) : (
            <>
              {kept && <EmergencyAgain kept={kept} onOpened={open} onAway={() => setAway(true)} />}
              <AskSheet onOpened={open} onFailed={lookAgain} onAway={() => setAway(true)} />
            </>
          )}
        </>
      )}
    </Page>
  );
}

function AskSheet({
  onOpened,
  onFailed,
  onAway,
}: {
  onOpened: (opened: OpenedSummary) => void;
  /** The emergency may be recorded all the same. */
  onFailed: () => void;
  /** The ledger is away, and the patient allowed that. */
  onAway: () => void;
}) {
  const t = useTranslations('record.emergency');
  const client = useClient();
  const { session } = useSession();
  const [{ data }] = useQuery({ query: RecordPairingsQuery });
  const [pairingId, setPairingId] = useState<string | null>(null);
  const [reason, setReason] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [isSilent, setSilent] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const numbered = data?.recordPairings.filter(({ ownNumber }) => ownNumber !== '') ?? [];
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setBusy(true);
    setFailure(undefined);
    setSilent(false);
    try {
      const by = pairingId ? { pairingId } : { card: String(fields.get('card')) };
      const why = { reason: reason as EmergencyReason, words: String(fields.get('words')) };
      return onOpened(await openInEmergency(client, session, { ...by, ...why }, () => setSilent(true)));
    } catch (error) {
      const failed = vaultFailure(error);
      onFailed();
      if (failed.code === 'EMERGENCY_AWAY') return onAway();
      setFailure(failed);
    }
    return setBusy(false);
  };
  return (
    <Sheet title={t('ask')} lead={t('askLead')}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="sm">
          <Note tone="warn" icon={IconAlertTriangle}>
            {t('means')}
          </Note>
          <TextInput
            name="card"
            label={t('card')}
            description={t('cardHint')}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={40}
            required={!pairingId}
            disabled={pairingId !== null}
          />
          {numbered.length > 0 && (
            <Select
              label={t('known')}
              data={numbered.map(({ id, ownNumber }) => ({ value: id, label: ownNumber }))}
              value={pairingId}
              onChange={setPairingId}
              searchable
              clearable
            />
          )}
          <Select
            label={t('reason')}
            data={EMERGENCY_REASONS.map((value) => ({ value, label: t(`reasons.${value}`) }))}
            value={reason}
            onChange={setReason}
            required
          />
          <Textarea
            name="words"
            label={t('words')}
            description={t('wordsHint')}
            maxLength={150}
            autosize
            minRows={2}
            required={reason === 'other'}
          />
          {failure && <FailureNote failure={failure} />}
          <Group>
            <Button
              type="submit"
              color="brick"
              loading={busy}
              disabled={!reason}
              leftSection={<IconHeartbeat size={16} aria-hidden />}
            >
              {t('open')}
            </Button>
          </Group>
          {busy && <p role="status">{t(isSilent ? 'silent' : 'waiting')}</p>}
        </Stack>
      </form>
    </Sheet>
  );
}

function Opened({
  opened,
  onClose,
  onOver,
}: {
  opened: OpenedSummary;
  onClose: () => void;
  onOver: () => void;
}) {
  const t = useTranslations('record.emergency');
  const time = useTime();
  const [now, setNow] = useState(() => Date.now());
  const left = opened.until - now;
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (left <= 0) onOver();
  }, [left, onOver]);
  return (
    <Sheet
      title={t('opened')}
      lead={t('left', {
        minutes: Math.max(0, Math.ceil(left / 60_000)),
        time: time.moment(new Date(opened.until).toISOString()),
      })}
      actions={
        <Button variant="default" onClick={onClose}>
          {t('close')}
        </Button>
      }
    >
      <Stack gap="sm">
        <EmergencySummary lines={opened.lines} />
        {opened.isAway && (
          <Note tone="info" icon={IconInfoCircle}>
            {t('openedAway')}
          </Note>
        )}
        <Note tone="warn" icon={IconAlertTriangle}>
          {t('incomplete')}
        </Note>
      </Stack>
    </Sheet>
  );
}
